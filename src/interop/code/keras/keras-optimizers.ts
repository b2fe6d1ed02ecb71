/** Optimizers, schedules and clipping as Keras says them. */
import { kerasArguments } from "@/interop/code/keras/keras-values";
import { pythonNumber } from "@/interop/code/python/python-values";
import { optimizerOf, type OptimizerName } from "@/network/optimizers";
import type { ScheduleConfig, ScheduleName } from "@/network/schedules";
import type { TrainingSettings } from "@/network/training-settings";

/** Keras' class, and what tells ours from another of the same class. */
export const kerasOptimizers: Readonly<Record<OptimizerName, { readonly className: string; readonly extra?: string }>> = {
  sgd: { className: "SGD" },
  momentum: { className: "SGD" },
  nesterov: { className: "SGD", extra: "nesterov=True" },
  adagrad: { className: "Adagrad" },
  rmsprop: { className: "RMSprop" },
  adam: { className: "Adam" },
  adamw: { className: "AdamW" },
};

/** Argument of every Keras optimizer for each way to clip. */
export const clipArguments = { none: undefined, norm: "global_clipnorm", weightNorm: "clipnorm", value: "clipvalue" } as const;

type ScheduleCall = { readonly [N in ScheduleName]: (config: ScheduleConfig<N>, rate: string) => string };

const steps = (epochs: number) => `round(${pythonNumber(epochs)} * steps_per_epoch)`;
const call = (name: string, ...args: readonly string[]) => `keras.optimizers.schedules.${name}(${args.join(", ")})`;

/** Ours end at the last step of a run, which has number total − 1. */
const scheduleCalls: ScheduleCall = {
  constant: (_config, rate) => rate,
  step: ({ factor, everyEpochs }, rate) => call("ExponentialDecay", rate, `decay_steps=${steps(everyEpochs)}`, `decay_rate=${factor}`, "staircase=True"),
  exponential: ({ factor, everyEpochs, staircase }, rate) =>
    call("ExponentialDecay", rate, `decay_steps=${steps(everyEpochs)}`, `decay_rate=${factor}`, ...(staircase ? ["staircase=True"] : [])),
  cosine: ({ alpha }, rate) => call("CosineDecay", rate, "decay_steps=total_steps - 1", `alpha=${alpha}`),
  polynomial: ({ alpha, power }, rate) =>
    call("PolynomialDecay", rate, "decay_steps=total_steps - 1", `end_learning_rate=${alpha} * ${rate}`, `power=${power}`),
  warmUp: ({ warmUpEpochs, afterwards, alpha }, rate) =>
    call(
      "CosineDecay",
      `${rate} / max(1, warm_up)`,
      "decay_steps=max(1, total_steps - warm_up)",
      // A fall to the whole rate is none.
      `alpha=${afterwards === "constant" ? "1.0" : alpha}`,
      `warmup_target=${rate}`,
      `warmup_steps=max(0, ${warmUpEpochs === 0 ? "0" : "warm_up - 1"})`,
    ),
};

interface KerasOptimizer {
  /** Lines before it, that count steps. */
  readonly before: readonly string[];
  readonly call: string;
}

export function kerasOptimizer({ optimizer, schedule, gradientClip, epochs }: TrainingSettings, stepsPerEpoch: string): KerasOptimizer {
  const { className, extra } = kerasOptimizers[optimizer.name];
  const { learningRate: _, ...fields } = optimizerOf(optimizer.name).fields;
  const rate = (scheduleCalls[schedule.name] as (config: object, rate: string) => string)(schedule.config, pythonNumber(optimizer.config.learningRate));
  const clip = clipArguments[gradientClip.kind];
  const args = [
    `learning_rate=${rate}`,
    ...kerasArguments(fields, optimizer.config, { named: true }),
    // Keras' own momentum, which is none, is said all the same: it tells SGD with one from SGD without.
    ...(className === "SGD" && "momentum" in optimizer.config && optimizer.config.momentum === 0 ? ["momentum=0.0"] : []),
    ...(extra === undefined ? [] : [extra]),
    ...(clip === undefined ? [] : [`${clip}=${pythonNumber(gradientClip.limit)}`]),
  ];
  return {
    before: [
      ...(rate.includes("_step") || rate.includes("warm_up") ? [`steps_per_epoch = ${stepsPerEpoch}`] : []),
      ...(rate.includes("total_steps") ? [`total_steps = ${epochs} * steps_per_epoch`] : []),
      ...(schedule.name === "warmUp" ? [`warm_up = ${steps(schedule.config.warmUpEpochs)}`] : []),
    ],
    call: `keras.optimizers.${className}(${args.join(", ")})`,
  };
}
