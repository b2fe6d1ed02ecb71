/** Fused activations in WGSL, and the kernels that add a bias, activate, and go back through both. */
import type * as tf from "@tensorflow/tfjs-core";
import type { ActivationGradientInputs, Fusion } from "@/engine/worker/ops/activation-gradient";
import type { BiasActivationInputs } from "@/engine/worker/ops/bias-activation";
import type { ChannelSumsInputs } from "@/engine/worker/ops/channel-sums";
import type { OpCall } from "@/engine/worker/ops/define-op";
import { seluFloor, seluScale, type FusedActivation } from "@/engine/worker/ops/fused-activations";
import { sumsPerChannel } from "@/engine/worker/ops/webgpu/sums";
import { currentGpu } from "@/engine/worker/webgpu/backend";
import { dispatchEach, read, write } from "@/engine/worker/webgpu/dispatch";
import { float } from "@/engine/worker/webgpu/wgsl";

/** Of `x`. By comparisons, not `max`: what is not a number stays so, and ends the run. */
const activated: { readonly [A in FusedActivation]: string } = {
  linear: "x",
  relu: "select(x, 0f, x < 0f)",
  leakyRelu: "select(x, 0.2f * x, x < 0f)",
  relu6: "select(select(x, 0f, x < 0f), 6f, x > 6f)",
  elu: "select(x, exp(x) - 1f, x < 0f)",
  selu: `select(${float(seluScale)} * x, ${float(seluFloor)} * (exp(x) - 1f), x < 0f)`,
  sigmoid: "1f / (1f + exp(-x))",
  hardSigmoid: "select(select(x + 3f, 0f, x < -3f), 6f, x > 3f) / 6f",
  // The way of tfjs: no power of e that could overflow.
  tanh: "sign(x) * (1f - exp(-2f * abs(x))) / (1f + exp(-2f * abs(x)))",
  exponential: "exp(x)",
};
/** Of `y`, what the activation answered. */
const slope: { readonly [A in FusedActivation]: string } = {
  linear: "1f",
  relu: "select(0f, 1f, y > 0f)",
  leakyRelu: "select(0.2f, 1f, y > 0f)",
  relu6: "select(0f, 1f, y > 0f && y < 6f)",
  elu: "min(y, 0f) + 1f",
  selu: `select(y + ${float(seluFloor)}, ${float(seluScale)}, y > 0f)`,
  sigmoid: "y * (1f - y)",
  hardSigmoid: "select(0f, 1f / 6f, y > 0f && y < 1f)",
  tanh: "1f - y * y",
  exponential: "y",
};

/** `activated(x)`, or by another name. */
export function activationFunction(activation: FusedActivation, name = "activated"): string {
  return `fn ${name}(x: f32) -> f32 { return ${activated[activation]}; }\n`;
}
/** `slope(y)`, or by another name. */
export function slopeFunction(activation: FusedActivation, name = "slope"): string {
  return `fn ${name}(y: f32) -> f32 { return ${slope[activation]}; }\n`;
}

export const sizeOf = ({ shape }: tf.TensorInfo): number => shape.reduce((size, d) => size * d, 1);
export const channelsOf = ({ shape }: tf.TensorInfo): number => shape.at(-1) ?? 1;

export function biasActivationOnGpu({ inputs: { x, bias }, attrs: { activation } }: OpCall<BiasActivationInputs, Fusion>): tf.TensorInfo[] {
  const gpu = currentGpu()!;
  const y = gpu.output(x.shape);
  dispatchEach(gpu, {
    label: "biasActivation",
    count: sizeOf(x),
    bindings: { x: read(x), y: write(y), ...(bias ? { bias: read(bias) } : {}) },
    declarations: activationFunction(activation),
    body: `y[i] = activated(x[i]${bias ? ` + bias[i % ${channelsOf(x)}u]` : ""});`,
  });
  return [y];
}

export function activationGradientOnGpu({ inputs: { dy, y }, attrs }: OpCall<ActivationGradientInputs, Fusion>): tf.TensorInfo[] {
  const gpu = currentGpu()!;
  const { activation, useBias } = attrs;
  const dz = gpu.output(y.shape);
  const kernel = { label: "activationGradient", bindings: { dy: read(dy), y: read(y), dz: write(dz) }, declarations: slopeFunction(activation) };
  if (!useBias) {
    dispatchEach(gpu, { ...kernel, count: sizeOf(y), body: "dz[i] = dy[i] * slope(y[i]);" });
    return [dz];
  }
  const channels = channelsOf(y);
  const rows = sizeOf(y) / channels;
  return [dz, sumsPerChannel(gpu, { ...kernel, rows, channels, each: "value = dy[at] * slope(y[at]);\n dz[at] = value;" })];
}

export function channelSumsOnGpu({ inputs: { x } }: OpCall<ChannelSumsInputs, object>): tf.TensorInfo[] {
  const channels = channelsOf(x);
  const rows = sizeOf(x) / channels;
  return [sumsPerChannel(currentGpu()!, { label: "channelSums", bindings: { x: read(x) }, rows, channels, each: "value = x[at];" })];
}
