/** What comes out of another program's file: a network that Layerlab has, with its weights. */
import { ProblemError } from "@/base/problem";
import { message, type Text } from "@/base/text";
import type { NamedTensor } from "@/interop/layerlab/content";
import type { NetworkDocument } from "@/network/document";
import { maxLayersInFile } from "@/network/limits";

export interface ImportedModel {
  /** Where it came from: `Keras`, `TensorFlow.js`, `ONNX`. */
  readonly program: string;
  readonly name: string;
  readonly network: NetworkDocument;
  readonly weights: readonly NamedTensor[];
}

/** Raw values as a file holds them, by the layer that they belong to and in the order in which that layer declares them. */
export type WeightsOf = (layer: string) => readonly RawTensor[];

export interface RawTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** One layer that cannot be taken over, and why. */
export interface Obstacle {
  readonly layer: string;
  readonly reason: Text;
}

const shown = 6;

export function unsupported(obstacles: readonly Obstacle[]): ProblemError {
  const list = (locale: "en" | "zh") =>
    obstacles
      .slice(0, shown)
      .map(({ layer, reason }) => `${layer.slice(0, 64)}: ${reason[locale]}`)
      .join(locale === "en" ? " " : "");
  return new ProblemError({
    code: "import.unsupported",
    what: message(
      {
        en: "{count} {count|layer|layers} of this model cannot be taken over. {list}",
        zh: "此模型有 {count} 层无法导入。{list}",
      },
      { count: obstacles.length, list: { en: list("en"), zh: list("zh") } },
    ),
    remedy: message({
      en: "Take these layers out where the model was made, or use others in their place. Nothing was changed.",
      zh: "请在制作模型的地方去掉这些层，或换成其他层。没有改动任何内容。",
    }),
  });
}

export function importProblem(cause: string, what: Text, values?: Parameters<typeof message>[1]): ProblemError {
  return new ProblemError({
    code: `import.${cause}`,
    what: message(what, values),
    remedy: message({ en: "Open another file, or save the model once more. Nothing was changed.", zh: "请打开其他文件，或重新保存模型。没有改动任何内容。" }),
  });
}

/** `came`: what stands there, or words for it. */
export const wrongStructure = (where: string, expected: Text, came: unknown) =>
  importProblem(
    "wrongStructure",
    {
      en: "This model file does not hold what it should at {where}: expected {expected}, came {came}.",
      zh: "此模型文件在 {where} 处内容不正确：应为{expected}，实为 {came}。",
    },
    { where: where.slice(0, 80), expected, came: kindOf(came) },
  );

/** A stranger's value in few words. */
function kindOf(value: unknown): Text {
  if (value === undefined || value === null) return { en: "nothing", zh: "空" };
  if (Array.isArray(value)) return { en: `a list of ${value.length}`, zh: `${value.length} 项的列表` };
  if (typeof value === "object") return { en: "an object", zh: "对象" };
  const words = String(value as string | number | boolean);
  const shown = typeof value === "string" ? `“${words.slice(0, 40)}${words.length > 40 ? `… (${words.length})` : ""}”` : words;
  return { en: shown, zh: shown };
}

export const tooManyLayers = (count: number) =>
  importProblem(
    "tooManyLayers",
    { en: "This model has {count} layers; {limit} is the most.", zh: "此模型有 {count} 层，最多为 {limit} 层。" },
    { count, limit: maxLayersInFile },
  );

/** What a card may be called. */
export function cardName(name: string): string {
  const safe = name.replace(/\W+/g, "_").slice(0, 60);
  return /^[A-Za-z]/.test(safe) ? safe : `layer_${safe}`.slice(0, 60);
}

/** Of several inputs the one that comes first is the source. Throws where there are more than a network here can take. */
export function partsOf(inputs: readonly string[]): ReadonlyMap<string, "whole" | "source" | "target"> {
  if (inputs.length === 0 || inputs.length > 2)
    throw importProblem(
      "severalInputs",
      {
        en: "This model has {count} inputs; one that takes whole examples is read, or two: a source and a target.",
        zh: "此模型有 {count} 个输入；可读取接收完整样本的一个输入，或源与目标两个输入。",
      },
      { count: inputs.length },
    );
  const isNamed = inputs.includes("source") && inputs.includes("target");
  return new Map(inputs.map((name, i) => [name, inputs.length === 1 ? "whole" : (isNamed ? name === "source" : i === 0) ? "source" : "target"]));
}

export const cutWeights = (name: string) =>
  importProblem(
    "cutWeights",
    {
      en: "The values {name} reach beyond the end of their file: it is cut off. Fetch it once more.",
      zh: "数值 {name} 超出文件末尾：文件被截断。请重新获取。",
    },
    { name: name.slice(0, 80) },
  );

export const wrongType = (name: string, dtype: string) =>
  importProblem(
    "wrongType",
    {
      en: "The values {name} are of the type {dtype}; floats are read. Convert them where the model was made.",
      zh: "数值 {name} 的类型为 {dtype}，只读取浮点数。请在制作模型处转换。",
    },
    { name: name.slice(0, 80), dtype: dtype.slice(0, 40) },
  );

/** Layers or values that need themselves. */
export const inACircle = (names: string) =>
  importProblem(
    "cycle",
    {
      en: "This model runs in a circle: {names} would have to be computed before themselves.",
      zh: "此模型中有环：{names} 需要先于自身被计算。",
    },
    { names: names.slice(0, 120) },
  );
