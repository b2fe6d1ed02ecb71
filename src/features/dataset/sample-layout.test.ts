import { expect, test } from "vitest";
import { datasetOf } from "@/data/datasets";
import { placeSamples, sampleLayout } from "@/features/dataset/sample-layout";

const layout = { columns: 3, rows: 2, hasClassColumns: true };

test("digits get a column per class, pairs of noisy and clean images none", () => {
  expect(sampleLayout(datasetOf("mnist"))).toEqual({ columns: 10, rows: 4, hasClassColumns: true });
  expect(sampleLayout(datasetOf("mnist-denoise"))).toEqual({ columns: 9, rows: 2, hasClassColumns: false });
});

test("each example stands in the column of its class, a class with too few leaves cells empty", () => {
  const set = { indices: [10, 11, 12, 13], targets: Float32Array.of(2, 0, 2, 2) };
  expect(placeSamples(layout, set)).toEqual([1, undefined, 0, undefined, undefined, 2]);
});

test("without classes they are read row by row", () => {
  const set = { indices: [5, 6, 7, 8], targets: new Float32Array(0) };
  expect(placeSamples({ ...layout, hasClassColumns: false }, set)).toEqual([0, 1, 2, 3, undefined, undefined]);
});
