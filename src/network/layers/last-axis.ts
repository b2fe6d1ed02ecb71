/** Size of the last axis: the features or channels that normalisation treats one by one. */
import { ShapeError, type Shape } from "@/network/shape";

export function lastAxisOf(layer: string, input: Shape | undefined): number {
  const size = input?.at(-1);
  if (input === undefined || input.length < 2 || size == null)
    throw new ShapeError(layer, { en: "at least one axis besides the batch", zh: "除批次外至少一个轴" }, input ?? []);
  return size;
}
