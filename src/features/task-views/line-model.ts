/** The line template in numbers: the path of (w, b), the part of the loss surface worth seeing, and the table of errors. */
import { lineLoss, type LineMoments } from "@/analysis/loss-surface";
import type { Curves } from "@/store/run-store";
import type { Interval } from "@/viz/scales";

/** The training points. */
export interface LinePoints {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** (w, b) after each step; step 1 comes first. */
export interface LinePath {
  readonly length: number;
  /** [steps, 2] */
  readonly value: Float32Array;
}

/** The path of a network that is one line: one kernel value and one bias. */
export function linePath({ weights }: Pick<Curves, "weights">): LinePath | undefined {
  return weights.paramCount === 2 && weights.length > 0 ? weights : undefined;
}

export const tableIterations = [1, 10, 100, 1000] as const;

export interface ErrorRow {
  readonly iteration: number;
  readonly w: number;
  readonly b: number;
  /** Mean squared error over all training points with these weights. */
  readonly error: number;
}

/** After 1, 10, 100, 1000 steps as far as the run has come, and now. */
export function errorTable(path: LinePath, moments: LineMoments): readonly ErrorRow[] {
  const last = path.length;
  return [...tableIterations.filter((iteration) => iteration < last), last].map((iteration) => {
    const w = path.value[2 * (iteration - 1)] ?? Number.NaN;
    const b = path.value[2 * (iteration - 1) + 1] ?? Number.NaN;
    return { iteration, w, b, error: lineLoss(moments, w, b) };
  });
}

/** What the network says at `x`, between two samples of an even `grid`. */
export function answerAt(grid: Float32Array, fitted: Float32Array, x: number): number | undefined {
  const [first, last] = [grid[0], grid.at(-1)];
  if (first === undefined || last === undefined || last === first) return undefined;
  const at = ((x - first) / (last - first)) * (grid.length - 1);
  const left = Math.min(grid.length - 2, Math.max(0, Math.floor(at)));
  const [from, to] = [fitted[left], fitted[left + 1]];
  return from === undefined || to === undefined ? undefined : from + (to - from) * (at - left);
}

/** The point nearest to a place, as far as it looks on axes of these lengths. */
export function nearestPoint(
  { x, y }: LinePoints,
  atX: number,
  atY: number,
  { xDomain, yDomain }: { readonly xDomain: Interval; readonly yDomain: Interval },
): { readonly x: number; readonly y: number } | undefined {
  const [width, height] = [xDomain[1] - xDomain[0], yDomain[1] - yDomain[0]];
  let nearest: { readonly x: number; readonly y: number } | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < x.length; i++) {
    const point = { x: x[i] ?? 0, y: y[i] ?? 0 };
    const distance = Math.hypot((point.x - atX) / width, (point.y - atY) / height);
    if (distance < least) [least, nearest] = [distance, point];
  }
  return nearest;
}

const mostDoublings = 3;

/** A square of (w, b) about the best line that holds the whole path; it grows by doubling only. */
export function surfaceDomain(path: LinePath | undefined, best: { readonly w: number; readonly b: number }): { readonly w: Interval; readonly b: Interval } {
  let farthest = 0;
  for (let i = 0; i < (path?.length ?? 0); i++) {
    const distance = Math.max(Math.abs((path?.value[2 * i] ?? 0) - best.w), Math.abs((path?.value[2 * i + 1] ?? 0) - best.b));
    if (Number.isFinite(distance)) farthest = Math.max(farthest, distance);
  }
  // Zero, where weights often start, is worth seeing.
  let half = 1.15 * Math.max(1, Math.abs(best.w), Math.abs(best.b));
  for (let i = 0; i < mostDoublings && farthest > half; i++) half *= 2;
  return { w: [best.w - half, best.w + half], b: [best.b - half, best.b + half] };
}

/** At most `most` points of a path, the first and the last included: x, y, x, y, … */
export function thinnedPath({ length, value }: LinePath, most: number): Float32Array {
  const count = Math.min(length, most);
  const thin = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    const at = count === 1 ? 0 : Math.round((i / (count - 1)) * (length - 1));
    thin[2 * i] = value[2 * at] ?? Number.NaN;
    thin[2 * i + 1] = value[2 * at + 1] ?? Number.NaN;
  }
  return thin;
}
