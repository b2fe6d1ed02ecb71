/** Points as drawn marks: where each stands in a box of 100 by 100, top left first. */
import type { DatasetDefinition } from "@/data/define-dataset";
import type { ExampleSet } from "@/engine/protocol";

interface Interval {
  readonly min: number;
  readonly max: number;
}
export interface PointDomain {
  readonly x: Interval;
  readonly y: Interval;
}

/** What the axes span: the declared bounds, or the points themselves, out to whole steps of a half. */
export function pointDomain({ bounds }: Pick<DatasetDefinition, "bounds">, set: Pick<ExampleSet, "inputs" | "targets"> | undefined): PointDomain {
  if (bounds) return { x: bounds, y: bounds };
  return { x: halves(set?.inputs), y: halves(set?.targets) };
}

function halves(values: Float32Array | undefined): Interval {
  let [low, high] = [0, 0];
  for (const value of values ?? []) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low === high) return { min: -1, max: 1 };
  return { min: Math.floor(low * 2) / 2, max: Math.ceil(high * 2) / 2 };
}

/** One path per class: a point is a line of no length, which a round or square end makes visible. */
export function pathsOf(
  { inputs, targets, indices }: Pick<ExampleSet, "inputs" | "targets" | "indices">,
  isPair: boolean,
  classCount: number,
  { x, y }: PointDomain,
): readonly string[] {
  const paths = Array.from({ length: Math.max(classCount, 1) }, () => "");
  indices.forEach((_, i) => {
    const px = isPair ? inputs[i] : inputs[2 * i];
    const py = isPair ? targets[i] : inputs[2 * i + 1];
    const group = isPair ? 0 : (targets[i] ?? 0);
    if (px === undefined || py === undefined || paths[group] === undefined) return;
    paths[group] += `M${shareOf(px, x)} ${round(100 - shareOf(py, y))}h0`;
  });
  return paths;
}

function shareOf(value: number, { min, max }: Interval): number {
  return round((100 * (value - min)) / (max - min));
}
const round = (value: number) => Math.round(value * 100) / 100;
