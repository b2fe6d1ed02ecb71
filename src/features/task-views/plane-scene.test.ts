import { expect, test } from "vitest";
import { secondClass } from "@/features/task-views/plane-scene";

test("the second of two softmax outputs is its class", () => {
  expect([...secondClass(Float32Array.of(0.75, 0.25, 0.5, 0.5), 2)]).toEqual([0.25, 0.5]);
});
test("a single sigmoid output is the second class already", () => {
  expect([...secondClass(Float32Array.of(0.25, 0.75), 1)]).toEqual([0.25, 0.75]);
});
