/** Layers over the steps of a sequence, [N, T, C]. */
import * as tf from "@tensorflow/tfjs-core";
import { sequenceIn, type LayerBuilder } from "@/engine/worker/layers/define-builder";
import { embedding as embeddingOp } from "@/engine/worker/ops/embedding";
import { masking as maskingOp } from "@/engine/worker/ops/masking";

export const embedding: LayerBuilder<"Embedding"> = ({ config, inputs: [ids], weight }) =>
  embeddingOp.run({ ids: ids!, table: weight("embeddings") }, { rows: config.inputDim })[0];

/** A product with the share of each step. Where no step counts, the mean is 0. */
export const globalAveragePooling1d: LayerBuilder<"GlobalAveragePooling1D"> = (call) => {
  const x = sequenceIn(call);
  const [batch, steps, channels] = x.shape;
  const [mask] = call.masks;
  const shares = mask ? tf.div(mask, tf.maximum(tf.sum(mask, 1, true), 1)) : tf.fill([batch, steps], 1 / steps);
  return tf.reshape(tf.matMul(tf.reshape(shares, [batch, 1, steps]), x), [batch, channels]);
};

/** As a pooling window over all steps: where values tie, one of them takes the gradient. */
export const globalMaxPooling1d: LayerBuilder<"GlobalMaxPooling1D"> = (call) => {
  const x = sequenceIn(call);
  const [batch, steps, channels] = x.shape;
  const row: tf.Tensor4D = tf.reshape(x, [batch, 1, steps, channels]);
  return tf.reshape(tf.maxPool(row, [1, steps], 1, "valid"), [batch, channels]);
};

export const masking: LayerBuilder<"Masking"> = ({ config, inputs: [x] }) => maskingOp.run({ x: x! }, { value: config.maskValue })[0];
