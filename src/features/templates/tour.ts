/** The first minute: three ideas, each shown when its time has come. Pure. */
import type { RunState } from "@/store/run-store";

export type TourStep = "train" | "watch" | "try";
export const tourSteps: readonly TourStep[] = ["train", "watch", "try"];

/** Where the tour stands, from what the person has done; `seen` are the steps already closed. */
export function tourStep(run: Pick<RunState, "run" | "evaluation">, seen: ReadonlySet<TourStep>): TourStep | undefined {
  const { status } = run.run;
  // A run that failed has its own notice; whoever begins the next one is taken up again.
  if (run.run.status === "ended" && run.run.end.reason === "failed") return undefined;
  const next: TourStep =
    status === "idle" || status === "preparing" ? "train" : status === "ended" || (run.evaluation !== undefined && seen.has("watch")) ? "try" : "watch";
  return seen.has(next) ? undefined : next;
}
