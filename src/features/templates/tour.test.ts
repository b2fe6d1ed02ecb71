/** The three ideas of the first minute come in their order. */
import { expect, test } from "vitest";
import { tourStep, type TourStep } from "@/features/templates/tour";
import { createRunStore, type RunState } from "@/store/run-store";

const run = (part: Partial<RunState>): RunState => ({ ...createRunStore().getState(), ...part });
const seen = (...steps: readonly TourStep[]) => new Set(steps);

test("an untrained network asks for Train, once", () => {
  expect(tourStep(run({}), seen())).toBe("train");
  expect(tourStep(run({}), seen("train"))).toBeUndefined();
});

test("a running one points at the curves, and at Try it once these were seen and something was judged", () => {
  const running = { run: { status: "running" } } as const;
  expect(tourStep(run(running), seen("train"))).toBe("watch");
  expect(tourStep(run(running), seen("train", "watch"))).toBeUndefined();
  const judged = { ...running, evaluation: {} as RunState["evaluation"] };
  expect(tourStep(run(judged), seen("train", "watch"))).toBe("try");
});

test("a finished one asks to try it even when the curves were never closed", () => {
  const ended = { run: { status: "ended", end: { reason: "completed" } } } as const;
  expect(tourStep(run(ended), seen())).toBe("try");
  expect(tourStep(run(ended), seen("train", "watch", "try"))).toBeUndefined();
});

test("one that failed asks for nothing: its notice speaks, and the tour goes on with the next run", () => {
  const failed = { run: { status: "ended", end: { reason: "failed", problem: { code: "training.diverged", what: { text: { en: "", zh: "" } } } } } } as const;
  expect(tourStep(run(failed), seen("train"))).toBeUndefined();
  expect(tourStep(run({ run: { status: "running" } }), seen("train"))).toBe("watch");
});
