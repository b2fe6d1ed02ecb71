/** Examples of a split by their positions, once the data are there. */
import { useCallback } from "react";
import type { Split } from "@/data/define-dataset";
import type { ExampleSet } from "@/engine/protocol";
import { useBench, useRun } from "@/hooks/bench";
import { useLatest } from "@/hooks/use-latest";

/** `indices` may be a fresh array each time: it is compared by content. */
export function useExamples(split: Split, indices: readonly number[]): ExampleSet | undefined {
  const { session } = useBench();
  const data = useRun((state) => state.data);
  const key = indices.join(" ");
  const ask = useCallback((signal: AbortSignal) => session.examples({ split, indices: key.split(" ").map(Number) }, signal), [session, split, key]);
  // When other data are loaded, the same positions are other examples.
  return useLatest(data && key !== "" ? ask : undefined, 0, data);
}

/** Inputs of example `at` of a set. */
export function inputsOf(set: ExampleSet, at: number): Float32Array {
  const size = set.inputShape.reduce((product, length) => product * length, 1);
  return set.inputs.subarray(at * size, (at + 1) * size);
}
