import { expect, test } from "vitest";
import { say } from "@/base/text";
import type { Say } from "@/ui/locale";
import { hiddenEffects, slopeEffects, slopeSum } from "@/features/try-it/token-effects";

const inEnglish: Say = (what, values) => say(values && !("text" in what) ? { text: what, values } : what, "en");

test("a hidden token is told by how much less sure the answer is, and small effects by nothing", () => {
  expect(hiddenEffects({ best: 1, effects: [0.5, -0.125, 0.001] }, inEnglish)).toEqual([
    { share: 0.5, told: "without it 50 % less sure" },
    { share: -0.125, told: "without it 13 % surer" },
    undefined,
  ]);
});

test("slopes are shaded against the strongest of the tokens that are there, and their sum is that of all steps", () => {
  const attribution = { effects: Float32Array.of(4, -2, 0, 0.5), score: 3 };
  expect(slopeEffects(attribution, 3, inEnglish)).toEqual([
    { share: 1, told: "adds 4.00 to the score" },
    { share: -0.5, told: "takes 2.00 from the score" },
    undefined,
  ]);
  expect(slopeSum(attribution)).toBe(2.5);
  expect(slopeEffects({ effects: new Float32Array(2), score: 0 }, 2, inEnglish)).toEqual([undefined, undefined]);
});
