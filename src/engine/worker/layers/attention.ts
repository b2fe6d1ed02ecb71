/** The layers of a Transformer: attention, positions, and the block that works on each step. */
import * as tf from "@tensorflow/tfjs-core";
import { activate } from "@/engine/worker/layers/activations";
import { sequenceIn, type LayerBuilder, type LayerCall } from "@/engine/worker/layers/define-builder";
import { attention } from "@/engine/worker/ops/attention";
import { dropout } from "@/engine/worker/ops/dropout";
import { isFused } from "@/engine/worker/ops/fused-activations";
import { linear } from "@/engine/worker/ops/linear";
import { stepProduct } from "@/engine/worker/ops/step-product";
import { sineWaves } from "@/engine/worker/steps/sine-waves";
import type { ActivationName } from "@/network/activations";

export const multiHeadAttention: LayerBuilder<"MultiHeadAttention"> = (call) => {
  const { config, inputs, masks, random, memory, reveal } = call;
  const [query, value = query] = inputs as [tf.Tensor3D, tf.Tensor3D?];
  const joined = (name: string, x: tf.Tensor) => memory?.join(name, x) ?? x;
  const k = joined("key", projected(call, "key", value));
  // A newest step alone may look at all that is there.
  const isCausal = config.useCausalMask && (!memory || k.shape[1] === query.shape[1]);
  const settings = { heads: config.numHeads, isCausal, rate: random ? config.dropout : 0, layerSeed: random?.layerSeed ?? 0 };
  const [y, weights] = attention.run(
    {
      q: projected(call, "query", query),
      k,
      v: joined("value", projected(call, "value", value)),
      mask: memory ? undefined : masks.at(-1),
      step: random?.step ?? tf.zeros([1], "int32"),
    },
    settings,
  );
  reveal?.(weights);
  return projected(call, "output", y);
};

/** [N, T, in] → [N, T, out], with the kernel and bias of that name: Keras keeps heads as an axis of their own, a product needs them side by side. */
function projected({ config, weight, memory }: LayerCall<"MultiHeadAttention">, name: string, x: tf.Tensor): tf.Tensor {
  if (memory) {
    const fusion = { activation: "linear", useBias: config.useBias } as const;
    return stepProduct.run({ x, kernel: weight(`${name}Kernel`), bias: config.useBias ? weight(`${name}Bias`) : undefined }, fusion)[0];
  }
  const [batch, steps, width] = x.shape as [number, number, number];
  const bias = config.useBias ? tf.reshape(weight(`${name}Bias`), [-1]) : undefined;
  return tf.reshape(product(linear, tf.reshape(x, [-1, width]), tf.reshape(weight(`${name}Kernel`), [width, -1]), bias, "linear"), [batch, steps, -1]);
}

function product(op: typeof linear | typeof stepProduct, x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor | undefined, activation: ActivationName): tf.Tensor {
  const useBias = bias !== undefined;
  if (isFused(activation)) return op.run({ x, kernel, bias }, { activation, useBias })[0];
  return activate(activation, op.run({ x, kernel, bias }, { activation: "linear", useBias })[0]);
}

export const feedForward: LayerBuilder<"FeedForward"> = (call) => {
  const { config, weight, random } = call;
  const x = sequenceIn(call);
  if (call.memory) {
    const hidden = product(stepProduct, x, weight("intermediateKernel"), weight("intermediateBias"), config.hiddenActivation);
    return product(stepProduct, hidden, weight("outputKernel"), weight("outputBias"), "linear");
  }
  const wide = product(linear, tf.reshape(x, [-1, x.shape[2]]), weight("intermediateKernel"), weight("intermediateBias"), config.hiddenActivation);
  const { dropout: rate } = config;
  const kept = random && rate > 0 ? dropout.run({ x: wide, step: random.step }, { rate, layerSeed: random.layerSeed })[0] : wide;
  return tf.reshape(product(linear, kept, weight("outputKernel"), weight("outputBias"), "linear"), x.shape);
};

export const positionalEncoding: LayerBuilder<"PositionalEncoding"> = (call) => {
  const x = sequenceIn(call);
  const [, steps, features] = x.shape;
  const from = call.memory?.position ?? 0;
  if (call.config.kind === "sinusoidal") return tf.add(x, tf.tensor2d(sineWaves(from, steps, features), [steps, features]));
  const embeddings = call.weight("embeddings");
  return tf.add(x, call.memory ? tf.slice(embeddings, [from, 0], [steps, features]) : embeddings);
};
