/** What is judged: the newest answers on validation while training, or those on the test set once asked for. */
import { useRun } from "@/hooks/bench";
import { useInTurn } from "@/hooks/in-turn";
import { usePaced } from "@/hooks/use-paced";
import type { Evaluation } from "@/engine/protocol";

/** `live` follows the training; `test` is the final exam. */
export type Judged = "live" | "test";

/** A fast run is judged many times a second; nobody reads a table that fast. */
const refreshMs = 700;

/** Tables and pictures of an evaluation have turns of their own. */
export function useEvaluation(judged: Judged): Evaluation | undefined {
  const live = usePaced(
    useRun((state) => state.evaluation),
    refreshMs,
  );
  const test = useRun((state) => state.testEvaluation);
  return useInTurn(judged === "test" ? test : live, "evaluation");
}
