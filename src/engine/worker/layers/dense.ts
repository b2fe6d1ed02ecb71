/** Dense: x·kernel + bias. Separate operations, because the fused one always computes the gradient by x, needed or not. */
import * as tf from "@tensorflow/tfjs-core";
import type { LayerBuilder } from "@/engine/worker/layers/define-builder";

export const dense: LayerBuilder<"Dense"> = ({ config, inputs, weight }) => {
  const product = tf.matMul(inputs[0]!, weight("kernel"));
  return config.useBias ? tf.add(product, weight("bias")) : product;
};
