import { expect, test } from "vitest";
import { rmsTogether } from "@/features/miniatures/rms-together";

test("the root mean square of several tensors is that of all their values", () => {
  // 3, 4 and 0, 0, 0, 5.
  const tensors = [
    { shape: [2], rms: Math.sqrt((9 + 16) / 2) },
    { shape: [2, 2], rms: Math.sqrt(25 / 4) },
  ];
  expect(rmsTogether(tensors)).toBeCloseTo(Math.sqrt((9 + 16 + 25) / 6), 12);
  expect(rmsTogether([])).toBeUndefined();
});
