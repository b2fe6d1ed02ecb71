/** Examples of a split by their positions, once the data are there. */
import { useCallback } from "react";
import { isSameExamples } from "@/data/data-settings";
import type { Split } from "@/data/define-dataset";
import type { ExampleSet } from "@/engine/protocol";
import { useBench, useRun } from "@/hooks/bench";
import { useShownProject } from "@/hooks/use-dataset";
import { useLatest } from "@/hooks/use-latest";

/** `indices` may be a fresh array each time: it is compared by content. Undefined while the data on screen are not those that are loaded. */
export function useExamples(split: Split, indices: readonly number[]): ExampleSet | undefined {
  const { session } = useBench();
  const loaded = useRun((state) => state.loadedData);
  const shown = useShownProject().data;
  const key = indices.join(" ");
  // When other data are loaded, the same positions are other examples.
  const ask = useCallback(
    async (signal: AbortSignal) => ({ of: loaded, set: await session.examples({ split, indices: key.split(" ").map(Number) }, signal) }),
    [session, split, key, loaded],
  );
  const isHere = loaded !== undefined && isSameExamples(loaded, shown);
  const answer = useLatest(isHere && key !== "" ? ask : undefined);
  return isHere && answer?.of && isSameExamples(answer.of, shown) ? answer.set : undefined;
}

/** Inputs of example `at` of a set. */
export function inputsOf(set: ExampleSet, at: number): Float32Array {
  const size = set.inputShape.reduce((product, length) => product * length, 1);
  return set.inputs.subarray(at * size, (at + 1) * size);
}
