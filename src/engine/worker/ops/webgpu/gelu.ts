/** GELU on WebGPU: one dispatch there, one back. */
import * as tf from "@tensorflow/tfjs-core";
import type { OpCall } from "@/engine/worker/ops/define-op";
import type { GeluBackInputs, GeluInputs } from "@/engine/worker/ops/gelu";
import { sizeOf } from "@/engine/worker/ops/webgpu/activations";
import { currentGpu } from "@/engine/worker/webgpu/backend";
import { dispatchEach, read, write } from "@/engine/worker/webgpu/dispatch";
import { float } from "@/engine/worker/webgpu/wgsl";

const { ERF_P, ERF_A1, ERF_A2, ERF_A3, ERF_A4, ERF_A5 } = tf.backend_util;

/** `below(x, e^(−x²/2))`: the share of a standard normal below x, by the formula 7.1.26 of Abramowitz & Stegun. */
const below = `
fn below(x: f32, density: f32) -> f32 {
  let t = 1f / (1f + abs(x) * ${float(ERF_P * Math.SQRT1_2)});
  let p = (((${float(ERF_A5)} * t + ${float(ERF_A4)}) * t + ${float(ERF_A3)}) * t + ${float(ERF_A2)}) * t + ${float(ERF_A1)};
  let beyond = 0.5f * p * t * density;
  return select(1f - beyond, beyond, x < 0f);
}
`;

export function geluOnGpu({ inputs: { x } }: OpCall<GeluInputs, object>): tf.TensorInfo[] {
  const gpu = currentGpu()!;
  const y = gpu.output(x.shape);
  dispatchEach(gpu, {
    label: "gelu",
    count: sizeOf(x),
    bindings: { x: read(x), y: write(y) },
    declarations: below,
    body: "y[i] = x[i] * below(x[i], exp(-0.5f * x[i] * x[i]));",
  });
  return [y];
}

export function geluGradientOnGpu({ inputs: { dy, x } }: OpCall<GeluBackInputs, object>): tf.TensorInfo[] {
  const gpu = currentGpu()!;
  const dx = gpu.output(x.shape);
  dispatchEach(gpu, {
    label: "geluGradient",
    count: sizeOf(x),
    bindings: { dy: read(dy), x: read(x), dx: write(dx) },
    declarations: below,
    body: `
      let density = exp(-0.5f * x[i] * x[i]);
      dx[i] = dy[i] * (below(x[i], density) + x[i] * density * ${float(1 / Math.sqrt(2 * Math.PI))});`,
  });
  return [dx];
}
