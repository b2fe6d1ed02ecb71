/** Runs what a button asks of the engine; what fails there is told as a toast unless the run itself tells it. */
import { useCallback } from "react";
import { problemOf } from "@/base/problem";
import { useBench } from "@/hooks/bench";
import { useSay } from "@/ui/locale";
import { useToast } from "@/ui/toasts";

export function useAct(): (action: () => Promise<unknown>) => void {
  const say = useSay();
  const toast = useToast();
  const { run } = useBench();
  return useCallback(
    (action) => {
      action().catch((error: unknown) => {
        const problem = problemOf(error);
        if (run.getState().problem?.code === problem.code) return;
        toast({ icon: "circle-alert", text: [problem.what, problem.remedy].flatMap((part) => (part ? [say(part)] : [])).join(" ") });
      });
    },
    [run, say, toast],
  );
}
