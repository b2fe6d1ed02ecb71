/**
 * The batch made one axis with heads or steps, as `nn.MultiheadAttention` does: the value is kept as it was before, on more axes, and what
 * works on the other axes works on it as ever.
 */
import { batch, isBatch, reshapedAxes, seenShape, valuesOf } from "@/interop/import/onnx/axes";
import { Silent, unsuitedAttribute, type Call, type Rule } from "@/interop/import/onnx/call";
import type { Curve, Merged, Tensor, Value } from "@/interop/import/onnx/values";
import { Unsuited } from "@/interop/import/unsuited";

const otherMerge = new Unsuited({
  en: "it works on an axis that holds the batch and something else, which no layer here does.",
  zh: "它处理的轴同时包含批次与其他内容，这里没有这样的层。",
});

type Moved = Tensor | Curve;
export const isMoved = (of: Merged["of"]): of is Moved => of.kind === "tensor" || of.kind === "curve";
const axesOf = (of: Moved) => (of.kind === "curve" ? of.base : of);
/** Scores stand by batch, head, query and key. */
const rankOf = (of: Merged["of"]) => (isMoved(of) ? axesOf(of).order.length : 4);

interface Split {
  readonly at: number;
  /** Sizes that the target's axis `at` is made of, the batch among them. */
  readonly parts: readonly number[];
}

/** Where a target holds the batch times something. Values count in the same order before and after: that tells what stands before it and behind. */
function splitOf(seen: readonly number[], target: readonly number[], fixedBatch: number | undefined): Split | undefined {
  const place = seen.findIndex(isBatch);
  const behind = valuesOf(seen.slice(place + 1));
  const copied = target.map((size, i) => (size === 0 ? (seen[i] ?? 0) : size));
  const found = copied.flatMap((size, at): Split[] => {
    const others = copied.filter((_, i) => i !== at);
    if (others.some((other) => !Number.isSafeInteger(other) || other < 1)) return [];
    const times = valuesOf(seen) / valuesOf(others);
    const after = behind / valuesOf(copied.slice(at + 1));
    const before = times / after;
    if (![times, after, before].every((part) => Number.isSafeInteger(part) && part > 0) || times === 1) return [];
    return isBatch(size) || size === -1 || size === (fixedBatch ?? 0) * times ? [{ at, parts: [before, batch, after].filter((part) => part !== 1) }] : [];
  });
  // With a batch of one a size may be read in several ways: features stand alone, and a batch stands before what it is joined with.
  const isFirst = ({ parts }: Split) => isBatch(parts[0]);
  return found.find((split) => split.at < target.length - 1 && isFirst(split)) ?? found.find(({ at }) => at < target.length - 1) ?? found[0];
}

/** A reshape that makes the batch one axis with others; undefined where it is something else. */
export function mergedReshape(of: Moved, target: readonly number[], fixedBatch: number | undefined): Merged | undefined {
  const axes = axesOf(of);
  const split = splitOf(seenShape(axes), target, fixedBatch);
  if (!split) return undefined;
  const copied = target.map((size, i) => (size === 0 ? (seenShape(axes)[i] ?? 0) : size));
  const found = reshapedAxes(axes, [...copied.slice(0, split.at), ...split.parts, ...copied.slice(split.at + 1)]);
  if (!found || found === "scrambled") return undefined;
  const moved = of.kind === "curve" ? { ...of, base: { ...of.base, ...found }, parts: () => ({ ...of.parts(), ...found }) } : { ...of, ...found };
  return { kind: "merged", of: moved, at: split.at, count: split.parts.length };
}

/** The value on its own axes: they count in the same order. */
export const unmerged = (value: Value): Value => (value.kind === "merged" ? value.of : value);

/** `perm` of the axes that the file sees as one of those that there are, and where the merged ones stand then. */
export function mergedPerm({ at, count }: Merged, perm: readonly number[]): { readonly perm: readonly number[]; readonly at: number } {
  const own = (axis: number) => (axis < at ? [axis] : axis > at ? [axis + count - 1] : Array.from({ length: count }, (_, i) => at + i));
  return { perm: perm.flatMap(own), at: perm.indexOf(at) };
}

/** What the file sees: the batch, however many it is joined with, is open. */
export function mergedShape({ of, at, count }: Merged): readonly number[] {
  if (!isMoved(of)) throw otherMerge;
  const seen = seenShape(axesOf(of));
  return [...seen.slice(0, at), batch, ...seen.slice(at + count)];
}

/** For rules that look at the last axes alone: merged values are given to them as they were, and what comes out is merged again. */
export const acrossMerged =
  (rule: Rule): Rule =>
  (call: Call) => {
    const merged = call.inputs.filter((value): value is Merged => value?.kind === "merged");
    const [first] = merged;
    if (!first) return rule(call);
    const behind = rankOf(first.of) - first.at - first.count;
    const isAlike = merged.every(({ of, at, count }) => rankOf(of) === rankOf(first.of) && at === first.at && count === first.count);
    const fits = call.inputs.every((value) => {
      if (value?.kind === "unknown") throw new Silent();
      if (value?.kind === "constant" || value?.kind === "fill")
        return call.node.op === "MatMul" || call.node.op === "Gemm" || value.shape.slice(0, -behind).every((size) => size === 1);
      return value === undefined || value.kind === "merged";
    });
    const axis = call.number("axis", -1);
    if (axis >= 0) throw unsuitedAttribute("axis", axis);
    if (!isAlike || !fits || behind < 1) throw otherMerge;
    const answer = rule(call.with(call.inputs.map((value) => value && unmerged(value))));
    const values = "kind" in answer ? [answer] : answer;
    return values.map((value): Value => {
      if (value.kind !== "tensor" && value.kind !== "curve" && value.kind !== "scores" && value.kind !== "looks") throw otherMerge;
      return { ...first, of: value };
    });
  };
