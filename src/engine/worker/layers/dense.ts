/** Dense: activation(x·kernel + bias), on the last axis. */
import * as tf from "@tensorflow/tfjs-core";
import type { LayerBuilder } from "@/engine/worker/layers/define-builder";
import { biasOf, withFusion } from "@/engine/worker/layers/finish";
import { linear } from "@/engine/worker/ops/linear";
import { stepProduct } from "@/engine/worker/ops/step-product";

export const dense: LayerBuilder<"Dense"> = (call) => {
  const bias = biasOf(call);
  const input = call.inputs[0]!;
  if (call.memory) return withFusion(call, bias, (fusion) => stepProduct.run({ x: input, kernel: call.weight("kernel"), bias }, fusion)[0]);
  const axes = input.shape.slice(0, -1);
  const x = axes.length === 1 ? input : tf.reshape(input, [-1, input.shape.at(-1)!]);
  // A last softmax runs along the units, so all steps may stand in one matrix.
  const y = withFusion(call, bias, (fusion) => linear.run({ x, kernel: call.weight("kernel"), bias }, fusion)[0]);
  return axes.length === 1 ? y : tf.reshape(y, [...axes, call.config.units]);
};
