/** What is judged: the newest answers on validation while training, or those on the test set once asked for. */
import { useRun } from "@/hooks/bench";
import { useAfterFrame } from "@/hooks/use-after-frame";
import type { Evaluation } from "@/engine/protocol";

/** `live` follows the training; `test` is the final exam. */
export type Judged = "live" | "test";

/** Tables and pictures of an evaluation are drawn between frames, not instead of them. */
export function useEvaluation(judged: Judged): Evaluation | undefined {
  return useAfterFrame(useRun((state) => (judged === "test" ? state.testEvaluation : state.evaluation)));
}
