/** Kernels on shapes that do not fit into vectors and tiles: what they compute must not depend on the backend. */
import * as tf from "@tensorflow/tfjs-core";
import { createRng, seedFromName } from "@/base/rng";

interface ParityCase {
  readonly title: string;
  /** What is compared; made anew on each backend from the same numbers. */
  readonly run: () => tf.Tensor[];
}

/** Numbers between −1 and 1 that follow from the title alone. */
function drawFor(title: string) {
  const rng = createRng(seedFromName(1, title));
  return (shape: readonly number[]) =>
    tf.tensor(
      Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => 2 * rng.next() - 1),
      [...shape],
    );
}

function define(title: string, run: (draw: (shape: readonly number[]) => tf.Tensor) => tf.Tensor | tf.Tensor[]): ParityCase {
  return {
    title,
    run() {
      const results = run(drawFor(title));
      return Array.isArray(results) ? results : [results];
    },
  };
}

const sums = [
  { shape: [1, 1], axis: 0 },
  { shape: [19, 10], axis: 0 },
  { shape: [3, 7, 5, 13], axis: [0, 1, 2] },
  { shape: [33, 4, 6], axis: [0] },
  { shape: [16, 3, 7], axis: [1] },
].map(({ shape, axis }) => define(`Sum of ${shape.join("×")} over ${String(axis)}`, (draw) => tf.sum(draw(shape), axis)));

export const parityCases: readonly ParityCase[] = [...sums];

/** Largest difference as a share of the largest value, over all results of one case. */
export function apart(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  if (a.length !== b.length) return Infinity;
  return Math.max(
    ...a.map((values, i) => {
      const others = b[i]!;
      if (values.length !== others.length) return Infinity;
      const largest = others.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
      // NaN is never equal: it must not count as no difference.
      return values.reduce((most, value, at) => Math.max(most, Number.isNaN(value - others[at]!) ? Infinity : Math.abs(value - others[at]!)), 0) / largest;
    }),
  );
}

export async function resultsOf({ run }: ParityCase): Promise<Float32Array[]> {
  const tensors = tf.tidy(run);
  const values = await Promise.all(tensors.map(async (tensor) => Float32Array.from(await tensor.data())));
  tf.dispose(tensors);
  return values;
}
