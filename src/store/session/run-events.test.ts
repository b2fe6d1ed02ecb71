import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Engine, EngineEvents } from "@/engine/protocol";
import { initialProject } from "@/project/initial-project";
import { createRunStore } from "@/store/run-store";
import { createRunRecorder } from "@/store/session/run-events";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A run that is shown, and what its worker tells. */
function shownRun() {
  const run = createRunStore();
  const listeners = new Map<string, (event: unknown) => void>();
  const engine = { on: (name: string, listener: (event: unknown) => void) => listeners.set(name, listener) } as unknown as Engine;
  const recorder = createRunRecorder({ run, onCheckpoint() {}, onEnded() {} });
  recorder.follow(engine);
  recorder.begin("run", initialProject("p"), 0);
  const say = <K extends keyof EngineEvents>(name: K, event: EngineEvents[K]) => listeners.get(name)?.(event);
  const step = (at: number) =>
    say("training.progress", {
      runId: "run",
      firstStep: at,
      loss: Float32Array.of(1 / (at + 1)),
      learningRate: Float32Array.of(0.1),
      examplesPerSecond: 1000,
      elapsedMs: at,
    });
  let changes = 0;
  run.subscribe(() => changes++);
  return { run, say, step, changes: () => changes };
}

test("a hundred reports within a moment change the page twice, and no step of the curve is missed", () => {
  const { run, step, changes } = shownRun();
  for (let at = 0; at < 100; at++) step(at);
  expect(run.getState().step).toBe(1);
  vi.advanceTimersByTime(1000);
  expect(changes()).toBe(2);
  expect(run.getState().step).toBe(100);
  const { loss } = run.getState().curves;
  expect(Array.from(loss.step.subarray(0, loss.length))).toEqual(Array.from({ length: 100 }, (_, i) => i));
});

test("the end of a run comes after all of its steps", () => {
  const { run, say, step } = shownRun();
  for (let at = 0; at < 5; at++) step(at);
  const seen: number[] = [];
  run.subscribe(({ run: { status }, step: reached }) => status === "ended" && seen.push(reached));
  say("training.ended", { runId: "run", step: 5, end: { reason: "completed" } });
  expect(seen).toEqual([5]);
  expect(run.getState().elapsedMs).toBe(4);
  vi.advanceTimersByTime(1000);
  expect(run.getState().run.status).toBe("ended");
});
