/** When a run ends by itself: the best value so far, and for how long nothing was better. */
import type { EpochRecord, TensorRecord } from "@/engine/protocol";
import type { TrainingSettings } from "@/network/training-settings";

export interface BestEpoch {
  readonly value: number;
  readonly epoch: number;
  readonly sinceEpochs: number;
  readonly weights?: readonly TensorRecord[];
}
type EarlyStoppingSettings = TrainingSettings["earlyStopping"];

/** The value watched; undefined when nothing is held out for validation. */
function monitored({ monitor }: EarlyStoppingSettings, record: EpochRecord): number | undefined {
  return monitor === "valLoss" ? record.valLoss : record.valAccuracy;
}

/** True when `value` beats the best by more than `minDelta`. */
function isImprovement(settings: EarlyStoppingSettings, best: BestEpoch | undefined, value: number): boolean {
  if (Number.isNaN(value)) return false;
  if (!best) return true;
  return settings.monitor === "valLoss" ? value < best.value - settings.minDelta : value > best.value + settings.minDelta;
}

/** The best epoch once `record` is known; weights are taken where the run is to go back to them. */
export async function bestAfter(
  settings: EarlyStoppingSettings,
  best: BestEpoch | undefined,
  record: EpochRecord,
  weights: () => Promise<readonly TensorRecord[]>,
): Promise<BestEpoch | undefined> {
  const value = monitored(settings, record);
  if (value === undefined) return best;
  if (isImprovement(settings, best, value))
    return { value, epoch: record.epoch, sinceEpochs: 0, ...(settings.restoreBest ? { weights: await weights() } : {}) };
  return best && { ...best, sinceEpochs: best.sinceEpochs + 1 };
}

/** As Keras: ends when `patience` epochs in a row brought nothing better. */
export function isOver(settings: EarlyStoppingSettings, best: BestEpoch | undefined): boolean {
  return settings.enabled && best !== undefined && best.sinceEpochs > 0 && best.sinceEpochs >= settings.patience;
}
