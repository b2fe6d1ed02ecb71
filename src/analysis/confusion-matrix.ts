/** How often each class was taken for each other: rows are the truth, columns the answer. */

export interface ConfusionMatrix {
  readonly classCount: number;
  /** [classCount, classCount]: `counts[label * classCount + prediction]`. */
  readonly counts: Uint32Array;
  /** Examples counted. */
  readonly total: number;
}

/** Numbers outside 0 … classCount − 1 (no answer) are not counted. */
export function confusionMatrix(labels: ArrayLike<number>, predictions: ArrayLike<number>, classCount: number): ConfusionMatrix {
  const counts = new Uint32Array(classCount * classCount);
  let total = 0;
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    const prediction = predictions[i] as number;
    if (!(label >= 0 && label < classCount && prediction >= 0 && prediction < classCount)) continue;
    const cell = label * classCount + prediction;
    counts[cell] = (counts[cell] as number) + 1;
    total++;
  }
  return { classCount, counts, total };
}

export function countAt({ counts, classCount }: ConfusionMatrix, label: number, prediction: number): number {
  return counts[label * classCount + prediction] ?? 0;
}

/** Share of the row (of the examples that truly are this class) or of the column (of those taken for it); 0 where there are none. */
export function normalizedMatrix({ counts, classCount }: ConfusionMatrix, by: "row" | "column"): Float64Array {
  const sums = new Float64Array(classCount);
  const lineOf = (cell: number) => (by === "row" ? Math.floor(cell / classCount) : cell % classCount);
  counts.forEach((count, cell) => (sums[lineOf(cell)] = (sums[lineOf(cell)] as number) + count));
  return Float64Array.from(counts, (count, cell) => quotient(count, sums[lineOf(cell)] as number));
}

function quotient(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}
