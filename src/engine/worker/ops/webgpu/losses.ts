/** Losses on WebGPU: the mean and its gradient in one dispatch, two where there are many values. */
import type * as tf from "@tensorflow/tfjs-core";
import type { CountRightInputs } from "@/engine/worker/ops/count-right";
import type { OpCall } from "@/engine/worker/ops/define-op";
import type { SigmoidCrossentropyInputs } from "@/engine/worker/ops/sigmoid-crossentropy";
import type { ClassLabels, SoftmaxCrossentropyInputs } from "@/engine/worker/ops/softmax-crossentropy";
import type { SquaredErrorInputs } from "@/engine/worker/ops/squared-error";
import { sizeOf } from "@/engine/worker/ops/webgpu/activations";
import { free, sumOfAll } from "@/engine/worker/ops/webgpu/sums";
import { currentGpu, type Gpu } from "@/engine/worker/webgpu/backend";
import { read, write } from "@/engine/worker/webgpu/dispatch";
import { float } from "@/engine/worker/webgpu/wgsl";

export function softmaxCrossentropyOnGpu({
  inputs: { logits, labels },
  attrs: { skipsPadding },
}: OpCall<SoftmaxCrossentropyInputs, ClassLabels>): tf.TensorInfo[] {
  const gpu = currentGpu()!;
  const counted = skipsPadding ? countKnown(gpu, labels) : undefined;
  const [count = 1, classes = 1] = logits.shape;
  const gradient = gpu.output(logits.shape);
  const loss = sumOfAll(gpu, {
    label: "softmaxCrossentropy",
    bindings: { logits: read(logits), labels: read(labels), ...(counted ? { counted: read(counted) } : {}), gradient: write(gradient) },
    count,
    factor: 1,
    each: `
      let start = i * ${classes}u;
      var largest = logits[start];
      for (var c = 1u; c < ${classes}u; c++) { largest = max(largest, logits[start + c]); }
      var sum = 0f;
      for (var c = 0u; c < ${classes}u; c++) { sum += exp(logits[start + c] - largest); }
      let label = labels[i];
      let share = ${counted ? "select(1f / max(counted[0], 1f), 0f, label == 0)" : float(1 / count)};
      for (var c = 0u; c < ${classes}u; c++) {
        gradient[start + c] = (exp(logits[start + c] - largest) / sum - select(0f, 1f, i32(c) == label)) * share;
      }
      // A class that has no logit: not a number, which WGSL knows no constant for.
      var bits = 0x7fc00000u;
      value = bitcast<f32>(bits);
      if (label >= 0 && label < ${classes}) { value = log(sum) + largest - logits[start + u32(label)]; }
      value *= share;`,
  });
  if (counted) free(counted);
  return [loss, gradient];
}

/** Labels that are not 0, the padding. */
function countKnown(gpu: Gpu, labels: tf.TensorInfo): tf.TensorInfo {
  return sumOfAll(gpu, {
    label: "countKnown",
    bindings: { labels: read(labels) },
    each: "value = select(0f, 1f, labels[i] != 0);",
    count: sizeOf(labels),
    factor: 1,
  });
}

export function countRightOnGpu({ inputs: { outputs, labels }, attrs: { skipsPadding } }: OpCall<CountRightInputs, ClassLabels>): tf.TensorInfo[] {
  const gpu = currentGpu()!;
  const counted = skipsPadding ? countKnown(gpu, labels) : undefined;
  const [count = 1, classes = 1] = outputs.shape;
  const right = sumOfAll(gpu, {
    label: "countRight",
    bindings: { outputs: read(outputs), labels: read(labels), ...(counted ? { counted: read(counted) } : {}) },
    count,
    factor: 1,
    each: `
      let start = i * ${classes}u;
      var best = 0u;
      for (var c = 1u; c < ${classes}u; c++) { if (outputs[start + c] > outputs[start + best]) { best = c; } }
      value = select(0f, ${counted ? `select(${float(count)} / max(counted[0], 1f), 0f, labels[i] == 0)` : "1f"}, i32(best) == labels[i]);`,
  });
  if (counted) free(counted);
  return [right];
}

export function squaredErrorOnGpu({ inputs: { output, targets } }: OpCall<SquaredErrorInputs, object>): tf.TensorInfo[] {
  return elementwise("squaredError", output, targets, "value = (x - t) * (x - t);", "2f * (x - t)");
}

export function sigmoidCrossentropyOnGpu({ inputs: { logits, targets } }: OpCall<SigmoidCrossentropyInputs, object>): tf.TensorInfo[] {
  return elementwise("sigmoidCrossentropy", logits, targets, "value = max(x, 0f) + log(1f + exp(-abs(x))) - t * x;", "1f / (1f + exp(-x)) - t");
}

/** The mean over all values, of which `each` sets one from `x` and `t`, and `slope` is its derivative by `x`. */
function elementwise(label: string, x: tf.TensorInfo, t: tf.TensorInfo, each: string, slope: string): tf.TensorInfo[] {
  const gpu = currentGpu()!;
  const count = sizeOf(x);
  const gradient = gpu.output(x.shape);
  const loss = sumOfAll(gpu, {
    label,
    bindings: { outputs: read(x), targets: read(t), gradient: write(gradient) },
    count,
    factor: 1 / count,
    each: `
      let x = outputs[i];
      let t = targets[i];
      ${each}
      gradient[i] = (${slope}) * ${float(1 / count)};`,
  });
  return [loss, gradient];
}
