/** What the top bar says in each state of a run. */
import { expect, test } from "vitest";
import { say } from "@/base/text";
import type { RunPlan } from "@/engine/protocol";
import { duration, runWords } from "@/features/topbar/run-words";
import { initialTrainingSettings } from "@/network/training-settings";
import { createRunStore, type RunState } from "@/store/run-store";

const plan = { stepsPerEpoch: 750, totalSteps: 7500, batchSize: 64, data: { counts: { train: 48_000 } } } as RunPlan;
const state = (part: Partial<RunState>): RunState => ({ ...createRunStore().getState(), ...part });
const english = (part: Partial<RunState>) =>
  Object.fromEntries(Object.entries(runWords(state(part))).map(([key, value]) => [key, typeof value === "object" ? say(value, "en") : value]));

test("a running run tells epoch, step, speed and the time left", () => {
  expect(english({ run: { status: "running" }, plan, step: 2715, examplesPerSecond: 38_412.7, elapsedMs: 4000, remainingMs: 7970 })).toEqual({
    headline: "Epoch 4 of 10",
    detail: "step 2,715 of 7,500",
    speed: "38,400 examples/s",
    time: "8 s left",
    share: 0.362,
    isBusy: true,
  });
});

test("more than a minute is told in steps of five seconds, so that it does not flicker", () => {
  const left = (remainingMs: number) => english({ run: { status: "running" }, plan, step: 10, remainingMs })["time"];
  expect([59_400, 61_000, 131_200, 133_000].map(left)).toEqual(["59 s left", "1 min left", "2 min 10 s left", "2 min 15 s left"]);
});

test("a run that went back to its best epoch says so at its end, also where it had all its epochs", () => {
  expect(english({ run: { status: "ended", end: { reason: "completed", restoredEpoch: 4 } }, plan, step: 7500 })["headline"]).toBe(
    "Done, kept the best: epoch 4",
  );
  expect(english({ run: { status: "ended", end: { reason: "earlyStopped", bestEpoch: 4, restored: true } }, plan, step: 5250 })["headline"]).toBe(
    "Stopped early, best: epoch 4",
  );
});

test("no time is told before it is known", () => {
  expect(english({ run: { status: "running" }, plan, step: 3, examplesPerSecond: 900, elapsedMs: 300, remainingMs: undefined })["time"]).toBeUndefined();
  expect(english({ run: { status: "running" }, plan, step: 3, examplesPerSecond: 0, elapsedMs: 3000 })["speed"]).toBeUndefined();
});

test("the last step is still in the last epoch", () => {
  const ended = english({ run: { status: "ended", end: { reason: "completed" } }, plan, step: 7500, elapsedMs: 65_000 });
  expect(ended).toMatchObject({ headline: "Done", detail: "step 7,500 of 7,500", share: 1, time: "took 1 min 5 s" });
  expect(english({ run: { status: "paused" }, plan, step: 7500 })["headline"]).toBe("Epoch 10 of 10");
});

test("preparing says with what", () => {
  expect(english({ run: { status: "preparing" } })["detail"]).toBe("looking for the fastest device");
  const device = { backend: "webgpu", adapter: "", reason: { text: { en: "", zh: "" } }, candidates: [] } as const;
  expect(english({ run: { status: "preparing" }, device, dataProgress: { loadedBytes: 2_000_000, totalBytes: 8_000_000 } })).toMatchObject({
    detail: "data: 2.0 of 8.0 MB",
    share: 0.25,
  });
  expect(english({ run: { status: "preparing" }, device, data: {} as never })["detail"]).toBe("building the network");
});

test("durations are short and never jump between units", () => {
  expect([0, 0.02, 0.2, 59.4, 60, 125, 605, 4800].map(duration)).toEqual(["0 s", "0.1 s", "0.2 s", "59 s", "1 min", "2 min 5 s", "10 min", "1 h 20 min"]);
});

test("before a run the time is an estimate from the speed measured on this network", () => {
  const device = { backend: "wasm", adapter: "", reason: { text: { en: "", zh: "" } }, candidates: [{ status: "chosen", stepsPerSecond: 577 }] } as never;
  const data = { counts: { train: 48_000, validation: 12_000, test: 10_000 }, classCounts: {} } as never;
  const training = { ...initialTrainingSettings(), batchSize: 64, epochs: 10 };
  const words = runWords(state({ device, data }), training);
  expect(words.speed && say(words.speed, "en")).toBe("about 13 s for 10 epochs");
  expect(runWords(state({ data }), training).speed).toBeUndefined();
});

test("a run that a reload brought back shows how far it came, from its own settings", () => {
  const data = { counts: { train: 48_000, validation: 12_000, test: 10_000 }, classCounts: {} } as never;
  const training = { ...initialTrainingSettings(), batchSize: 64, epochs: 10 };
  const pinned = { project: { training }, revision: 0 } as never;
  const brokenOff = { run: { status: "ended", end: { reason: "stopped" } }, step: 750, elapsedMs: 5000, data, pinned } as const;
  expect(english(brokenOff)).toMatchObject({ headline: "Stopped", detail: "step 750 of 7,500", share: 0.1, time: "took 5 s" });
  expect(english({ ...brokenOff, data: undefined })).toMatchObject({ headline: "Stopped", share: undefined, isBusy: false });
});
