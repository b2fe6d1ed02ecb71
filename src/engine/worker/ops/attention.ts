/**
 * Attention (Vaswani et al. 2017), all heads at once: softmax(q·kᵀ / √d + mask)·v. Heads lie side by side in the last axis, as the
 * projections before and after it have them. A query that may look at nothing gets zeros.
 */
import * as tf from "@tensorflow/tfjs-core";
import { scaleOf } from "@/engine/worker/ops/attention-scale";
import { defineOp } from "@/engine/worker/ops/define-op";
import { dropout, type DropoutSettings } from "@/engine/worker/ops/dropout";
import { attentionGradientOnHeap, attentionOnHeap } from "@/engine/worker/ops/wasm/attention";
import { attentionGradientOnGpu, attentionOnGpu } from "@/engine/worker/ops/webgpu/attention";

export type AttentionInputs = {
  /** [N, T, heads·D] */
  readonly q: tf.Tensor;
  /** [N, S, heads·D] */
  readonly k: tf.Tensor;
  /** [N, S, heads·E] */
  readonly v: tf.Tensor;
  /** [N, S]: 0 for keys that nobody may look at. */
  readonly mask?: tf.Tensor | undefined;
  /** Number of the step, int32 [1]; only dropout looks at it. */
  readonly step: tf.Tensor;
};
export interface AttentionSettings extends DropoutSettings {
  readonly heads: number;
  /** Query t sees keys 0 … t. */
  readonly isCausal: boolean;
}
export type AttentionBackInputs = Omit<AttentionInputs, "mask"> & {
  readonly dy: tf.Tensor;
  /** [N, heads, T, S], before dropout. */
  readonly weights: tf.Tensor;
};

/** → y [N, T, heads·E], and the weights of attention before dropout, [N, heads, T, S]. */
export const attention = defineOp({
  name: "attention",
  reference({ q, k, v, mask, step }: AttentionInputs, { heads, isCausal, ...drop }: AttentionSettings): readonly [tf.Tensor, tf.Tensor] {
    const [queries, keys, values] = [q, k, v].map((x) => byHead(x, heads)) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const scores = tf.mul(tf.matMul(queries, keys, false, true), scaleOf(q, heads));
    const [batch = 1, , count = 1, keyCount = 1] = scores.shape;
    let seen = tf.ones([batch, 1, count, keyCount]);
    if (isCausal) seen = tf.mul(seen, tf.cast(tf.greaterEqual(tf.expandDims(tf.range(0, count), 1), tf.range(0, keyCount)), "float32"));
    if (mask) seen = tf.mul(seen, tf.reshape(mask, [batch, 1, 1, keyCount]));
    // Far below every score, but no infinity: 0 · ∞ is no number.
    const kept = tf.add(tf.mul(scores, seen), tf.mul(tf.sub(1, seen), -1e30));
    const weights = tf.mul(tf.softmax(kept), seen);
    const y = tf.matMul(dropped(weights, step, drop), values);
    return [sideBySide(y), weights];
  },
  kernels: { wasm: attentionOnHeap, webgpu: attentionOnGpu },
  gradient: {
    savedInputs: ["q", "k", "v", "step"],
    savedOutputs: [1],
    by([dy], [q, k, v, step, weights], settings) {
      const [dq, dk, dv] = attentionGradient.run({ dy: dy!, q: q!, k: k!, v: v!, weights: weights!, step: step! }, settings);
      return { q: () => dq, k: () => dk, v: () => dv };
    },
  },
});

/** → gradients by q, k and v. */
export const attentionGradient = defineOp({
  name: "attentionGradient",
  reference({ dy, q, k, v, weights, step }: AttentionBackInputs, { heads, ...drop }: AttentionSettings): readonly [tf.Tensor, tf.Tensor, tf.Tensor] {
    const [byY, queries, keys, values] = [dy, q, k, v].map((x) => byHead(x, heads)) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
    const byValues = tf.matMul(dropped(weights, step, drop), byY, true, false);
    const byWeights = dropped(tf.matMul(byY, values, false, true), step, drop);
    const slope = tf.mul(weights, tf.sub(byWeights, tf.sum(tf.mul(byWeights, weights), -1, true)));
    const byScores = tf.mul(slope, scaleOf(q, heads));
    return [sideBySide(tf.matMul(byScores, keys)), sideBySide(tf.matMul(byScores, queries, true, false)), sideBySide(byValues)];
  },
  kernels: { wasm: attentionGradientOnHeap, webgpu: attentionGradientOnGpu },
});

/** [N, T, heads·D] → [N, heads, T, D]. */
function byHead(x: tf.Tensor, heads: number): tf.Tensor {
  const [batch, steps, width] = x.shape as [number, number, number];
  return tf.transpose(tf.reshape(x, [batch, steps, heads, width / heads]), [0, 2, 1, 3]);
}

function sideBySide(x: tf.Tensor): tf.Tensor {
  const [batch, heads, steps, size] = x.shape as [number, number, number, number];
  return tf.reshape(tf.transpose(x, [0, 2, 1, 3]), [batch, steps, heads * size]);
}

function dropped(x: tf.Tensor, step: tf.Tensor, { rate, layerSeed }: DropoutSettings): tf.Tensor {
  return rate > 0 ? dropout.reference({ x, step }, { rate, layerSeed })[0] : x;
}
