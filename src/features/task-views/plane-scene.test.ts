import { expect, test } from "vitest";
import { secondClass, shareAt } from "@/features/task-views/plane-scene";

test("the second of two softmax outputs is its class", () => {
  expect([...secondClass(Float32Array.of(0.75, 0.25, 0.5, 0.5), 2)]).toEqual([0.25, 0.5]);
});
test("a single sigmoid output is the second class already", () => {
  expect([...secondClass(Float32Array.of(0.25, 0.75), 1)]).toEqual([0.25, 0.75]);
});

test("a place is read from its cell, top row first", () => {
  const plane = { bounds: { min: -1, max: 1 }, side: 2, second: Float32Array.of(0.1, 0.2, 0.3, 0.4) };
  expect([shareAt(plane, -0.5, 0.5), shareAt(plane, 0.5, 0.5), shareAt(plane, -0.5, -0.5), shareAt(plane, 1, -1)].map((share) => share?.toFixed(1))).toEqual([
    "0.1",
    "0.2",
    "0.3",
    "0.4",
  ]);
});
