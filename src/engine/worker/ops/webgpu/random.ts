/** Dropout and noise on WebGPU, drawn on the device: in integers as far as a choice is to be made, as on every backend. */
import type * as tf from "@tensorflow/tfjs-core";
import type { OpCall } from "@/engine/worker/ops/define-op";
import type { DropoutSettings, RandomInputs } from "@/engine/worker/ops/dropout";
import type { NoiseSettings } from "@/engine/worker/ops/gaussian-noise";
import { currentGpu } from "@/engine/worker/webgpu/backend";
import { dispatchEach, read, write } from "@/engine/worker/webgpu/dispatch";
import { normalFunctions, zigguratTable } from "@/engine/worker/webgpu/normal";
import { counterFunctions, float } from "@/engine/worker/webgpu/wgsl";

const sizeOf = ({ shape }: tf.TensorInfo) => shape.reduce((size, d) => size * d, 1);

export function dropoutOnGpu({ inputs: { x, step }, attrs: { rate, layerSeed } }: OpCall<RandomInputs, DropoutSettings>): tf.TensorInfo[] {
  const gpu = currentGpu()!;
  const y = gpu.output(x.shape);
  dispatchEach(gpu, {
    label: "dropout",
    count: sizeOf(x),
    bindings: { x: read(x), step: read(step, "u32"), y: write(y) },
    declarations: counterFunctions,
    // A number of 24 bits is below `rate` when it is below the next whole one.
    body: `
      let word = wordAt(mixSeed(${layerSeed >>> 0}u, step[0]), i);
      y[i] = select(x[i] * ${float(1 / (1 - rate))}, 0f, (word >> 8u) < ${Math.ceil(rate * 2 ** 24)}u);`,
  });
  return [y];
}

export function gaussianNoiseOnGpu({ inputs: { x, step }, attrs: { stddev, layerSeed } }: OpCall<RandomInputs, NoiseSettings>): tf.TensorInfo[] {
  const gpu = currentGpu()!;
  const y = gpu.output(x.shape);
  const widths = zigguratTable();
  dispatchEach(gpu, {
    label: "gaussianNoise",
    count: sizeOf(x),
    bindings: { x: read(x), step: read(step, "u32"), widths: read(widths), y: write(y) },
    declarations: normalFunctions,
    body: `y[i] = x[i] + normalAt(mixSeed(${layerSeed >>> 0}u, step[0]), i) * ${float(stddev)};`,
  });
  widths.dispose();
  return [y];
}
