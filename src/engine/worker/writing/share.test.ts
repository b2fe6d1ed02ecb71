import { expect, test } from "vitest";
import { createShare } from "@/engine/worker/writing/share";

interface Pace {
  /** A second. */
  readonly tokens: number;
  readonly pieces: number;
  /** Of the time. */
  readonly share: number;
  readonly longestTurnMs: number;
}

/** Writes for two seconds beside training that lets it in every `gapMs`, a token in `tokenMs`. */
function pace(gapMs: number, tokenMs: number): Pace {
  let [time, tokens, pieces, spent, longestTurnMs] = [0, 0, 0, 0, 0];
  const share = createShare(
    () => time,
    () => true,
    () => true,
  );
  while (time < 2000) {
    if (share.wait() === 0) {
      const from = time;
      const turn = share.turn();
      let written = 0;
      do {
        time += tokenMs;
        written++;
      } while (time < turn.end && written < turn.tokens);
      spent += time - from;
      longestTurnMs = Math.max(longestTurnMs, time - from);
      tokens += written;
      pieces++;
      share.took(from, written);
    }
    time += gapMs;
  }
  return { tokens: (1000 * tokens) / time, pieces: (1000 * pieces) / time, share: spent / time, longestTurnMs };
}

test("a reader gets as many tokens as were promised and no more, however seldom training has a moment", () => {
  for (const gapMs of [1, 20, 50, 200]) {
    const { tokens } = pace(gapMs, 0.5);
    expect(tokens).toBeGreaterThanOrEqual(100);
    expect(tokens).toBeLessThan(140);
  }
});

test("pieces are few enough to be drawn, and short where tokens are cheap", () => {
  const { pieces, longestTurnMs, share } = pace(1, 0.5);
  expect(pieces).toBeLessThan(35);
  expect(longestTurnMs).toBeLessThan(4);
  expect(share).toBeLessThan(0.1);
});

test("whatever a token costs, a turn ends within a frame, and training keeps two thirds of the time", () => {
  for (const tokenMs of [0.5, 3, 4]) expect(pace(5, tokenMs).longestTurnMs).toBeLessThan(16.7);
  const { tokens, share } = pace(1, 20);
  expect(share).toBeLessThan(0.35);
  expect(tokens).toBeLessThan(18);
});

test("a pause does not become a flood: only half a second is made up for, turn by turn", () => {
  let time = 0;
  const share = createShare(
    () => time,
    () => true,
    () => true,
  );
  share.took(0, 1);
  time = 10_000;
  const { end, tokens } = share.turn();
  // Of half a second, and of the time until the next turn.
  expect(tokens).toBe(64);
  expect(end - time).toBe(12);
  // Tokens that cost nothing come at once until it is made up for.
  share.took(time, tokens);
  expect(share.wait()).toBeGreaterThan(30);
});
