import { expect, test } from "vitest";
import { mapRange } from "@/features/miniatures/map-range";

test("activations after ReLU run from zero to their own maximum", () => {
  expect(mapRange([0, 0.5, 2])).toEqual({ ramp: "sequential", range: [0, 2] });
});
test("signed values are coloured symmetrically about zero", () => {
  expect(mapRange([-3, 1])).toEqual({ ramp: "diverging", range: [-3, 3] });
});
test("a dead map has a range of nothing", () => {
  expect(mapRange([0, 0])).toEqual({ ramp: "sequential", range: [0, 0] });
});
