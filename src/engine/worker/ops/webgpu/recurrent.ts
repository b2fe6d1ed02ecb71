/**
 * Recurrent layers on WebGPU: a workgroup walks one example's whole sequence, its state in workgroup memory, a thread per column of
 * the recurrent product. So a layer takes two dispatches forward, however long the sequence, and two back before the products.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { OpCall } from "@/engine/worker/ops/define-op";
import type { RecurrentBackInputs, RecurrentInputs, RecurrentSettings } from "@/engine/worker/ops/recurrent";
import { cells, type CellName } from "@/engine/worker/ops/recurrent-cells";
import { activationFunction, slopeFunction } from "@/engine/worker/ops/webgpu/activations";
import { linearOnGpu, runStock } from "@/engine/worker/ops/webgpu/products";
import { wgslCells } from "@/engine/worker/ops/webgpu/recurrent-cells";
import { currentGpu } from "@/engine/worker/webgpu/backend";
import { dispatchGroups, read, write } from "@/engine/worker/webgpu/dispatch";

const groupSizeFor = (columns: number) => Math.min(256, 32 * Math.ceil(columns / 32));
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

export function recurrentOnGpu({ inputs, attrs: settings }: OpCall<RecurrentInputs, RecurrentSettings>): tf.TensorInfo[] {
  const gpu = currentGpu()!;
  const { x, kernel, recurrentKernel, bias, mask, keep } = inputs;
  const [batch = 1, steps = 1, channels = 1] = x.shape;
  const [units = 1, width = 1] = recurrentKernel.shape;
  const { isBackwards, isDropped, returnSequences } = settings;
  const { kept, hasRecurrentBias } = cells[settings.cell];
  const cell = wgslCells[settings.cell];
  const flat = { ...x, shape: [batch * steps, channels] };
  const [projected] = linearOnGpu({ inputs: { x: flat, kernel, bias: undefined }, attrs: { activation: "linear", useBias: false } });
  const y = gpu.output(returnSequences ? [batch, steps, units] : [batch, units]);
  const previous = gpu.output([batch, steps, units]);
  const trace = gpu.output([batch, steps, kept * units]);
  const size = groupSizeFor(width);
  const isLstm = settings.cell === "lstm";
  dispatchGroups(gpu, {
    label: settings.cell,
    bindings: {
      projected: read(projected!),
      recurrentKernel: read(recurrentKernel),
      ...(bias ? { bias: read(bias) } : {}),
      mask: read(mask),
      ...(isDropped ? { keep: read(keep) } : {}),
      y: write(y),
      previous: write(previous),
      trace: write(trace),
    },
    groups: [batch, 1, 1],
    groupSize: size,
    declarations: `
      var<workgroup> state: array<f32, ${units}>;
      var<workgroup> factor: array<f32, ${units}>;
      var<workgroup> gates: array<f32, ${width}>;
      ${isLstm ? `var<workgroup> memory: array<f32, ${units}>;` : ""}
      ${activationFunction(settings.activation)}
      ${activationFunction(settings.recurrentActivation, "gated")}
      fn inputOf(place: u32, q: u32) -> f32 { return projected[place * ${width}u + q]${bias ? " + bias[q]" : ""}; }`,
    body: `
      let n = group.x;
      for (var j = local; j < ${units}u; j += ${size}u) {
        state[j] = 0f;
        factor[j] = 0f;
        ${isLstm ? "memory[j] = 0f;" : ""}
      }
      workgroupBarrier();
      for (var step = 0u; step < ${steps}u; step++) {
        let t = ${isBackwards ? `${steps - 1}u - step` : "step"};
        let place = n * ${steps}u + t;
        let counts = mask[place] != 0f;
        for (var q = local; q < ${width}u; q += ${size}u) {
          var sum = ${bias && hasRecurrentBias ? `bias[${width}u + q]` : "0f"};
          for (var k = 0u; k < ${units}u; k++) { sum += factor[k] * recurrentKernel[k * ${width}u + q]; }
          let input = inputOf(place, q);
          var value = 0f;
          ${cell.gate(units)}
          gates[q] = value;
        }
        workgroupBarrier();
        for (var j = local; j < ${units}u; j += ${size}u) {
          previous[place * ${units}u + j] = state[j];
          ${cell.forward(units)}
          let at = place * ${kept * units}u + j;
          ${numbers(kept)
            .map((i) => `trace[at + ${i * units}u] = select(${isLstm && i === 4 ? "memory[j]" : "0f"}, kept${i}, counts);`)
            .join("\n          ")}
          ${isLstm ? "memory[j] = select(memory[j], kept4, counts);" : ""}
          let held = select(state[j], next, counts);
          state[j] = held;
          factor[j] = held${isDropped ? ` * keep[n * ${units}u + j]` : ""};
          ${returnSequences ? `y[place * ${units}u + j] = held;` : ""}
        }
        workgroupBarrier();
      }
      ${returnSequences ? "" : `for (var j = local; j < ${units}u; j += ${size}u) { y[n * ${units}u + j] = state[j]; }`}`,
  });
  free(projected!);
  return [y, previous, trace];
}

export function recurrentGradientOnGpu({ inputs, attrs: settings }: OpCall<RecurrentBackInputs, RecurrentSettings>): tf.TensorInfo[] {
  const gpu = currentGpu()!;
  const { dy, recurrentKernel, mask, keep, previous, trace } = inputs;
  const [batch = 1, steps = 1, units = 1] = previous.shape;
  const width = recurrentKernel.shape[1] ?? 1;
  const { isBackwards, isDropped, returnSequences } = settings;
  const { kept, gates, hasRecurrentBias } = cells[settings.cell];
  const dz = gpu.output([batch, steps, width]);
  const dp = hasRecurrentBias ? gpu.output([batch, steps, width]) : undefined;
  // Turned, so that neighbouring threads read neighbouring weights.
  const turned = runStock("Transpose", { x: recurrentKernel }, { perm: [1, 0] });
  const size = groupSizeFor(width);
  const beforeOf: { readonly [N in CellName]: string } = {
    lstm: `var before = 0f;
          if (step > 0u) { before = trace[(place ${isBackwards ? "+" : "-"} 1u) * ${kept * units}u + ${4 * units}u + j]; }`,
    gru: `let before = previous[place * ${units}u + j];`,
    simpleRnn: "",
  };
  dispatchGroups(gpu, {
    label: `${settings.cell}Gradient`,
    bindings: {
      dy: read(dy),
      turned: read(turned),
      mask: read(mask),
      ...(isDropped ? { keep: read(keep) } : {}),
      ...(settings.cell === "gru" ? { previous: read(previous) } : {}),
      trace: read(trace),
      dz: write(dz),
      ...(dp ? { dp: write(dp) } : {}),
    },
    groups: [batch, 1, 1],
    groupSize: size,
    declarations: `
      var<workgroup> carried: array<f32, ${units}>;
      var<workgroup> memoryGradient: array<f32, ${units}>;
      // By the products of a step, and then what these pass on: one after the other, since a device may have no more than 16 KiB.
      var<workgroup> byProduct: array<f32, ${width}>;
      ${activationFunction(settings.activation)}
      ${slopeFunction(settings.activation)}
      ${slopeFunction(settings.recurrentActivation, "gateSlope")}`,
    body: `
      let n = group.x;
      for (var j = local; j < ${units}u; j += ${size}u) {
        carried[j] = ${returnSequences ? "0f" : `dy[n * ${units}u + j]`};
        memoryGradient[j] = 0f;
      }
      for (var q = local; q < ${width}u; q += ${size}u) { byProduct[q] = 0f; }
      workgroupBarrier();
      for (var left = ${steps}u; left > 0u; left--) {
        let step = left - 1u;
        let t = ${isBackwards ? `${steps - 1}u - step` : "step"};
        let place = n * ${steps}u + t;
        let counts = mask[place] != 0f;
        for (var j = local; j < ${units}u; j += ${size}u) {
          let gathered = ${numbers(gates)
            .map((part) => `byProduct[${part * units}u + j]`)
            .join(" + ")};
          let gradient = carried[j] + gathered${isDropped ? ` * keep[n * ${units}u + j]` : ""}${returnSequences ? ` + dy[place * ${units}u + j]` : ""};
          let start = place * ${kept * units}u + j;
          ${numbers(kept)
            .map((i) => `let kept${i} = trace[start + ${i * units}u];`)
            .join("\n          ")}
          ${beforeOf[settings.cell]}
          ${wgslCells[settings.cell].back}
          carried[j] = select(gradient, straight, counts);
          memoryGradient[j] = select(memoryGradient[j], byMemory, counts);
          let to = place * ${width}u + j;
          ${numbers(gates)
            .map((i) => `byProduct[${i * units}u + j] = select(0f, p${i}, counts); dz[to + ${i * units}u] = select(0f, d${i}, counts);`)
            .join("\n          ")}
          ${
            dp
              ? numbers(gates)
                  .map((i) => `dp[to + ${i * units}u] = select(0f, p${i}, counts);`)
                  .join("\n          ")
              : ""
          }
        }
        workgroupBarrier();
        var sums: array<f32, ${Math.ceil(width / size)}>;
        for (var q = local; q < ${width}u; q += ${size}u) {
          let first = q / ${units}u * ${units}u;
          let j = q % ${units}u;
          var sum = 0f;
          for (var k = first; k < first + ${units}u; k++) { sum += byProduct[k] * turned[k * ${units}u + j]; }
          sums[q / ${size}u] = sum;
        }
        workgroupBarrier();
        for (var q = local; q < ${width}u; q += ${size}u) { byProduct[q] = sums[q / ${size}u]; }
        workgroupBarrier();
      }`,
  });
  turned.dispose();
  return dp ? [dz, dp] : [dz];
}

/** A tensor that only this kernel knew. */
function free(info: tf.TensorInfo): void {
  tf.engine().makeTensorFromTensorInfo(info).dispose();
}
