/** Files that cannot be opened, each with the name of its problem: damaged, cut, foreign, hostile. What they are made of is written by us. */
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from "fflate";
import { exportFormats } from "@/interop/export";
import { writeHdf5 } from "@/interop/export/keras/hdf5";
import { trainedModel } from "@/interop/export/trained-model";
import { badOnnx } from "@/interop/import/testing/bad-onnx";
import { limits, type NamedTensor } from "@/interop/layerlab/content";
import { encodeParts } from "@/interop/layerlab/encode";
import { writeTensors } from "@/interop/layerlab/safetensors";
import { writeZip } from "@/interop/layerlab/zip";
import type { NetworkDocument } from "@/network/document";
import { addAfter, addLayer } from "@/network/edit";
import { weightsOf } from "@/network/summary";
import { initialProject } from "@/project/initial-project";

export interface BadFile {
  readonly title: string;
  readonly code: string;
  readonly name: string;
  readonly bytes: () => Uint8Array | Promise<Uint8Array>;
}

const input = addLayer({ nodes: [], edges: [] }, "Input", { config: { shape: [4] } });
const hidden = addAfter(input.network, input.id, "Dense", { config: { units: 3 } });
const network: NetworkDocument = addAfter(hidden.network, hidden.id, "Dense", { config: { units: 2, activation: "softmax" } }).network;
const weightsWith = (value: (i: number) => number) =>
  network.nodes.flatMap((node) =>
    weightsOf(network, node).map(({ name, shape }): NamedTensor => {
      const length = shape.reduce((product, size) => product * size, 1);
      return { name: `${node.name}/${name}`, shape, data: Float32Array.from({ length }, (_, i) => value(i)) };
    }),
  );
const written = (id: string, weights = weightsWith((i) => i / 7)) =>
  exportFormats.find((one) => one.id === id)!.write(trainedModel("Two moons", network, weights, { classNames: [] }), 0);

type Parts = Record<string, Uint8Array>;
let keras: Parts = {};
let tfjs: Parts = {};
let ours = new Uint8Array();

/** Every one of them. */
export async function badFiles(): Promise<readonly BadFile[]> {
  keras = unzipSync(await written("keras"));
  tfjs = unzipSync(await written("tfjs"));
  ours = Uint8Array.from(writeZip(await encodeParts({ project: initialProject("p"), metrics: [], classNames: [] }, "test")));
  return [...cases.map(([title, code, bytes, name = "model"]) => ({ title, code, bytes, name })), ...badOnnx];
}

const zipped = (parts: Parts, changes: Zippable): Uint8Array => zipSync({ ...parts, ...changes });
interface Json {
  [key: string]: Json;
}
/** The part of `config.json` that a case changes. */
function kerasWith(change: (model: Json) => void): Uint8Array {
  const model = JSON.parse(strFromU8(keras["config.json"]!)) as Json;
  change(model);
  return zipped(keras, { "config.json": strToU8(JSON.stringify(model)) });
}
const layer = (model: Json, i: number) => (model["config"]!["layers"] as unknown as Json[])[i]!;
const set = (at: Json, key: string, value: unknown) => void ((at as Record<string, unknown>)[key] = value);
function tfjsWith(change: (model: Json) => void): Uint8Array {
  const model = JSON.parse(strFromU8(tfjs["model.json"]!)) as Json;
  change(model);
  return zipped(tfjs, { "model.json": strToU8(JSON.stringify(model)) });
}
const spec = (model: Json) => ((model["weightsManifest"] as unknown as Json[])[0]!["weights"] as unknown as Json[])[0]!;
const h5 = () => keras["model.weights.h5"]!;
const kerasHdf5 = (bytes: Uint8Array) => zipped(keras, { "model.weights.h5": bytes });
const deep = (depth: number) => strToU8(`${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`);
function flipped(bytes: Uint8Array, from: number, count: number): Uint8Array {
  const other = bytes.slice();
  for (let i = from; i < Math.min(from + count, other.length); i++) other[i] = other[i]! ^ 0xff;
  return other;
}

const safetensors = (header: object) => {
  const text = strToU8(JSON.stringify(header));
  return new Uint8Array([text.length, 0, 0, 0, 0, 0, 0, 0, ...text]);
};
/** Zeros under the names of a state dict. */
function stateDict(shapes: Readonly<Record<string, readonly number[]>>): Uint8Array {
  const tensors = Object.entries(shapes).map(([name, shape]) => ({ name, shape, data: new Float32Array(shape.reduce((product, size) => product * size, 1)) }));
  return writeTensors(tensors);
}
/** Of the network on screen. */
const screenModules = { "1.weight": [128, 784], "1.bias": [128], "3.weight": [10, 128], "3.bias": [10] };
const called = (name: string) => [{ args: [{ class_name: "__keras_tensor__", config: { keras_history: [name, 0, 0] } }], kwargs: {} }];

const ourManifest = (manifest: object) => zipped(unzipSync(ours), { "manifest.json": strToU8(JSON.stringify(manifest)) });
const safetensorsText = (text: string) => new Uint8Array([text.length, 0, 0, 0, 0, 0, 0, 0, ...strToU8(text)]);
function npy(shape: string, bytes: number, descr = "<f4", fortran = "False"): Uint8Array {
  const header = `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }`.padEnd(117) + "\n";
  return new Uint8Array([0x93, ...strToU8("NUMPY"), 1, 0, header.length, 0, ...strToU8(header), ...new Uint8Array(bytes)]);
}

type Case = readonly [title: string, code: string, bytes: () => Uint8Array | Promise<Uint8Array>, name?: string];
const cases: readonly Case[] = [
  ["nothing at all", "file.empty", () => new Uint8Array()],
  ["a web page", "file.html", () => strToU8("<!doctype html><title>Sign in</title>")],
  ["a Git LFS pointer", "file.gitLfs", () => strToU8("version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n")],
  ["a picture", "file.picture", () => Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10)],
  ["a PDF", "file.pdf", () => strToU8("%PDF-1.7")],
  ["a gzip, bomb or not: it is never unpacked", "file.gzip", () => Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0)],
  ["a pickle", "import.pickle", () => Uint8Array.of(0x80, 4, 0x95, 0, 0, 0)],
  ["a pickle in a zip, as torch.save writes", "import.pickle", () => zipSync({ "archive/data.pkl": Uint8Array.of(0x80, 2) })],
  ["words", "file.notZip", () => strToU8("hello")],
  ["too much", "file.tooLarge", () => new Uint8Array(limits.fileBytes + 1)],
  ["a Word document", "file.foreignZip", () => zipSync({ "word/document.xml": strToU8("<w/>") })],
  ["a zip of a thousand parts", "file.tooManyParts", () => zipSync(Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`${i}`, strToU8("1")])))],
  ["a zip bomb", "file.inflatesTooFar", () => zipSync({ "config.json": [new Uint8Array(8_000_000), { level: 9 }] })],
  ["a zip without its directory", "file.truncated", () => zipSync(keras).slice(0, -40)],

  ["our own file, cut", "file.truncated", () => ours.slice(0, ours.length >> 1)],
  ["our own file with one part changed", "file.wrongLength", () => zipped(unzipSync(ours), { "labels.json": strToU8("[1]") })],
  [
    "our own file without its project",
    "file.missingPart",
    () => zipSync(Object.fromEntries(Object.entries(unzipSync(ours)).filter(([name]) => name !== "project.json"))),
  ],
  ["our own file with a part more", "file.unknownPart", () => zipped(unzipSync(ours), { "x.json": strToU8("1") })],
  ["a manifest that is no JSON", "project.notJson", () => zipped(unzipSync(ours), { "manifest.json": strToU8("{") })],
  ["a manifest 20,000 deep", "project.tooDeep", () => zipped(unzipSync(ours), { "manifest.json": deep(20_000) })],
  ["a manifest with __proto__", "project.forbiddenKey", () => zipped(unzipSync(ours), { "manifest.json": strToU8('{"__proto__":{"x":1}}') })],

  ["Keras: no configuration that can be read", "import.notJson", () => zipped(keras, { "config.json": strToU8("{") })],
  ["Keras: a configuration 20,000 deep", "import.jsonTooDeep", () => zipped(keras, { "config.json": deep(20_000) })],
  ["Keras: __proto__ in the configuration", "import.forbiddenKey", () => zipped(keras, { "config.json": strToU8('{"__proto__":{}}') })],
  ["Keras: constructor in a layer", "import.forbiddenKey", () => kerasWith((model) => set(layer(model, 1)["config"]!, "constructor", {}))],
  [
    "Keras: a configuration of three million letters",
    "import.jsonTooLong",
    () => zipped(keras, { "config.json": [strToU8(`"${"x".repeat(3e6)}"`), { level: 0 }] }),
  ],
  ["Keras: a list where the model should be", "import.wrongStructure", () => zipped(keras, { "config.json": strToU8("[]") })],
  ["Keras: a number where the model should be", "import.wrongStructure", () => zipped(keras, { "config.json": strToU8("7") })],
  ["Keras: no layers", "import.wrongStructure", () => kerasWith((model) => set(model["config"]!, "layers", 1))],
  ["Keras: a layer without a class", "import.wrongStructure", () => kerasWith((model) => set(layer(model, 1), "class_name", null))],
  ["Keras: a wire from nowhere", "import.wrongStructure", () => kerasWith((model) => set(layer(model, 1), "name", "stranger"))],
  ["Keras: two layers of one name", "import.wrongStructure", () => kerasWith((model) => set(layer(model, 2), "name", "dense"))],
  ["Keras: a class of its own", "import.ownClass", () => kerasWith((model) => set(model, "class_name", "MyModel"))],
  ["Keras: a Lambda", "import.unsupported", () => kerasWith((model) => set(layer(model, 1), "class_name", "Lambda"))],
  ["Keras: a layer of somebody's", "import.unsupported", () => kerasWith((model) => set(layer(model, 1), "class_name", "MyDense"))],
  ["Keras: a layer called toString", "import.unsupported", () => kerasWith((model) => set(layer(model, 1), "class_name", "toString"))],
  ["Keras: an activation that is not known", "import.unsupported", () => kerasWith((model) => set(layer(model, 1)["config"]!, "activation", "log_softmax"))],
  ["Keras: half precision", "import.unsupported", () => kerasWith((model) => set(layer(model, 1)["config"]!, "dtype", "float16"))],
  ["Keras: a billion units", "import.unsupported", () => kerasWith((model) => set(layer(model, 1)["config"]!, "units", 1e9))],
  ["Keras: minus three units", "import.unsupported", () => kerasWith((model) => set(layer(model, 1)["config"]!, "units", -3))],
  ["Keras: units in words", "import.unsupported", () => kerasWith((model) => set(layer(model, 1)["config"]!, "units", "3"))],
  ["Keras: no units", "import.unsupported", () => kerasWith((model) => set(layer(model, 1)["config"]!, "units", undefined))],
  ["Keras: an open input", "import.unsupported", () => kerasWith((model) => set(layer(model, 0)["config"]!, "batch_shape", [null, null]))],
  ["Keras: a layer used twice", "import.unsupported", () => kerasWith((model) => set(layer(model, 1), "inbound_nodes", [{}, {}]))],
  [
    "Keras: two outputs",
    "import.severalOutputs",
    () =>
      kerasWith((model) =>
        set(model["config"]!, "output_layers", [
          ["dense", 0, 0],
          ["dense_1", 0, 0],
        ]),
      ),
  ],
  [
    "Keras: three hundred layers",
    "import.tooManyLayers",
    () =>
      kerasWith((model) =>
        set(
          model["config"]!,
          "layers",
          Array.from({ length: 300 }, () => layer(model, 1)),
        ),
      ),
  ],
  ["Keras: a layer that reads itself", "import.unsupported", () => kerasWith((model) => set(layer(model, 1), "inbound_nodes", called("dense")))],
  ["Keras: a ring", "import.cycle", () => kerasWith((model) => set(layer(model, 1), "inbound_nodes", called("dense_1")))],
  ["Keras: made by Keras 4", "import.newerKeras", () => zipped(keras, { "metadata.json": strToU8('{"keras_version":"4.0.1"}') })],
  ["Keras: without weights", "import.missingPart", () => zipSync({ "config.json": keras["config.json"]!, "metadata.json": keras["metadata.json"]! })],
  ["Keras: weights that are a web page", "import.notHdf5", () => kerasHdf5(strToU8("<html>"))],
  ["Keras: weights cut after their first bytes", "import.cutHdf5", () => kerasHdf5(h5().slice(0, 40))],
  ["Keras: weights cut in the middle", "import.cutHdf5", () => kerasHdf5(h5().slice(0, h5().length >> 1))],
  ["Keras: weights with a superblock that lies", "import.damagedHdf5", () => kerasHdf5(flipped(h5(), 8, 40))],
  ["Keras: empty weights", "import.notHdf5", () => kerasHdf5(new Uint8Array())],
  ["Keras: weights of other shapes", "import.wrongWeights", () => kerasWith((model) => set(layer(model, 1)["config"]!, "units", 5))],
  ["Keras: a bias that is not there", "import.wrongWeights", () => kerasWith((model) => set(layer(model, 1)["config"]!, "use_bias", false))],
  [
    "Keras: NaN weights",
    "file.notFinite",
    () =>
      written(
        "keras",
        weightsWith((i) => (i === 2 ? Number.NaN : 0)),
      ),
  ],
  [
    "Keras: infinite weights",
    "file.notFinite",
    () =>
      written(
        "keras",
        weightsWith(() => Infinity),
      ),
  ],
  ["HDF5: only its first bytes", "import.cutHdf5", () => Uint8Array.of(0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10)],
  ["HDF5: something else", "import.noModel", () => writeHdf5([], [{ path: "data/x", shape: [1], data: Float32Array.of(1) }], 0)],

  ["TensorFlow.js: without its weights", "import.missingWeights", () => tfjs["model.json"]!, "model.json"],
  ["TensorFlow.js: a graph", "import.graphModel", () => tfjsWith((model) => set(model, "format", "graph-model"))],
  ["TensorFlow.js: weights cut", "import.cutWeights", () => zipped(tfjs, { "weights.bin": tfjs["weights.bin"]!.slice(0, -4) })],
  ["TensorFlow.js: more weights than are named", "import.extraWeights", () => zipped(tfjs, { "weights.bin": new Uint8Array(4096) })],
  ["TensorFlow.js: a shape that lies", "import.cutWeights", () => tfjsWith((model) => set(spec(model), "shape", [3e8, 9]))],
  ["TensorFlow.js: a negative shape", "import.wrongStructure", () => tfjsWith((model) => set(spec(model), "shape", [-4, 3]))],
  ["TensorFlow.js: weights of strings", "import.wrongType", () => tfjsWith((model) => set(spec(model), "dtype", "string"))],
  ["TensorFlow.js: weights under another name", "import.wrongWeights", () => tfjsWith((model) => set(spec(model), "name", "stranger/kernel"))],
  [
    "TensorFlow.js: NaN weights",
    "file.notFinite",
    () =>
      written(
        "tfjs",
        weightsWith(() => Number.NaN),
      ),
  ],
  ["TensorFlow.js: JSON 20,000 deep", "import.jsonTooDeep", () => deep(20_000), "model.json"],
  ["TensorFlow.js: __proto__", "import.forbiddenKey", () => strToU8('{"__proto__":{}}'), "model.json"],
  ["safetensors: a header longer than the file", "import.cutWeights", () => Uint8Array.of(99, 0, 0, 0, 0, 0, 0, 0, 0x7b)],
  ["safetensors: a tensor larger than its bytes", "import.cutWeights", () => safetensors({ a: { dtype: "F32", shape: [3e8], data_offsets: [0, 1.2e9] } })],
  ["safetensors: whole numbers", "import.wrongType", () => safetensors({ a: { dtype: "I64", shape: [1], data_offsets: [0, 8] } })],
  ["npz: a part that is no array", "import.notNpy", () => zipSync({ "a.npy": strToU8("no array at all") })],
  ["what lies beside an ONNX model, without it", "import.dataAlone", () => new Uint8Array(64), "model.onnx.data"],
  ["JSON of something else", "import.otherJson", () => strToU8('{"a":1}'), "package.json"],
  [
    "Keras: three inputs",
    "import.severalInputs",
    () =>
      kerasWith((model) =>
        set(
          model["config"]!,
          "input_layers",
          ["a", "b", "c"].map((name) => [name, 0, 0]),
        ),
      ),
  ],
  ["Keras: a name of thousands of letters", "import.wrongStructure", () => kerasWith((model) => set(layer(model, 1), "name", "n".repeat(5000)))],
  ["Keras: its weights and another's configuration", "import.missingPart", () => zipSync({ "config.json": keras["config.json"]!, "model.h5": h5() })],
  ["Keras: a zip in a zip", "file.foreignZip", () => zipSync({ "model.keras": zipSync(keras) })],
  ["our own file of a later version", "project.newerVersion", () => ourManifest({ format: "layerlab", version: 99 })],
  ["our own file of another kind", "file.badPart", () => ourManifest({ format: "something", version: 1 })],
  ["safetensors: a header that is no JSON", "import.notJson", () => Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0x7b)],
  ["safetensors: __proto__", "import.forbiddenKey", () => safetensorsText('{"__proto__":{}}')],
  ["safetensors: values that begin before the file", "import.wrongStructure", () => safetensors({ a: { dtype: "F32", shape: [1], data_offsets: [-4, 0] } })],
  ["npz: an array cut off", "import.cutWeights", () => zipSync({ "a.npy": npy("(9,)", 4) })],
  ["npz: an array of whole numbers", "import.wrongType", () => zipSync({ "a.npy": npy("(1,)", 8, "<i8") })],
  ["npz: an array neither by rows nor by columns", "import.wrongStructure", () => zipSync({ "a.npy": npy("(1,)", 4, "<f4", "Maybe") })],
  ["npz: an array of Python objects", "import.objectArray", () => zipSync({ "a.npy": npy("(1,)", 4, "|O") })],
  ["npz: arrays without names that do not fit", "import.otherList", () => zipSync({ "arr_0.npy": npy("(1,)", 4) })],
  ["npz: bytes of no known order", "import.wrongType", () => zipSync({ "b.npy": npy("(1,)", 4, "=f4") })],
  ["safetensors: floats of eight bits", "import.wrongType", () => safetensors({ b: { dtype: "F8_E4M3", shape: [1], data_offsets: [0, 1] } })],
  ["safetensors: a module that no card is", "import.noModule", () => stateDict({ "0.weight": [5, 4], "0.bias": [5] })],
  ["safetensors: a module too many", "import.spareModules", () => stateDict({ ...screenModules, "5.weight": [5, 4] })],
  ["safetensors: two values at one place", "import.wrongStructure", () => safetensors({ c: { dtype: "F32", shape: [1], data_offsets: [0, 8] } })],
];
