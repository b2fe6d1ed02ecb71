/** Any file that holds a network, ours or another program's: what it is, is told by its first bytes and its parts, not by its name. */
import { strFromU8 } from "fflate";
import { importProblem, type ImportedModel } from "@/interop/import/imported-model";
import { kerasHdf5, kerasZip } from "@/interop/import/keras/keras-import";
import { onnxModel } from "@/interop/import/onnx/onnx-import";
import { isOnnx } from "@/interop/import/onnx/onnx-reader";
import { tfjsModel } from "@/interop/import/tfjs-import";
import { isSafetensors, readNpz, readSafetensors, type LooseWeights } from "@/interop/import/weights-file";
import { limits, type LayerlabContent, type Parts } from "@/interop/layerlab/content";
import { decodeParts } from "@/interop/layerlab/decode";
import type { Digest } from "@/interop/layerlab/encode";
import { figure, fileProblem } from "@/interop/layerlab/file-problem";
import { notAZip } from "@/interop/layerlab/sniff";
import { readZip } from "@/interop/layerlab/zip";

export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const startsWith = (bytes: Uint8Array, start: readonly number[]) => start.every((value, i) => bytes[i] === value);
const hdf5 = [0x89, 0x48, 0x44, 0x46];
const zip = [0x50, 0x4b];

export type OpenedFile =
  | { readonly kind: "project"; readonly content: LayerlabContent }
  | { readonly kind: "model"; readonly model: ImportedModel }
  | ({ readonly kind: "weights" } & LooseWeights);

/** One file, or `model.json` with the files of weights that it names. Throws a `ProblemError` that says what is wrong. */
export async function openModelFile(files: readonly GivenFile[], digest?: Digest): Promise<OpenedFile> {
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (total > limits.fileBytes)
    throw fileProblem(
      "tooLarge",
      { en: "This file has {bytes} bytes; {limit} is the most that is opened.", zh: "此文件有 {bytes} 字节，最多可打开 {limit} 字节。" },
      { bytes: figure(total), limit: figure(limits.fileBytes) },
    );
  const [first] = files;
  if (!first) throw fileProblem("empty", { en: "This file is empty.", zh: "这是空文件。" });
  const json = files.find(({ name, bytes }) => name.endsWith(".json") && looksLikeJson(bytes));
  if (json) return model(tfjsModel(new Map(files.map(({ name, bytes }) => [name, bytes])), json.name));
  const { bytes } = first;
  if (startsWith(bytes, hdf5)) {
    const found = await kerasHdf5(bytes);
    return "model" in found ? model(found.model) : { kind: "weights", tensors: found.tensors };
  }
  const onnx = files.find((file) => file.name.endsWith(".onnx") && isOnnx(file.bytes)) ?? (isOnnx(bytes) ? first : undefined);
  if (onnx) return model(onnxModel(onnx.bytes, new Map(files.filter((file) => file !== onnx).map((file) => [file.name, file.bytes]))));
  if (isSafetensors(bytes)) return { kind: "weights", ...readSafetensors(bytes) };
  if (startsWith(bytes, zip)) return fromZip(readZip(bytes), digest);
  if (startsWith(bytes, [0x80]) && (bytes[1] ?? 0) >= 2 && (bytes[1] ?? 0) <= 5) throw pickle();
  if (first.name.endsWith(".data")) throw dataAlone(first.name);
  throw notAZip(bytes) ?? fileProblem("notZip", { en: "This is no file of a network.", zh: "这不是网络文件。" });
}

const model = (imported: ImportedModel): OpenedFile => ({ kind: "model", model: imported });
const looksLikeJson = (bytes: Uint8Array) => /^(\u00ef\u00bb\u00bf)?\s*\{/.test(strFromU8(bytes.subarray(0, 64), true));

/** Python's pickles are programs: loading one runs it. */
const pickle = () =>
  importProblem("pickle", {
    en: "This file holds a Python pickle, as torch.save writes: a program, which is never run here. Save the weights as safetensors, or the model as ONNX.",
    zh: "此文件含有 Python pickle（torch.save 的格式）：它是程序，这里从不执行。请把权重存为 safetensors，或把模型存为 ONNX。",
  });

/** What an exporter of ONNX puts beside its model has no beginning of its own: only its name tells. */
const dataAlone = (name: string) =>
  importProblem(
    "dataAlone",
    {
      en: "{name} holds the weights of an ONNX model but not the model: {model} says what they are. Choose both files together.",
      zh: "{name} 只含 ONNX 模型的权重，不含模型本身：{model} 才说明其含义。请同时选择两个文件。",
    },
    { name: name.slice(0, 80), model: name.slice(0, 80).replace(/\.data$/, "") },
  );

async function fromZip(parts: ReadonlyMap<string, Uint8Array>, digest: Digest | undefined): Promise<OpenedFile> {
  const names = [...parts.keys()];
  if (names.some((name) => name.endsWith(".pkl"))) throw pickle();
  if (parts.has("config.json")) return model(await kerasZip(parts));
  const json = names.find((name) => /(^|\/)model\.json$/.test(name));
  if (json !== undefined) return model(tfjsModel(parts, json));
  const onnx = names.find((name) => name.endsWith(".onnx"));
  if (onnx !== undefined) return model(onnxModel(parts.get(onnx) ?? new Uint8Array(), parts));
  if (names.length > 0 && names.every((name) => name.endsWith(".npy"))) return { kind: "weights", tensors: readNpz(parts) };
  if (parts.has("manifest.json")) return { kind: "project", content: await decodeParts(parts as Parts, digest) };
  throw fileProblem("foreignZip", {
    en: "This zip archive holds no network: neither a Layerlab project nor a model of Keras or TensorFlow.js.",
    zh: "此 zip 压缩包中没有网络：既不是 Layerlab 项目，也不是 Keras 或 TensorFlow.js 模型。",
  });
}
