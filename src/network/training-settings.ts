/** How a network is trained: plain JSON, part of the project. Optimizers, losses and schedules are registries beside this. */
import { initialConfigOf } from "@/network/fields";
import type { LossName } from "@/network/losses";
import { initialOptimizer, type OptimizerConfig, type OptimizerName } from "@/network/optimizers";
import { initialSchedule, type ScheduleConfig, type ScheduleName } from "@/network/schedules";
import { earlyStoppingFields, gradientClipFields, trainingFields } from "@/network/training-fields";

export type OptimizerChoice = { [N in OptimizerName]: { readonly name: N; readonly config: OptimizerConfig<N> } }[OptimizerName];
export type ScheduleChoice = { [N in ScheduleName]: { readonly name: N; readonly config: ScheduleConfig<N> } }[ScheduleName];

export interface TrainingSettings {
  /** Initial weights, shuffling, dropout and augmentation all derive from it. */
  readonly seed: number;
  readonly loss: LossName;
  readonly optimizer: OptimizerChoice;
  readonly schedule: ScheduleChoice;
  /** Examples per step; `full` = all training examples in one step. */
  readonly batchSize: number | "full";
  readonly epochs: number;
  readonly gradientClip: { readonly kind: "none" | "norm" | "weightNorm" | "value"; readonly limit: number };
  readonly earlyStopping: {
    readonly enabled: boolean;
    readonly monitor: "valLoss" | "valAccuracy";
    /** Epochs without an improvement of more than `minDelta` before the run ends. */
    readonly patience: number;
    readonly minDelta: number;
    readonly restoreBest: boolean;
  };
}

/** Where a new project starts: Adam at its usual rate, ten epochs, everything optional off. */
export function initialTrainingSettings(): TrainingSettings {
  return {
    ...initialConfigOf(trainingFields),
    loss: "sparseCategoricalCrossentropy",
    optimizer: initialOptimizer("adam"),
    schedule: initialSchedule("constant"),
    gradientClip: initialConfigOf(gradientClipFields),
    earlyStopping: initialConfigOf(earlyStoppingFields),
  };
}
