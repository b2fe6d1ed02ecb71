/** Layers that join several wires. */
import * as tf from "@tensorflow/tfjs-core";
import type { LayerBuilder } from "@/engine/worker/layers/define-builder";

export const add: LayerBuilder<"Add"> = ({ inputs }) => inputs.reduce((sum, next) => tf.add(sum, next));

export const multiply: LayerBuilder<"Multiply"> = ({ inputs }) => inputs.reduce((product, next) => tf.mul(product, next));

export const average: LayerBuilder<"Average"> = ({ inputs }) =>
  tf.mul(
    inputs.reduce((sum, next) => tf.add(sum, next)),
    1 / inputs.length,
  );

/** tfjs forgets to sum the gradient of an input that was spread over the other, so both are spread first. */
export const maximum: LayerBuilder<"Maximum"> = ({ inputs }) =>
  inputs.reduce((largest, next) => {
    const shape = tf.broadcast_util.assertAndGetBroadcastShape(largest.shape, next.shape);
    const spread = (x: tf.Tensor) => (tf.util.arraysEqual(x.shape, shape) ? x : tf.add(x, tf.zeros(shape)));
    return tf.maximum(spread(largest), spread(next));
  });

/** `axis` counts the batch as 0; −1 is the last. */
export const concatenate: LayerBuilder<"Concatenate"> = ({ config: { axis }, inputs }) => tf.concat([...inputs], axis < 0 ? inputs[0]!.rank + axis : axis);
