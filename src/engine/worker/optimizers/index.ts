/** Every declared optimizer, and the state that one keeps from step to step. */
import * as tf from "@tensorflow/tfjs-core";
import { ProblemError } from "@/base/problem";
import { message } from "@/base/text";
import type { TensorRecord } from "@/engine/protocol";
import { currentHostMemory } from "@/engine/worker/kernels/host-memory";
import type { Weight } from "@/engine/worker/model";
import { adagrad, rmsprop } from "@/engine/worker/optimizers/adaptive";
import { adam, adamw } from "@/engine/worker/optimizers/adam";
import type { OptimizerRule, Slots, StepInfo, StepScalars } from "@/engine/worker/optimizers/define-rule";
import { updateOnGpu } from "@/engine/worker/optimizers/gpu-update";
import { momentum, nesterov, sgd } from "@/engine/worker/optimizers/sgd";
import { readFloats } from "@/engine/worker/read";
import type { WasmHeap } from "@/engine/worker/wasm/heap";
import { currentGpu, type Gpu } from "@/engine/worker/webgpu/backend";
import { overwrite } from "@/engine/worker/webgpu/mutable";
import { rowOf } from "@/engine/worker/webgpu/step-row";
import { currentWebgl, updateOnWebgl } from "@/engine/worker/optimizers/webgl-update";
import { slotsOf, type OptimizerName } from "@/network/optimizers";
import type { OptimizerChoice } from "@/network/training-settings";

export const optimizerRules: { readonly [N in OptimizerName]: OptimizerRule<N> } = { sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw };

interface Update {
  readonly weight: Weight;
  readonly gradient: tf.Tensor;
}
export interface Optimizer {
  /** Moves each weight by its gradient. Gradients stay the caller's. */
  apply(updates: readonly Update[], step: StepInfo): void;
  /** `conv2d_1/kernel:momentum`, in the order of the weights. */
  records(): Promise<readonly TensorRecord[]>;
  load(records: readonly TensorRecord[]): void;
  /** What differs from step to step, for the device's table of steps. */
  scalars(step: Pick<StepInfo, "learningRate" | "t">): StepScalars;
  /** Everything that it keeps from step to step. */
  readonly state: readonly tf.Tensor[];
  dispose(): void;
}

export function createOptimizer(choice: OptimizerChoice, weights: readonly Weight[]): Optimizer {
  const trained = weights.filter(({ spec }) => spec.trainable);
  const { names, initial } = slotsOf<OptimizerName>(choice);
  const slots = new Map<string, Slots>(
    trained.map(({ name, spec }) => [name, Object.fromEntries(names.map((slot) => [slot, tf.keep(tf.fill([...spec.shape], initial))]))]),
  );
  const rule = optimizerRules[choice.name] as OptimizerRule<OptimizerName>;
  const heap = currentHostMemory()?.heap;
  const gpu = currentGpu();
  const webgl = currentWebgl();
  const everySlot = () => [...slots.values()].flatMap((own) => Object.values(own));
  if (gpu) for (const slot of everySlot()) gpu.markMutable(slot);
  return {
    apply(updates, step) {
      if (gpu) applyOnGpu(gpu, updates, step);
      else if (heap) applyOnHeap(updates, step, heap);
      else applyWithTensors(updates, step);
    },
    scalars: (step) => rule.scalars(choice.config, step),
    get state() {
      return everySlot();
    },
    records: () =>
      Promise.all(
        trained.flatMap(({ name, spec }) =>
          names.map(async (slot) => ({ name: `${name}:${slot}`, shape: spec.shape, data: await readFloats(slots.get(name)![slot]!) })),
        ),
      ),
    load(records) {
      for (const { weight, slot, record } of matchRecords(trained, names, records)) {
        const old = slots.get(weight.name)!;
        const next = tf.keep(tf.tensor(record.data, [...weight.spec.shape], "float32"));
        if (gpu) {
          overwrite(gpu, old[slot]!, next);
          next.dispose();
        } else {
          old[slot]!.dispose();
          slots.set(weight.name, { ...old, [slot]: next });
        }
      }
    },
    dispose() {
      for (const own of slots.values()) tf.dispose(own);
      slots.clear();
    },
  };

  /** Weights and slots are written in place, so that a recorded step finds them where they were. */
  function applyOnGpu(gpu: Gpu, updates: readonly Update[], step: StepInfo): void {
    const now = step.now ?? tf.tensor1d(rowOf({ step: step.t - 1, ...rule.scalars(choice.config, step) }), "int32");
    for (const { weight, gradient } of updates) {
      const own = slots.get(weight.name)!;
      const wgsl = rule.onGpu(choice.config, (slot) => slot in own);
      updateOnGpu(gpu, { weights: weight.value, gradient, slots: own, rule: wgsl, now, factor: step.factor, bound: step.bound });
    }
    if (!step.now) now.dispose();
  }

  /** Weights and slots are written in place: whoever wants to keep values takes a copy (`copyOf`). */
  function applyOnHeap(updates: readonly Update[], step: StepInfo, heap: WasmHeap): void {
    for (const { weight, gradient } of updates) {
      const own = slots.get(weight.name)!;
      rule.onHeap(choice.config, step, {
        kernels: heap.kernels,
        weights: heap.address(weight.value),
        gradients: heap.address(gradient),
        count: weight.value.size,
        slot: (name) => (own[name] ? heap.address(own[name]) : 0),
      });
    }
  }

  /** Weights and slots become new tensors. */
  function applyWithTensors(updates: readonly Update[], step: StepInfo): void {
    const scalars = rule.scalars(choice.config, step);
    tf.tidy(() => {
      for (const { weight, gradient } of updates) {
        const old = slots.get(weight.name)!;
        const scaled = step.gradientScale === 1 ? gradient : tf.mul(gradient, step.gradientScale);
        const next = webgl
          ? updateOnWebgl(webgl, { weights: weight.value, gradient: scaled, slots: old, rule: rule.onGpu(choice.config, (slot) => slot in old), scalars })
          : rule.onDevice(choice.config, step, weight.value, scaled, old);
        for (const [slot, value] of Object.entries(next.slots)) {
          tf.keep(value);
          old[slot]!.dispose();
        }
        slots.set(weight.name, next.slots);
        weight.assign(next.weights);
      }
    });
  }
}

/** Every slot with its record, all checked before the first is taken over. */
function matchRecords(weights: readonly Weight[], slotNames: readonly string[], records: readonly TensorRecord[]) {
  const byName = new Map(records.map((record) => [record.name, record]));
  return weights.flatMap((weight) =>
    slotNames.map((slot) => {
      const name = `${weight.name}:${slot}`;
      const record = byName.get(name);
      if (record?.data.length !== weight.value.size)
        throw new ProblemError({
          code: "optimizer.misfit",
          what: message(
            {
              en: "The saved state of the optimizer does not fit: {name} should hold {expected} values, but {came} came.",
              zh: "保存的优化器状态不符：{name} 应有 {expected} 个值，实际为 {came} 个。",
            },
            { name, expected: weight.value.size, came: record?.data.length ?? 0 },
          ),
          remedy: message({ en: "Go on with the optimizer of that run, or start a new run.", zh: "请使用该次训练的优化器继续，或开始新的训练。" }),
        });
      return { weight, slot, record };
    }),
  );
}
