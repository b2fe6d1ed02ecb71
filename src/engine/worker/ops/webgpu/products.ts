/** Dense and convolution layers on WebGPU: tfjs's products, with bias and activation fused into them where tfjs can, else in one dispatch after. */
import * as tf from "@tensorflow/tfjs-core";
import type { Fusion } from "@/engine/worker/ops/activation-gradient";
import type { Convolution, ConvolutionInputs } from "@/engine/worker/ops/convolution2d";
import type { OpCall } from "@/engine/worker/ops/define-op";
import type { FusedActivation } from "@/engine/worker/ops/fused-activations";
import type { LinearInputs } from "@/engine/worker/ops/linear";
import { biasActivationOnGpu } from "@/engine/worker/ops/webgpu/activations";

/** What tfjs calls those that its own products can end with. */
const stockNames: { readonly [A in FusedActivation]?: string } = {
  linear: "linear",
  relu: "relu",
  leakyRelu: "leakyrelu",
  relu6: "relu6",
  elu: "elu",
  sigmoid: "sigmoid",
};
const leakyreluAlpha = 0.2;

export function linearOnGpu({ inputs: { x, kernel, bias }, attrs }: OpCall<LinearInputs, Fusion>): tf.TensorInfo[] {
  return ending(attrs, bias, (own, activation) =>
    runStock("_FusedMatMul", { a: x, b: kernel, ...own }, { transposeA: false, transposeB: false, activation, leakyreluAlpha }),
  );
}

export function convolution2dOnGpu({ inputs: { x, filter, bias }, attrs }: OpCall<ConvolutionInputs, Convolution>): tf.TensorInfo[] {
  const geometry = { strides: [...attrs.strides], pad: attrs.padding, dataFormat: "NHWC", dilations: [1, 1] };
  return ending(attrs, bias, (own, activation) => runStock("FusedConv2D", { x, filter, ...own }, { ...geometry, activation, leakyreluAlpha }));
}

type Product = (own: { readonly bias?: tf.TensorInfo }, activation: string) => tf.Tensor;

function ending(fusion: Fusion, bias: tf.TensorInfo | undefined, product: Product): tf.TensorInfo[] {
  const stock = stockNames[fusion.activation];
  if (stock) return [product(bias ? { bias } : {}, stock)];
  const plain = product({}, "linear");
  const ended = biasActivationOnGpu({ inputs: { x: plain, bias }, attrs: fusion });
  plain.dispose();
  return ended;
}

/** One of tfjs's kernels. Tensors are all that they are called with. */
export function runStock(name: string, inputs: Record<string, tf.TensorInfo>, attrs: object): tf.Tensor {
  return tf.engine().runKernel<tf.Tensor>(name, inputs as tf.NamedTensorMap, attrs as tf.NamedAttrMap);
}
