import { expect, test } from "vitest";
import { occludedRows, occlusionOf } from "@/features/try-it/occlusion";

test("each token is hidden once, and padding never", () => {
  expect([...occludedRows(Float32Array.of(7, 8, 0), 2)]).toEqual([7, 8, 0, 1, 8, 0, 7, 1, 0]);
});

test("a token's effect is what the answer loses without it", () => {
  // The whole text: 0.75 for class 1; without the first token 0.25, without the second 0.875.
  const found = occlusionOf(Float32Array.of(0.25, 0.75, 0.75, 0.25, 0.125, 0.875), 2, 2);
  expect(found).toEqual({ best: 1, effects: [0.5, -0.125] });
});

test("one sigmoid unit is read for both classes", () => {
  expect(occlusionOf(Float32Array.of(0.25, 0.5), 1, 2)).toEqual({ best: 0, effects: [0.25] });
});

test("scores that are no probabilities have no effect that could be compared", () => {
  expect(occlusionOf(Float32Array.of(3, -1, 2, 0), 1, 2)).toBeUndefined();
});
