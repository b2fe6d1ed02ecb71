/** Activation functions as Keras 3 defines them. */
import * as tf from "@tensorflow/tfjs-core";
import { gelu } from "@/engine/worker/ops/gelu";
import type { ActivationName } from "@/network/activations";

type Activation = (x: tf.Tensor) => tf.Tensor;

export const activationFunctions: { readonly [A in ActivationName]: Activation } = {
  linear: (x) => x,
  relu: (x) => tf.relu(x),
  leakyRelu: (x) => tf.leakyRelu(x, 0.2),
  relu6: (x) => tf.relu6(x),
  elu: (x) => tf.elu(x),
  selu: (x) => tf.selu(x),
  // The exact form: Keras 3's default, not the tanh approximation.
  gelu: (x) => gelu.run({ x }, {})[0],
  silu: (x) => tf.mul(x, tf.sigmoid(x)),
  sigmoid: (x) => tf.sigmoid(x),
  hardSigmoid: (x) => tf.div(tf.relu6(tf.add(x, 3)), 6),
  tanh: (x) => tf.tanh(x),
  softplus: (x) => tf.softplus(x),
  softsign: (x) => tf.div(x, tf.add(1, tf.abs(x))),
  mish: (x) => tf.mul(x, tf.tanh(tf.softplus(x))),
  exponential: (x) => tf.exp(x),
  softmax: (x) => tf.softmax(x),
};

export function activate(name: ActivationName, x: tf.Tensor): tf.Tensor {
  return activationFunctions[name](x);
}
