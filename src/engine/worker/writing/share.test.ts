import { expect, test } from "vitest";
import { createShare } from "@/engine/worker/writing/share";

/** Writes for two seconds beside training that lets it in every `gapMs`, one token per turn of `tokenMs`; tokens a second. */
function pace(gapMs: number, tokenMs: number): { readonly tokens: number; readonly share: number } {
  let time = 0;
  let tokens = 0;
  let spent = 0;
  const share = createShare(
    () => time,
    () => true,
    () => true,
  );
  while (time < 2000) {
    if (share.wait() === 0) {
      const from = time;
      const end = share.turnEnd();
      let written = 0;
      do {
        time += tokenMs;
        written++;
      } while (time < end);
      spent += time - from;
      tokens += written;
      share.took(from, written);
    }
    time += gapMs;
  }
  return { tokens: (1000 * tokens) / time, share: spent / time };
}

test("a reader gets as many tokens as they follow and no more, however seldom training has a moment", () => {
  expect(pace(1, 3).tokens).toBeCloseTo(64, -1);
  expect(pace(50, 3).tokens).toBeGreaterThan(55);
  expect(pace(50, 3).tokens).toBeLessThan(72);
});

test("training keeps two thirds of the time where tokens are dear", () => {
  const { tokens, share } = pace(1, 20);
  expect(share).toBeLessThan(0.35);
  expect(tokens).toBeLessThan(18);
});

test("a pause does not become a flood: only half a second is made up for", () => {
  let time = 0;
  const share = createShare(
    () => time,
    () => true,
    () => true,
  );
  share.took(0, 1);
  time = 10_000;
  let tokens = 0;
  // Tokens that cost nothing come at once until half a second is made up for.
  while (share.wait() === 0) {
    share.took(time, 1);
    tokens++;
  }
  // And the one that is wanted now.
  expect(tokens).toBe(32 + 1);
});
