/** The example that the page is looking at: the picked one, or the first test example until one is picked. */
import { useMemo } from "react";
import type { ExampleChoice, ExampleSet } from "@/engine/protocol";
import { useView } from "@/hooks/bench";
import { inputsOf, useExamples } from "@/hooks/use-examples";
import { useShownDataset } from "@/hooks/use-dataset";

const noShape: readonly number[] = [];
const firstTestExample: ExampleChoice = { split: "test", index: 0 };

export function useExampleChoice(): ExampleChoice {
  return useView((state) => state.example) ?? firstTestExample;
}

export interface ShownExample {
  readonly choice: ExampleChoice;
  /** Before normalisation; undefined until it arrived. */
  readonly inputs: Float32Array | undefined;
  readonly shape: readonly number[];
  /** Class number or target values; undefined for a drawing. */
  readonly target: Float32Array | undefined;
  /** Sets of texts: what was written. */
  readonly text: string | undefined;
}

export function useShownExample(): ShownExample {
  const choice = useExampleChoice();
  const isDrawn = "inputs" in choice;
  const set: ExampleSet | undefined = useExamples(isDrawn ? "test" : choice.split, isDrawn ? [] : [choice.index]);
  const inputShape = useShownDataset()?.inputShape ?? noShape;
  // One object as long as it says the same: predictions are asked anew when `inputs` is another array.
  return useMemo(() => {
    if ("inputs" in choice) return { choice, inputs: choice.inputs, shape: inputShape, target: undefined, text: choice.text };
    const isHere = set !== undefined && set.split === choice.split && set.indices[0] === choice.index;
    return {
      choice,
      inputs: isHere ? inputsOf(set, 0) : undefined,
      shape: inputShape,
      target: isHere ? set.targets : undefined,
      text: isHere ? set.texts?.[0] : undefined,
    };
  }, [choice, set, inputShape]);
}
