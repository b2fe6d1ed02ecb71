import { expect, test } from "vitest";
import type { EngineEvents } from "@/engine/protocol";
import { createDesk } from "@/engine/worker/writing/desk";
import type { IsTime } from "@/engine/worker/writing/reader";
import type { Writer } from "@/engine/worker/writing/writer";

/** A desk on a clock that only writing and resting move, `tokenMs` for each token and each of the `pieces` that are read before the first. */
function world({ tokenMs = 2, isOneThread = true, pieces = 0 }: { tokenMs?: number; isOneThread?: boolean; pieces?: number } = {}) {
  const state = { now: 0, isTraining: false, step: 0, readAgain: 0, breaths: 0 };
  const events: EngineEvents["model.written"][] = [];
  const turns: { from: number; ms: number }[] = [];
  const writer = (count: number): Writer => {
    let [left, unread] = [count, pieces];
    const writeAtOnce = (isTime: IsTime) => {
      const from = state.now;
      const tokens = [];
      while (left > 0) {
        if (unread > 0) unread--;
        else tokens.push({ id: left--, probability: 1, alternatives: [] });
        state.now += tokenMs;
        if (isTime(tokens.length)) break;
      }
      turns.push({ from, ms: state.now - from });
      return tokens;
    };
    return {
      get isDone() {
        return left === 0;
      },
      write: (isTime) => Promise.resolve(writeAtOnce(isTime)),
      writeAtOnce,
      readAgain: () => void state.readAgain++,
      dispose: () => {},
    };
  };
  const desk = createDesk({
    emit: (kind, event) => void (kind === "model.written" && events.push(event as EngineEvents["model.written"])),
    clock: () => state.now,
    breathe: () => {
      state.breaths++;
      return Promise.resolve();
    },
    pause(ms) {
      state.now += ms;
      return Promise.resolve();
    },
    isTraining: () => state.isTraining,
    isOneThread: () => isOneThread,
    step: () => state.step,
  });
  const write = (count: number, signal = new AbortController().signal) => desk.write("text1", () => writer(count), signal);
  return { state, events, turns, desk, write };
}

test("alone it writes turn by turn, with room for messages between, and tells every piece", async () => {
  const { state, events, write } = world();
  const all = await write(50);
  expect(all).toHaveLength(50);
  expect(events.flatMap(({ tokens }) => tokens)).toEqual(all);
  expect(events.map(({ tokens }) => tokens.length)).toEqual([20, 20, 10]);
  expect(state.breaths).toBe(3);
});

/** Lets training step for a second, with a moment every 5 ms; what was written meanwhile, and how long training stood still. */
async function besideOneStep(options: Parameters<typeof world>[0]) {
  const { state, events, turns, desk, write } = world(options);
  state.isTraining = true;
  const text = write(1000);
  await Promise.resolve();
  // The step holds the thread: nothing but interludes can write.
  const [before, soFar] = [state.now, events.flatMap(({ tokens }) => tokens).length];
  const turnsBefore = turns.length;
  while (state.now < before + 1000) {
    state.now += 5;
    desk.interlude();
  }
  const own = turns.slice(turnsBefore);
  desk.clear();
  await expect(text).rejects.toMatchObject({ problem: { code: "engine.noModel" } });
  return {
    tokens: events.flatMap(({ tokens }) => tokens).length - soFar,
    longestTurnMs: Math.max(...turns.map(({ ms }) => ms)),
    share: own.reduce((sum, { ms }) => sum + ms, 0) / (state.now - before),
  };
}

test("within a training step of a second it writes 100 tokens and more, in turns of a frame, and training has most of the time", async () => {
  const cheap = await besideOneStep({ tokenMs: 0.5 });
  expect(cheap.tokens).toBeGreaterThanOrEqual(100);
  expect(cheap.longestTurnMs).toBeLessThanOrEqual(6);
  expect(cheap.share).toBeLessThanOrEqual(0.1);
  const dear = await besideOneStep({ tokenMs: 4 });
  expect(dear.tokens).toBeGreaterThanOrEqual(50);
  expect(dear.longestTurnMs).toBeLessThanOrEqual(16);
  expect(dear.share).toBeLessThanOrEqual(0.36);
});

test("a long beginning is read over several turns: training stands still for it no longer than for tokens", async () => {
  const { tokens, longestTurnMs, share } = await besideOneStep({ tokenMs: 3, pieces: 60 });
  expect(tokens).toBeGreaterThan(10);
  expect(longestTurnMs).toBeLessThanOrEqual(15);
  expect(share).toBeLessThanOrEqual(0.36);
});

test("where the device works by itself no interlude writes", async () => {
  const { state, events, desk, write } = world({ isOneThread: false });
  state.isTraining = true;
  const text = write(3);
  state.now += 1000;
  desk.interlude();
  expect(events).toEqual([]);
  await text;
});

test("once training stands still, a text begun before is read again; beside training it is not", async () => {
  const { state, write } = world();
  const text = write(60);
  await Promise.resolve();
  state.step = 5;
  await text;
  expect(state.readAgain).toBe(1);
});

test("texts wait for each other; one that is stopped, or whose network goes, ends", async () => {
  const { desk, write, events } = world();
  const stop = new AbortController();
  const stopped = write(1000, stop.signal);
  const next = write(3);
  await Promise.resolve();
  stop.abort(new Error("Stopped."));
  await expect(stopped).rejects.toThrow("Stopped.");
  expect(await next).toHaveLength(3);
  const gone = write(1000);
  const count = events.length;
  await Promise.resolve();
  desk.clear();
  await expect(gone).rejects.toMatchObject({ problem: { code: "engine.noModel" } });
  expect(events.length - count).toBeLessThan(3);
});
