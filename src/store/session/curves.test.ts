/** Curves stay in step while a run grows, is cut and goes on. */
import { expect, test } from "vitest";
import { createCurveRecorder } from "@/store/session/curves";

test("weights stand beside the losses of the same steps, also after a cut", () => {
  const recorder = createCurveRecorder();
  recorder.append("loss", 0, Float32Array.of(3, 2, 1));
  recorder.appendWeights(3, Float32Array.of(1, 1, 2, 2, 3, 3));
  recorder.cutAt(2);
  recorder.append("loss", 2, Float32Array.of(1));
  recorder.appendWeights(1, Float32Array.of(9, 9));
  const { weights } = recorder.curves;
  expect(Array.from(weights.value.subarray(0, weights.length * weights.paramCount))).toEqual([1, 1, 2, 2, 9, 9]);
});

test("weights that were not kept are unknown, not zero", () => {
  const recorder = createCurveRecorder();
  recorder.append("loss", 0, Float32Array.of(3, 2));
  recorder.append("loss", 2, Float32Array.of(1));
  recorder.appendWeights(1, Float32Array.of(7, 8));
  const { weights } = recorder.curves;
  expect(weights.length).toBe(3);
  expect(Array.from(weights.value.subarray(0, 6))).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, 7, 8]);
});
