/** Weights of PyTorch for a network: of the module that we write of it, or of anybody's plain modules that do the same. */
import { ProblemError } from "@/base/problem";
import { importProblem } from "@/interop/import/imported-model";
import { assignModules } from "@/interop/import/torch/assign-modules";
import { modulesIn, unwrapped } from "@/interop/import/torch/file-modules";
import { countedAsHere, flattenedWeights } from "@/interop/import/torch/flatten-order";
import { countedLines, declaredShapes, putInPlace, torchParts } from "@/interop/import/torch/torch-parts";
import type { FlattenOrder, LooseWeights } from "@/interop/import/weights-file";
import type { NamedTensor } from "@/interop/layerlab/content";
import type { Plan } from "@/network/plan";

/** By the very names and shapes of the module that we write; undefined where one is not there. */
export function ownTorchWeights(plan: Plan, { tensors, flatten }: LooseWeights): readonly NamedTensor[] | undefined {
  const given = new Map(unwrapped(tensors).map((tensor) => [tensor.name, tensor]));
  const declared = declaredShapes(plan);
  const state = countedLines(plan).flatMap((lines) => lines.state);
  if (!state.every(({ name, shape, of }) => !declared.has(of) || given.get(name)?.shape.join() === shape.join())) return undefined;
  const strange = state.find(({ of, name, data }) => !declared.has(of) && given.get(name)?.data.some((value, i) => value !== data[i]));
  if (strange) throw notPlain(strange.name.slice(0, strange.name.lastIndexOf(".")), strange.name);
  const own = state.flatMap(({ name, of, data }) => (declared.has(of) ? [putInPlace(of, declared.get(of)!, data, given.get(name)!.data)] : []));
  return own.length < declared.size ? undefined : inOurOrder(plan, own, flatten);
}

/** A module of the same names may be ours, or one that was pasted: they flatten otherwise, and only the file can say it. */
function inOurOrder(plan: Plan, weights: readonly NamedTensor[], flatten: FlattenOrder | undefined): readonly NamedTensor[] {
  if (flatten === "channels_last") return weights;
  if (flatten === undefined && flattensOtherwise(plan)) throw unsaidOrder();
  const flattened = flattenedWeights(plan);
  return weights.map((tensor) => countedAsHere(tensor, flattened));
}

/** Whether it makes a difference where the channels stand, with or without weights to mend it. */
function flattensOtherwise(plan: Plan): boolean {
  try {
    return flattenedWeights(plan).size > 0;
  } catch (error) {
    if (error instanceof ProblemError) return true;
    throw error;
  }
}

/** By what each module keeps. PyTorch's own flattening has the channels first. */
export function plainTorchWeights(plan: Plan, { tensors, flatten }: LooseWeights): readonly NamedTensor[] {
  const before = new Map<string, ReadonlySet<string>>();
  for (const { node, sources } of plan.layers) before.set(node.id, new Set(sources.flatMap((id) => [id, ...(before.get(id) ?? [])])));
  const assigned = assignModules(torchParts(plan), modulesIn(unwrapped(tensors)), (id, other) => before.get(id)?.has(other) ?? false);
  const weights = [...assigned].flatMap(([part, module]) => {
    const own = part.weights((key) => module.tensors.get(key)?.data ?? new Float32Array());
    if (!own) throw notPlain(part.names[0] ?? "", module.name);
    return own;
  });
  const flattened = flatten === "channels_last" ? new Map<string, never>() : flattenedWeights(plan);
  return weights.map((tensor) => countedAsHere(tensor, flattened));
}

const unsaidOrder = () =>
  importProblem("unsaidFlatten", {
    en: 'All names fit, but the file does not say how flattened images are counted: behind PyTorch\'s own flattening the channels come first, in the module that Layerlab writes they come last. Say it when saving: save_file(model.state_dict(), path, metadata={"flatten": "channels_first"}), or "channels_last" for a module of Layerlab.',
    zh: '名称全部相符，但文件没有说明展平后的图像如何计数：在 PyTorch 自带的展平之后通道在前，在 Layerlab 写出的模块中通道在后。请在保存时说明：save_file(model.state_dict(), path, metadata={"flatten": "channels_first"})；若是 Layerlab 的模块则为 "channels_last"。',
  });

const notPlain = (card: string, module: string) =>
  importProblem(
    "notPlain",
    {
      en: "The card {card} has no factor or shift of its own, but {module} in the file has one that changes values. Switch it on under the card's settings.",
      zh: "卡片 {card} 没有自己的缩放或偏移，而文件中的 {module} 有会改变数值的缩放或偏移。请在该卡片的设置中打开它。",
    },
    { card, module },
  );
