/** Layers models of TensorFlow.js: `model.json`, and the files of weights that it names. */
import { joinedBytes } from "@/base/bytes";
import { valueOfHalf } from "@/interop/compress/float16";
import { cutWeights, importProblem, wrongType, type ImportedModel, type RawTensor } from "@/interop/import/imported-model";
import { kerasNetwork } from "@/interop/import/keras/keras-network";
import { ownWeights } from "@/interop/import/own-weights";
import { jsonOf } from "@/interop/import/untrusted-json";
import { isRecord, listAt, recordAt, shapeAt, textAt } from "@/interop/import/untyped";

type Parts = ReadonlyMap<string, Uint8Array>;

export function tfjsModel(parts: Parts, jsonName = "model.json"): ImportedModel {
  const model = recordAt(jsonOf(parts.get(jsonName) ?? new Uint8Array(), jsonName), jsonName);
  if (model["modelTopology"] === undefined)
    throw importProblem(
      "otherJson",
      {
        en: "{name} is JSON, but no model of TensorFlow.js: it has no modelTopology.",
        zh: "{name} 是 JSON，但不是 TensorFlow.js 模型：没有 modelTopology。",
      },
      { name: jsonName.slice(0, 80) },
    );
  if (model["format"] === "graph-model")
    throw importProblem("graphModel", {
      en: "This is a graph model of TensorFlow.js: operations, no layers. Save it as a layers model.",
      zh: "这是 TensorFlow.js 的图模型：只有运算，没有层。请存成 layers 模型。",
    });
  const topology = recordAt(model["modelTopology"], "modelTopology");
  const config = isRecord(topology["model_config"]) ? topology["model_config"] : topology;
  const { name, network, valuesOf } = kerasNetwork(config, true);
  const tensors = manifestTensors(listAt(model["weightsManifest"], "weightsManifest"), parts);
  const given = (layer: string) =>
    tensors.filter((tensor) => tensor.name.startsWith(`${layer}/`) || tensor.name.includes(`/${layer}/`)).map(({ shape, data }) => ({ shape, data }));
  const weights = ownWeights(network, (node) => valuesOf(node, given));
  return { program: "TensorFlow.js", name, network, weights };
}

function manifestTensors(manifest: readonly unknown[], parts: Parts): readonly (RawTensor & { readonly name: string })[] {
  return manifest.flatMap((value, i) => {
    const group = recordAt(value, `weightsManifest.${i}`);
    const bytes = joinedBytes(listAt(group["paths"], "paths").map((path) => partNamed(parts, textAt(path, "paths"))));
    const view = new DataView(bytes.buffer);
    let at = 0;
    const tensors = listAt(group["weights"], "weights").map((spec) => {
      const { name, shape: given, dtype, quantization } = recordAt(spec, "weights");
      const shape = shapeAt(given, "weights").map((size) => size ?? 0);
      const count = shape.reduce((product, size) => product * size, 1);
      const kept = isRecord(quantization) ? quantization : undefined;
      const read = readers[String(kept?.["dtype"] ?? dtype)];
      const called = textAt(name, "weights");
      if (dtype !== "float32" || !read) throw wrongType(called, String(kept?.["dtype"] ?? dtype));
      if (at + count * read.bytes > bytes.length) throw cutWeights(called);
      const [scale, least] = [Number(kept?.["scale"] ?? 1), Number(kept?.["min"] ?? 0)];
      const data = Float32Array.from({ length: count }, (_, index) => read.value(view, at + index * read.bytes) * scale + least);
      at += count * read.bytes;
      return { name: called, shape, data };
    });
    if (at !== bytes.length)
      throw importProblem(
        "extraWeights",
        {
          en: "The files of weights hold {more} bytes more than model.json names: they are those of another model. Choose the pair that was saved together.",
          zh: "权重文件比 model.json 所列多出 {more} 字节：它们属于另一个模型。请选择一起保存的文件。",
        },
        { more: bytes.length - at },
      );
    return tensors;
  });
}

interface Reader {
  readonly bytes: number;
  readonly value: (view: DataView, at: number) => number;
}
const readers: Readonly<Record<string, Reader | undefined>> = {
  float32: { bytes: 4, value: (view, at) => view.getFloat32(at, true) },
  float16: { bytes: 2, value: (view, at) => valueOfHalf(view.getUint16(at, true)) },
  uint8: { bytes: 1, value: (view, at) => view.getUint8(at) },
  uint16: { bytes: 2, value: (view, at) => view.getUint16(at, true) },
};

/** By its name, wherever in an archive it lies. */
function partNamed(parts: Parts, path: string): Uint8Array {
  const found = parts.get(path) ?? [...parts].find(([name]) => name.split("/").at(-1) === path.split("/").at(-1))?.[1];
  if (!found)
    throw importProblem(
      "missingWeights",
      {
        en: "model.json names the file {path}, which did not come with it. Choose model.json and its files together, or a zip of them.",
        zh: "model.json 指向文件 {path}，但没有一起提供。请同时选择 model.json 及其文件，或它们的 zip。",
      },
      { path: path.slice(0, 80) },
    );
  return found;
}
