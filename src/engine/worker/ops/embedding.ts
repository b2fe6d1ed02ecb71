/** Rows of a table by number: a row for each token. The way back adds up what comes to each row, in a fixed order. */
import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "@/engine/worker/ops/define-op";
import { embeddingGradientOnHeap, embeddingOnHeap } from "@/engine/worker/ops/wasm/embedding";
import { embeddingGradientOnGpu, embeddingOnGpu } from "@/engine/worker/ops/webgpu/embedding";

export type EmbeddingInputs = {
  /** Whole numbers in float32, [N, T]; one that is no row of the table means row 1, the unknown token. */
  readonly ids: tf.Tensor;
  /** [rows, C] */
  readonly table: tf.Tensor;
};
export type EmbeddingBackInputs = {
  /** [N, T, C] */
  readonly dy: tf.Tensor;
  readonly ids: tf.Tensor;
};
export interface TableSize {
  readonly rows: number;
}

/** → [N, T, C] */
export const embedding = defineOp({
  name: "embedding",
  reference: ({ ids, table }: EmbeddingInputs, { rows }: TableSize): readonly [tf.Tensor] => [tf.gather(table, rowsOf(ids, rows))],
  kernels: { wasm: embeddingOnHeap, webgpu: embeddingOnGpu },
  gradient: {
    savedInputs: ["ids"],
    by: ([dy], [ids], size) => ({ table: () => embeddingGradient.run({ dy: dy!, ids: ids! }, size)[0] }),
  },
});

/** → gradient by the table [rows, C]. */
export const embeddingGradient = defineOp({
  name: "embeddingGradient",
  reference({ dy, ids }: EmbeddingBackInputs, { rows }: TableSize): readonly [tf.Tensor] {
    const flat = tf.reshape(dy, [ids.size, dy.shape.at(-1)!]);
    return [tf.unsortedSegmentSum(flat, tf.reshape(rowsOf(ids, rows), [ids.size]), rows)];
  },
  kernels: { wasm: embeddingGradientOnHeap, webgpu: embeddingGradientOnGpu },
});

/** int32, every one a row of the table. */
function rowsOf(ids: tf.Tensor, rows: number): tf.Tensor1D {
  const isRow = tf.logicalAnd(tf.greaterEqual(ids, 0), tf.less(ids, rows));
  return tf.cast(tf.where(isRow, ids, tf.fill(ids.shape, Math.min(1, rows - 1))), "int32") as tf.Tensor1D;
}
