/** Everything whose gradient is checked on every backend: layers, activations, losses. */
import * as tf from "@tensorflow/tfjs-core";
import { spacedVariable, type GradientCase } from "@/engine/worker/gradient-check/define-case";
import { layerCases } from "@/engine/worker/gradient-check/layer-cases";
import { activate } from "@/engine/worker/layers/activations";
import { lossFunctions } from "@/engine/worker/losses";
import { biasActivation } from "@/engine/worker/ops/bias-activation";
import { fusedActivations } from "@/engine/worker/ops/fused-activations";
import { activationNames, type ActivationName } from "@/network/activations";
import { lossNames, losses, type LossName } from "@/network/losses";

/** ±7 passes every corner: 0, ±3 and 6. */
const activationCases = activationNames.map((name): GradientCase => ({
  title: `activation ${name}`,
  variables: [spacedVariable("x", [5, 4], { range: name === "exponential" ? 2 : 7 })],
  run: ({ x }) => activate(name, x!),
}));

/** The fused way through bias and activation. A bias of 0 keeps what comes in away from the corners. */
const fusedCases = fusedActivations.map((name): GradientCase => ({
  title: `bias and ${name}, fused`,
  variables: [spacedVariable("x", [5, 4], { range: name === "exponential" ? 2 : 7 }), { name: "bias", shape: [4], values: new Float32Array(4) }],
  run: ({ x, bias }) => biasActivation.run({ x: x!, bias: bias! }, { activation: name, useBias: true })[0],
}));

const examples = 4;
const outputs = 3;

function targetsOf(name: LossName): tf.Tensor {
  switch (losses[name].targets) {
    case "classIndex":
      return tf.tensor1d([0, 2, 1, 2], "int32");
    case "binary":
      return tf.tensor2d([1, 0, 0, 1, 1, 1, 0, 0, 1, 0, 1, 0], [examples, outputs]);
    case "values":
      return tf.tensor(spacedVariable("targets", [examples, outputs], { range: 2, salt: 1 }).values, [examples, outputs]);
  }
}

/** The loss of `activation(x)`: from logits where the loss can use them. */
function lossCase(name: LossName, activation: ActivationName, range: number): GradientCase {
  return {
    title: `loss ${name} after ${activation}, inputs up to ${range}`,
    variables: [spacedVariable("x", [examples, outputs], { range })],
    run({ x }) {
      const isProbability = activation === "softmax" || activation === "sigmoid";
      return lossFunctions[name]({ output: activate(activation, x!), ...(isProbability ? { logits: x! } : {}), activation, targets: targetsOf(name) });
    },
  };
}

const lossCases = lossNames.flatMap((name) =>
  losses[name].targets === "values"
    ? [lossCase(name, "linear", 3)]
    : // From logits, from the other kind of probability, and far out where probabilities round to 0 and 1.
      [lossCase(name, "softmax", 2), lossCase(name, "sigmoid", 2), lossCase(name, losses[name].targets === "binary" ? "sigmoid" : "softmax", 30)],
);

export const gradientCases: readonly GradientCase[] = [...layerCases, ...activationCases, ...fusedCases, ...lossCases];
