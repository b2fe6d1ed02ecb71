/** What PyTorch calls the activations. */
import type { ActivationName } from "@/network/activations";

/** Activations by the names of modules and functions. */
export const torchActivations: Readonly<Record<string, ActivationName>> = {
  ReLU: "relu",
  relu: "relu",
  ReLU6: "relu6",
  relu6: "relu6",
  LeakyReLU: "leakyRelu",
  leaky_relu: "leakyRelu",
  ELU: "elu",
  elu: "elu",
  SELU: "selu",
  selu: "selu",
  GELU: "gelu",
  gelu: "gelu",
  SiLU: "silu",
  silu: "silu",
  Sigmoid: "sigmoid",
  sigmoid: "sigmoid",
  Hardsigmoid: "hardSigmoid",
  hardsigmoid: "hardSigmoid",
  Tanh: "tanh",
  tanh: "tanh",
  Softplus: "softplus",
  softplus: "softplus",
  Softsign: "softsign",
  softsign: "softsign",
  Mish: "mish",
  mish: "mish",
  exp: "exponential",
  Softmax: "softmax",
  softmax: "softmax",
  // The loss takes the logarithm here.
  LogSoftmax: "softmax",
  log_softmax: "softmax",
};
