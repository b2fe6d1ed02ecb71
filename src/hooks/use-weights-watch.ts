/** For answers that follow the training: a question is asked again after each report, without its part of the page being rendered for that. */
import { useCallback } from "react";
import { useBench } from "@/hooks/bench";
import type { Watch } from "@/hooks/use-latest";

/** Calls back whenever the weights on the device may have changed. */
export function useWeightsWatch(): Watch {
  const { run } = useBench();
  return useCallback(
    (again) =>
      run.subscribe((state, before) => {
        if (state.weightsRevision !== before.weightsRevision) again();
      }),
    [run],
  );
}
