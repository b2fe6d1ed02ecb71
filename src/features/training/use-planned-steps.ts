/** Steps of one epoch with the settings as they stand, as soon as the data are counted. */
import { useTraining } from "@/features/training/use-training";
import { useRun } from "@/hooks/bench";
import { stepsPerEpoch } from "@/store/derived";

/** Only the shape of a schedule is drawn from it, until the data are counted. */
const stepsBeforeCounted = 100;

export function usePlannedSteps(): { readonly stepsPerEpoch: number; readonly trainCount: number | undefined } {
  const { batchSize } = useTraining().training;
  const trainCount = useRun((state) => state.data?.counts.train);
  if (!trainCount) return { stepsPerEpoch: stepsBeforeCounted, trainCount: undefined };
  return { stepsPerEpoch: stepsPerEpoch(trainCount, batchSize), trainCount };
}
