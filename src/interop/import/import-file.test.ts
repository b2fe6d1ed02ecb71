import { beforeAll, describe, expect, test } from "vitest";
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from "fflate";
import { ProblemError } from "@/base/problem";
import { exportFormats } from "@/interop/export";
import { writeHdf5 } from "@/interop/export/keras/hdf5";
import { trainedModel } from "@/interop/export/trained-model";
import { openModelFile, type GivenFile } from "@/interop/import/import-file";
import { matchingWeights } from "@/interop/import/matching-weights";
import { limits, type NamedTensor } from "@/interop/layerlab/content";
import { encodeParts } from "@/interop/layerlab/encode";
import { writeZip } from "@/interop/layerlab/zip";
import type { NetworkDocument } from "@/network/document";
import { addAfter, addLayer } from "@/network/edit";
import { weightsOf } from "@/network/summary";
import { initialProject } from "@/project/initial-project";

const input = addLayer({ nodes: [], edges: [] }, "Input", { config: { shape: [4] } });
const hidden = addAfter(input.network, input.id, "Dense", { config: { units: 3 } });
const network: NetworkDocument = addAfter(hidden.network, hidden.id, "Dense", { config: { units: 2, activation: "softmax" } }).network;
const weightsWith = (value: (i: number) => number, of = network) =>
  of.nodes.flatMap((node) =>
    weightsOf(of, node).map(({ name, shape }): NamedTensor => {
      const length = shape.reduce((product, size) => product * size, 1);
      return { name: `${node.name}/${name}`, shape, data: Float32Array.from({ length }, (_, i) => value(i)) };
    }),
  );
const written = (id: string, weights = weightsWith((i) => i / 7), of = network) =>
  exportFormats.find((one) => one.id === id)!.write(trainedModel("Two moons", of, weights, { classNames: [] }), 0);

type Parts = Record<string, Uint8Array>;
let keras: Parts;
let tfjs: Parts;
let ours: Uint8Array;
beforeAll(async () => {
  keras = unzipSync(await written("keras"));
  tfjs = unzipSync(await written("tfjs"));
  ours = writeZip(await encodeParts({ project: initialProject("p"), metrics: [], classNames: [] }, "test"));
});

describe("what was exported comes back", () => {
  test.each(["keras", "tfjs"])("%s: the same layers, wires and weights", async (id) => {
    const opened = await openModelFile([{ name: "model", bytes: await written(id) }]);
    if (opened.kind !== "model") throw new Error(opened.kind);
    const { model } = opened;
    expect(model.weights).toEqual(weightsWith((i) => i / 7));
    expect(model.network.nodes.map(({ className, name, config }) => ({ className, name, config }))).toEqual(
      network.nodes.map(({ className, name, config }) => ({ className, name, config })),
    );
    expect(model.network.edges.map(({ source, target }) => [source, target])).toEqual(network.edges.map(({ source, target }) => [source, target]));
  });

  test("model.json may come with its weights beside it", async () => {
    const files = ["model.json", "weights.bin"].map((name) => ({ name, bytes: tfjs[name]! }));
    expect((await openModelFile(files)).kind).toBe("model");
  });
});

describe("weights alone, for the network on screen", () => {
  const tensorsIn = async (bytes: Uint8Array) => {
    const opened = await openModelFile([{ name: "weights", bytes }]);
    if (opened.kind !== "weights") throw new Error(opened.kind);
    return opened.tensors;
  };

  test("safetensors by the names of the PyTorch module that we write, its rows turned back", async () => {
    const parts = unzipSync(await written("pytorch"));
    expect(matchingWeights(network, await tensorsIn(parts["weights.safetensors"]!))).toEqual(weightsWith((i) => i / 7));
  });

  test(".weights.h5 by Keras' places, of a model that our program builds or of the one in a .keras file", async () => {
    const from = addLayer({ nodes: [], edges: [] }, "Input", { config: { shape: [3, 4] } });
    const placed = addAfter(from.network, from.id, "PositionalEncoding", { config: { kind: "learned" } });
    const wide = addAfter(placed.network, placed.id, "FeedForward", { config: { units: 5 } });
    const steps = addAfter(wide.network, wide.id, "Dense", { config: { units: 2 } }).network;
    const weights = weightsWith((i) => i / 5, steps);
    const program = await written("keras-weights", weights, steps);
    const file = unzipSync(await written("keras", weights, steps))["model.weights.h5"]!;
    expect(program).not.toEqual(file);
    for (const bytes of [program, file]) expect(matchingWeights(steps, await tensorsIn(bytes))).toEqual(weights);
  });

  test("NumPy's .npz by our own names", async () => {
    const npy = ({ shape, data }: NamedTensor) => {
      const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(", ")}${shape.length === 1 ? "," : ""}), }`.padEnd(117) + "\n";
      return new Uint8Array([0x93, ...strToU8("NUMPY"), 1, 0, header.length, 0, ...strToU8(header), ...new Uint8Array(data.buffer)]);
    };
    const weights = weightsWith((i) => i / 3);
    const bytes = zipSync(Object.fromEntries(weights.map((tensor) => [`${tensor.name}.npy`, npy(tensor)])));
    expect(matchingWeights(network, await tensorsIn(bytes))).toEqual(weights);
  });

  test("those of another network are named", () => {
    expect(() => matchingWeights(network, [{ name: "conv.weight", shape: [1], data: new Float32Array(1) }])).toThrow(/dense\.kernel.*conv\.weight/s);
  });
});

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
const called = (name: string) => [{ args: [{ class_name: "__keras_tensor__", config: { keras_history: [name, 0, 0] } }], kwargs: {} }];

type Case = readonly [title: string, code: string, bytes: () => Uint8Array | Promise<Uint8Array>, name?: string];
const corpus: readonly Case[] = [
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

  ["Keras: no configuration that can be read", "project.notJson", () => zipped(keras, { "config.json": strToU8("{") })],
  ["Keras: a configuration 20,000 deep", "project.tooDeep", () => zipped(keras, { "config.json": deep(20_000) })],
  ["Keras: __proto__ in the configuration", "project.forbiddenKey", () => zipped(keras, { "config.json": strToU8('{"__proto__":{}}') })],
  ["Keras: constructor in a layer", "project.forbiddenKey", () => kerasWith((model) => set(layer(model, 1)["config"]!, "constructor", {}))],
  [
    "Keras: a configuration of three million letters",
    "project.tooLong",
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
  ["Keras: a ring", "network.unrunnable", () => kerasWith((model) => set(layer(model, 1), "inbound_nodes", called("dense_1")))],
  ["Keras: made by Keras 4", "import.newerKeras", () => zipped(keras, { "metadata.json": strToU8('{"keras_version":"4.0.1"}') })],
  ["Keras: without weights", "import.missingPart", () => zipSync({ "config.json": keras["config.json"]!, "metadata.json": keras["metadata.json"]! })],
  ["Keras: weights that are a web page", "import.damagedHdf5", () => kerasHdf5(strToU8("<html>"))],
  ["Keras: weights cut after their first bytes", "import.damagedHdf5", () => kerasHdf5(h5().slice(0, 40))],
  ["Keras: weights cut in the middle", "import.damagedHdf5", () => kerasHdf5(h5().slice(0, h5().length >> 1))],
  ["Keras: weights with a superblock that lies", "import.damagedHdf5", () => kerasHdf5(flipped(h5(), 8, 40))],
  ["Keras: empty weights", "import.damagedHdf5", () => kerasHdf5(new Uint8Array())],
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
  ["HDF5: only its first bytes", "import.damagedHdf5", () => Uint8Array.of(0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10)],
  ["HDF5: something else", "import.noModel", () => writeHdf5([], [{ path: "data/x", shape: [1], data: Float32Array.of(1) }], 0)],

  ["TensorFlow.js: without its weights", "import.missingWeights", () => tfjs["model.json"]!, "model.json"],
  ["TensorFlow.js: a graph", "import.graphModel", () => tfjsWith((model) => set(model, "format", "graph-model"))],
  ["TensorFlow.js: weights cut", "import.wrongStructure", () => zipped(tfjs, { "weights.bin": tfjs["weights.bin"]!.slice(0, -4) })],
  ["TensorFlow.js: more weights than are named", "import.wrongStructure", () => zipped(tfjs, { "weights.bin": new Uint8Array(4096) })],
  ["TensorFlow.js: a shape that lies", "import.wrongStructure", () => tfjsWith((model) => set(spec(model), "shape", [3e8, 9]))],
  ["TensorFlow.js: a negative shape", "import.wrongStructure", () => tfjsWith((model) => set(spec(model), "shape", [-4, 3]))],
  ["TensorFlow.js: weights of strings", "import.wrongStructure", () => tfjsWith((model) => set(spec(model), "dtype", "string"))],
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
  ["TensorFlow.js: JSON 20,000 deep", "project.tooDeep", () => deep(20_000), "model.json"],
  ["TensorFlow.js: __proto__", "project.forbiddenKey", () => strToU8('{"__proto__":{}}'), "model.json"],
  ["safetensors: a header longer than the file", "import.wrongStructure", () => Uint8Array.of(99, 0, 0, 0, 0, 0, 0, 0, 0x7b)],
  ["safetensors: a tensor larger than its bytes", "import.wrongStructure", () => safetensors({ a: { dtype: "F32", shape: [3e8], data_offsets: [0, 1.2e9] } })],
  ["safetensors: whole numbers", "import.wrongType", () => safetensors({ a: { dtype: "I64", shape: [1], data_offsets: [0, 8] } })],
  ["npz: a part that is no array", "import.wrongStructure", () => zipSync({ "a.npy": strToU8("no array at all") })],
  ["JSON of something else", "import.wrongStructure", () => strToU8('{"a":1}'), "package.json"],
];

describe("bad files, each with its own words within two seconds", () => {
  test.each(corpus.map(([title, code, bytes, name = "model"]) => ({ title, code, bytes, name })))("$title: $code", async ({ code, bytes, name }) => {
    const file: GivenFile = { name, bytes: await bytes() };
    const began = performance.now();
    const error: unknown = await openModelFile([file]).catch((caught: unknown) => caught);
    expect(performance.now() - began).toBeLessThan(2000);
    expect(error).toBeInstanceOf(ProblemError);
    const { problem } = error as ProblemError;
    expect([problem.code, problem.what.text.zh === problem.what.text.en]).toEqual([code, false]);
    expect(Object.prototype).not.toHaveProperty("x");
  });

  test("there are more than sixty of them, no two alike", () => {
    expect(corpus.length).toBeGreaterThan(60);
    expect(new Set(corpus.map(([title]) => title)).size).toBe(corpus.length);
  });
});
