/**
 * Recurrent layers on WebGPU: a workgroup walks one example's whole sequence, its state in workgroup memory, a thread per column of
 * the recurrent product. So a layer takes two dispatches forward, however long the sequence, and two back before the products.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { OpCall } from "@/engine/worker/ops/define-op";
import type { RecurrentBackInputs, RecurrentInputs, RecurrentSettings } from "@/engine/worker/ops/recurrent";
import { cells, type CellName } from "@/engine/worker/ops/recurrent-cells";
import { activationFunction, slopeFunction } from "@/engine/worker/ops/webgpu/activations";
import { linearOnGpu } from "@/engine/worker/ops/webgpu/products";
import { wgslCells } from "@/engine/worker/ops/webgpu/recurrent-cells";
import { currentGpu } from "@/engine/worker/webgpu/backend";
import { dispatchGroups, read, write } from "@/engine/worker/webgpu/dispatch";

const groupSizeFor = (columns: number) => Math.min(256, 32 * Math.ceil(columns / 32));
/** A column of the recurrent kernel that a thread can hold in registers, which spares it the way to memory at every step. */
const mostHeld = 128;
const isHeld = (units: number, width: number) => width <= groupSizeFor(width) && units <= mostHeld;

/** Σ over k of `factor(k)` times the weights held, four sums at once; and the loading of those weights. */
function heldColumn(units: number, weight: (k: number) => string) {
  return {
    load: numbers(units)
      .map((k) => `let held${k} = ${weight(k)};`)
      .join("\n        "),
    sum: (factor: (k: number) => string) =>
      `(${numbers(Math.min(4, units))
        .map((part) =>
          numbers(units)
            .filter((k) => k % 4 === part)
            .map((k) => `${factor(k)} * held${k}`)
            .join(" + "),
        )
        .join(") + (")})`,
  };
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Where a step stands among all places of the batch. */
const placeFunction = (steps: number, isBackwards: boolean) =>
  `fn placeOf(n: u32, step: u32) -> u32 { return n * ${steps}u + ${isBackwards ? `${steps - 1}u - step` : "step"}; }`;

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
  const held = isHeld(units, width) ? heldColumn(units, (k) => `recurrentKernel[${k * width}u + column]`) : undefined;
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
      ${placeFunction(steps, isBackwards)}
      fn inputOf(place: u32, q: u32) -> f32 { return projected[place * ${width}u + q]${bias ? " + bias[q]" : ""}; }`,
    body: `
      let n = group.x;
      for (var j = local; j < ${units}u; j += ${size}u) {
        state[j] = 0f;
        factor[j] = 0f;
        ${isLstm ? "memory[j] = 0f;" : ""}
      }
      ${
        held
          ? `let column = min(local, ${width - 1}u);
        ${held.load}
        var ahead = inputOf(placeOf(n, 0u), column);`
          : ""
      }
      workgroupBarrier();
      for (var step = 0u; step < ${steps}u; step++) {
        let place = placeOf(n, step);
        let counts = mask[place] != 0f;
        for (var q = local; q < ${width}u; q += ${size}u) {
          var sum = ${bias && hasRecurrentBias ? `bias[${width}u + q]` : "0f"};
          ${
            held
              ? `sum += ${held.sum((k) => `factor[${k}]`)};
          let input = ahead;`
              : `for (var k = 0u; k < ${units}u; k++) { sum += factor[k] * recurrentKernel[k * ${width}u + q]; }
          let input = inputOf(place, q);`
          }
          var value = 0f;
          ${cell.gate(units)}
          gates[q] = value;
        }
        ${held ? `ahead = inputOf(placeOf(n, min(step + 1u, ${steps - 1}u)), column);` : ""}
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
  const turned = tf.engine().runKernel<tf.Tensor>("Transpose", { x: recurrentKernel } as tf.NamedTensorInfoMap as tf.NamedTensorMap, { perm: [1, 0] });
  const size = groupSizeFor(width);
  const held = isHeld(units, width) ? heldColumn(units, (k) => `turned[(first + ${k}u) * ${units}u + column % ${units}u]`) : undefined;
  const beforeOf: { readonly [N in CellName]: string | undefined } = {
    lstm: `select(0f, trace[placeOf(n, max(step, 1u) - 1u) * ${kept * units}u + ${4 * units}u + j], step > 0u)`,
    gru: `previous[placeOf(n, step) * ${units}u + j]`,
    simpleRnn: undefined,
  };
  const before = beforeOf[settings.cell];
  /** What a step reads of the device's memory, whatever the steps behind it pass on. */
  const needed: Readonly<Record<string, string>> = {
    ...Object.fromEntries(numbers(kept).map((i) => [`kept${i}`, `trace[placeOf(n, step) * ${kept * units}u + ${i * units}u + j]`])),
    ...(before === undefined ? {} : { before }),
    ...(returnSequences ? { came: `dy[placeOf(n, step) * ${units}u + j]` } : {}),
  };
  const names = Object.keys(needed);
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
      ${slopeFunction(settings.recurrentActivation, "gateSlope")}
      ${placeFunction(steps, isBackwards)}
      ${names.map((name) => `fn ${name}At(n: u32, step: u32, j: u32) -> f32 { return ${needed[name]!}; }`).join("\n      ")}`,
    body: `
      let n = group.x;
      for (var j = local; j < ${units}u; j += ${size}u) {
        carried[j] = ${returnSequences ? "0f" : `dy[n * ${units}u + j]`};
        memoryGradient[j] = 0f;
      }
      for (var q = local; q < ${width}u; q += ${size}u) { byProduct[q] = 0f; }
      ${
        held
          ? `let column = min(local, ${width - 1}u);
        let first = column / ${units}u * ${units}u;
        let unit = min(local, ${units - 1}u);
        ${held.load}
        ${names.map((name) => `var ${name}Ahead = ${name}At(n, ${steps - 1}u, unit);`).join("\n        ")}`
          : ""
      }
      workgroupBarrier();
      for (var left = ${steps}u; left > 0u; left--) {
        let step = left - 1u;
        let place = placeOf(n, step);
        let counts = mask[place] != 0f;
        for (var j = local; j < ${units}u; j += ${size}u) {
          let gathered = ${numbers(gates)
            .map((part) => `byProduct[${part * units}u + j]`)
            .join(" + ")};
          ${names.map((name) => `let ${name} = ${held ? `${name}Ahead` : `${name}At(n, step, j)`};`).join("\n          ")}
          let gradient = carried[j] + gathered${isDropped ? ` * keep[n * ${units}u + j]` : ""}${returnSequences ? " + came" : ""};
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
        ${
          held
            ? `${names.map((name) => `${name}Ahead = ${name}At(n, max(step, 1u) - 1u, unit);`).join("\n        ")}
        let sum = ${held.sum((k) => `byProduct[first + ${k}u]`)};`
            : `var sums: array<f32, ${Math.ceil(width / size)}>;
        for (var q = local; q < ${width}u; q += ${size}u) {
          let first = q / ${units}u * ${units}u;
          let j = q % ${units}u;
          var sum = 0f;
          for (var k = first; k < first + ${units}u; k++) { sum += byProduct[k] * turned[k * ${units}u + j]; }
          sums[q / ${size}u] = sum;
        }`
        }
        workgroupBarrier();
        for (var q = local; q < ${width}u; q += ${size}u) { byProduct[q] = ${held ? "sum" : `sums[q / ${size}u]`}; }
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
