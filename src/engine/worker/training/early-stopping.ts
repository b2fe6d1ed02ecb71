/** When a run ends by itself: the best value so far, and for how long nothing was better. */
import type { EpochRecord, TensorRecord } from "@/engine/protocol";
import type { TrainingSettings } from "@/network/training-settings";

export interface BestEpoch {
  readonly value: number;
  readonly epoch: number;
  readonly sinceEpochs: number;
  readonly weights?: readonly TensorRecord[];
}
export type EarlyStoppingSettings = TrainingSettings["earlyStopping"];

/** The value watched; undefined when nothing is held out for validation. */
export function monitored({ monitor }: EarlyStoppingSettings, record: EpochRecord): number | undefined {
  return monitor === "valLoss" ? record.valLoss : record.valAccuracy;
}

/** True when `value` beats the best by more than `minDelta`. */
export function isImprovement(settings: EarlyStoppingSettings, best: BestEpoch | undefined, value: number): boolean {
  if (Number.isNaN(value)) return false;
  if (!best) return true;
  return settings.monitor === "valLoss" ? value < best.value - settings.minDelta : value > best.value + settings.minDelta;
}

/** As Keras: ends when `patience` epochs in a row brought nothing better. */
export function isOver(settings: EarlyStoppingSettings, best: BestEpoch | undefined): boolean {
  return settings.enabled && best !== undefined && best.sinceEpochs > 0 && best.sinceEpochs >= settings.patience;
}
