/** Examples for the page to show: chosen, and read from host memory. */
import { hasClassNumbers } from "@/data/tasks";
import { createRng, permutation, seedFromName } from "@/base/rng";
import type { Split } from "@/data/define-dataset";
import type { ExampleSet } from "@/engine/protocol";
import type { PreparedDataset } from "@/engine/worker/data/dataset";

export interface SampleChoice {
  readonly count: number;
  readonly seed: number;
  /** As many of each class as there are places, classes taking turns. */
  readonly perClass?: boolean;
}

/** Positions within the split, drawn without repetition. */
export function sampleIndices({ definition, loaded, positions }: PreparedDataset, split: Split, { count, seed, perClass = false }: SampleChoice): number[] {
  const own = positions[split];
  const order = permutation(own.length, createRng(seedFromName(seed, split)));
  if (!perClass || definition.task !== "classification") return [...order.subarray(0, count)];
  const byClass = new Map<number, number[]>();
  for (const index of order) {
    const label = loaded.targets?.[own[index] as number] ?? 0;
    const members = byClass.get(label) ?? [];
    byClass.set(label, members);
    members.push(index);
  }
  const classes = [...byClass.entries()].toSorted(([a], [b]) => a - b).map(([, members]) => members);
  const longest = Math.max(0, ...classes.map((members) => members.length));
  const turns = Array.from({ length: longest }, (_, round) => classes.flatMap((members) => members.slice(round, round + 1)));
  return turns.flat().slice(0, count);
}

/** Unknown positions are left out. */
export function readExamples({ definition, loaded, positions }: PreparedDataset, split: Split, indices: readonly number[]): ExampleSet {
  const own = positions[split];
  const known = indices.filter((index) => index in own);
  const rows = known.map((index) => own[index] as number);
  const inputs = rowsOf(loaded.inputs, rows, sizeOf(definition.inputShape), true);
  const isClassNumber = hasClassNumbers(definition.task);
  return {
    split,
    indices: known,
    inputs,
    inputShape: definition.inputShape,
    ...(loaded.targetTexts ? { targetTexts: rows.map((row) => loaded.targetTexts?.[row] ?? "") } : {}),
    ...(loaded.texts ? { texts: rows.map((row) => loaded.texts?.[row] ?? "") } : {}),
    targets: loaded.targets ? rowsOf(loaded.targets, rows, sizeOf(definition.targetShape), !isClassNumber) : inputs.slice(),
  };
}

function rowsOf(values: Uint8Array | Float32Array, rows: readonly number[], width: number, isUnitRange: boolean): Float32Array {
  const scale = values instanceof Uint8Array && isUnitRange ? 1 / 255 : 1;
  const out = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    for (let j = 0; j < width; j++) out[i * width + j] = (values[row * width + j] as number) * scale;
  });
  return out;
}
function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, d) => product * d, 1);
}
