/** What the network answers now, while it is training too: asked again when the inputs or the weights change. */
import { useCallback } from "react";
import { useBench, useRun } from "@/hooks/bench";
import { useLatest } from "@/hooks/use-latest";
import { useWeightsWatch } from "@/hooks/use-weights-watch";

export interface Prediction {
  /** What was asked; compare before trusting that an answer belongs to what is on screen. */
  readonly inputs: Float32Array;
  readonly outputs: Float32Array;
  readonly shape: readonly number[];
}

/** At most ten times a second. `inputs` must keep its identity while it says the same. */
export function usePrediction(inputs: Float32Array | undefined, pauseMs = 100): Prediction | undefined {
  const { session } = useBench();
  const weights = useWeightsWatch();
  const isReady = useRun((state) => state.model !== undefined || state.plan !== undefined);
  const ask = useCallback(
    async (signal: AbortSignal): Promise<Prediction> => {
      const asked = inputs ?? new Float32Array();
      // A copy, since what crosses to the worker may be transferred.
      return { inputs: asked, ...(await session.predict({ inputs: asked.slice() }, signal)) };
    },
    [session, inputs],
  );
  return useLatest(inputs && isReady ? ask : undefined, pauseMs, undefined, weights);
}
