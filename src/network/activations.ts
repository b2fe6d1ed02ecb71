/** Activation functions: Keras 3's names, camelCased. */
export const activationNames = [
  "linear",
  "relu",
  "leakyRelu",
  "relu6",
  "elu",
  "selu",
  "gelu",
  "silu",
  "sigmoid",
  "hardSigmoid",
  "tanh",
  "softplus",
  "softsign",
  "mish",
  "exponential",
  "softmax",
] as const;
export type ActivationName = (typeof activationNames)[number];
