/** Finds an example of the wished kind and makes it the one that the page looks at. */
import { useCallback, useRef, useState } from "react";
import { createRng } from "@/base/rng";
import type { Text } from "@/base/text";
import { useBench } from "@/hooks/bench";

/** `any`, `mistake`, or a class number as text. */
export type Wanted = string;

const sampleSize = 200;

export function useFindExample(): { readonly find: (wanted: Wanted) => Promise<void>; readonly isFinding: boolean; readonly problem: Text | undefined } {
  const { run, session, view } = useBench();
  const [isFinding, setFinding] = useState(false);
  const [problem, setProblem] = useState<Text>();
  // Each press draws anew; which examples come is of no consequence for a run.
  const presses = useRef(0);
  const find = useCallback(
    async (wanted: Wanted) => {
      const rng = createRng(++presses.current + Math.floor(performance.now()));
      setProblem(undefined);
      const state = run.getState();
      if (wanted === "mistake") {
        const evaluation = state.testEvaluation ?? state.evaluation;
        const wrong: number[] = [];
        evaluation?.labels?.forEach((label, i) => {
          if (label !== evaluation.predictions?.[i]) wrong.push(evaluation.indices[i] ?? 0);
        });
        const index = wrong[rng.int(Math.max(1, wrong.length))];
        if (evaluation && index !== undefined) view.setState({ example: { split: evaluation.split, index } });
        else setProblem({ en: "It made no mistakes.", zh: "它没有答错。" });
        return;
      }
      setFinding(true);
      try {
        const { indices, targets } = await session.examples({ split: "test", sample: { count: wanted === "any" ? 1 : sampleSize, seed: rng.int(2 ** 31) } });
        const fitting = indices.filter((_, i) => wanted === "any" || targets[i] === Number(wanted));
        const index = fitting[rng.int(Math.max(1, fitting.length))];
        if (index === undefined) setProblem({ en: "None found among 200; press Another.", zh: "在 200 个中没有找到，请点“换一个”。" });
        else view.setState({ example: { split: "test", index } });
      } catch {
        setProblem({ en: "The data are not loaded yet.", zh: "数据尚未加载。" });
      } finally {
        setFinding(false);
      }
    },
    [run, session, view],
  );
  return { find, isFinding, problem };
}
