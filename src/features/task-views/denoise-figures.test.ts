import { expect, test } from "vitest";
import { denoiseCsv, distance } from "@/features/task-views/denoise-figures";

const clean = Float32Array.of(0, 1);

test("the distance of two images is the mean of squares", () => {
  expect(distance(Float32Array.of(1, 1), clean)).toBe(0.5);
  expect(distance(clean, clean)).toBe(0);
});
test("each image has a row; what the network has not answered yet stays empty", () => {
  const noisy = Float32Array.of(0.5, 0.5);
  expect(
    denoiseCsv([
      { noisy, restored: clean, clean },
      { noisy, restored: undefined, clean },
    ]),
  ).toEqual([
    ["image", "mse_noisy", "mse_restored"],
    [1, 0.25, 0],
    [2, 0.25, ""],
  ]);
});
