/** Every declared optimizer, and the state that one keeps from step to step. */
import * as tf from "@tensorflow/tfjs-core";
import { ProblemError } from "@/base/problem";
import { message } from "@/base/text";
import type { TensorRecord } from "@/engine/protocol";
import { currentHostMemory } from "@/engine/worker/kernels/host-memory";
import type { Weight } from "@/engine/worker/model";
import { adagrad, rmsprop } from "@/engine/worker/optimizers/adaptive";
import { adam, adamw } from "@/engine/worker/optimizers/adam";
import type { DeviceSlots, HostSlots, OptimizerRule, StepInfo } from "@/engine/worker/optimizers/define-rule";
import { momentum, nesterov, sgd } from "@/engine/worker/optimizers/sgd";
import { slotsOf, type OptimizerName } from "@/network/optimizers";
import type { OptimizerChoice } from "@/network/training-settings";

export const optimizerRules: { readonly [N in OptimizerName]: OptimizerRule<N> } = { sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw };

export interface Optimizer {
  /** Moves each weight by its gradient. Gradients stay the caller's. */
  apply(updates: readonly { readonly weight: Weight; readonly gradient: tf.Tensor }[], step: StepInfo): void;
  /** `conv2d_1/kernel:momentum`, in the order of the weights. */
  records(): Promise<readonly TensorRecord[]>;
  load(records: readonly TensorRecord[]): void;
  dispose(): void;
}

/** Slots live where the update runs: plain arrays beside the wasm or cpu backend, tensors on a GPU. */
export function createOptimizer(choice: OptimizerChoice, weights: readonly Weight[]): Optimizer {
  const trained = weights.filter(({ spec }) => spec.trainable);
  return currentHostMemory() ? hostOptimizer(choice, trained) : deviceOptimizer(choice, trained);
}

const ruleOf = ({ name }: OptimizerChoice) => optimizerRules[name] as OptimizerRule<OptimizerName>;
const fresh = (choice: OptimizerChoice) => slotsOf<OptimizerName>(choice);

function hostOptimizer(choice: OptimizerChoice, weights: readonly Weight[]): Optimizer {
  const rule = ruleOf(choice);
  const { names, initial } = fresh(choice);
  const slots = new Map<string, HostSlots>(
    weights.map(({ name, value }) => [name, Object.fromEntries(names.map((slot) => [slot, new Float32Array(value.size).fill(initial)]))]),
  );
  return {
    apply(updates, step) {
      const memory = currentHostMemory()!;
      for (const { weight, gradient } of updates) {
        const next = memory.output(weight.spec.shape);
        rule.onHost(choice.config, step, memory.floats(weight.value), memory.floats(gradient), memory.floats(next), slots.get(weight.name)!);
        weight.assign(tf.engine().makeTensorFromTensorInfo(next));
      }
    },
    records: async () =>
      weights.flatMap(({ name, spec }) =>
        Object.entries(slots.get(name)!).map(([slot, data]) => ({ name: `${name}:${slot}`, shape: spec.shape, data: data.slice() })),
      ),
    load(records) {
      for (const { weight, slot, record } of matchRecords(weights, names, records)) slots.get(weight.name)![slot]!.set(record.data);
    },
    dispose: () => slots.clear(),
  };
}

function deviceOptimizer(choice: OptimizerChoice, weights: readonly Weight[]): Optimizer {
  const rule = ruleOf(choice);
  const { names, initial } = fresh(choice);
  const slots = new Map<string, DeviceSlots>(
    weights.map(({ name, spec }) => [name, Object.fromEntries(names.map((slot) => [slot, tf.keep(tf.fill([...spec.shape], initial))]))]),
  );
  return {
    apply(updates, step) {
      tf.tidy(() => {
        for (const { weight, gradient } of updates) {
          const old = slots.get(weight.name)!;
          const next = rule.onDevice(choice.config, step, weight.value, gradient, old);
          for (const [slot, value] of Object.entries(next.slots)) {
            tf.keep(value);
            old[slot]!.dispose();
          }
          slots.set(weight.name, next.slots);
          weight.assign(next.weights);
        }
      });
    },
    records: () =>
      Promise.all(
        weights.flatMap(({ name, spec }) =>
          names.map(async (slot) => ({
            name: `${name}:${slot}`,
            shape: spec.shape,
            data: new Float32Array(await slots.get(name)![slot]!.data<"float32">()),
          })),
        ),
      ),
    load(records) {
      for (const { weight, slot, record } of matchRecords(weights, names, records)) {
        const old = slots.get(weight.name)!;
        old[slot]!.dispose();
        slots.set(weight.name, { ...old, [slot]: tf.keep(tf.tensor(record.data, [...weight.spec.shape], "float32")) });
      }
    },
    dispose() {
      for (const own of slots.values()) tf.dispose(own);
      slots.clear();
    },
  };
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
