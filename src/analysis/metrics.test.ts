/** All figures against scikit-learn and NumPy on the same numbers (scripts/goldens/metrics.py). */
import fc from "@/base/testing/fast-check";
import { describe, expect, test } from "vitest";
import { classificationReport, type Scores } from "@/analysis/classification-report";
import { confusionMatrix, countAt, normalizedMatrix } from "@/analysis/confusion-matrix";
import golden from "@/analysis/metrics.golden.json";
import { regressionMetrics } from "@/analysis/regression-metrics";
import { meanAndDeviation, quantile } from "@/analysis/statistics";

/** Both sides compute in double precision and differ by the order of their sums only. */
const tolerance = 1e-12;
function difference(came: ArrayLike<number>, wanted: readonly number[]): number {
  if (came.length !== wanted.length) return Infinity;
  return Math.max(...wanted.map((value, i) => Math.abs((came[i] ?? Infinity) - value)));
}
const figures = ({ precision, recall, f1, support }: Scores) => [precision, recall, f1, support];

describe.each(golden.classification)("$name", ({ classes, labels, predictions, matrix, byRow, byColumn, accuracy, perClass, macro, weighted, micro }) => {
  const confusion = confusionMatrix(labels, predictions, classes);
  const report = classificationReport(confusion);

  test("the matrix, plain and by row and column, is scikit-learn's", () => {
    expect([...confusion.counts]).toEqual(matrix);
    expect(difference(normalizedMatrix(confusion, "row"), byRow)).toBeLessThanOrEqual(tolerance);
    expect(difference(normalizedMatrix(confusion, "column"), byColumn)).toBeLessThanOrEqual(tolerance);
  });

  test("precision, recall, F1 and support per class are scikit-learn's", () => {
    for (const key of ["precision", "recall", "f1", "support"] as const) {
      const came = report.perClass.map((scores) => scores[key]);
      expect(difference(came, perClass[key])).toBeLessThanOrEqual(tolerance);
    }
  });

  test("macro, weighted and micro averages and the accuracy are scikit-learn's", () => {
    for (const [came, wanted] of [
      [report.macro, macro],
      [report.weighted, weighted],
      [report.micro, micro],
    ] as const)
      expect(difference(figures(came), figures(wanted))).toBeLessThanOrEqual(tolerance);
    expect(difference([report.accuracy], [accuracy])).toBeLessThanOrEqual(tolerance);
  });
});

test.each(golden.regression)("$name: squared and absolute error and R² are scikit-learn's", ({ targets, predictions, ...wanted }) => {
  const came = regressionMetrics(targets, predictions);
  expect(
    difference([came.meanSquaredError, came.meanAbsoluteError, came.r2], [wanted.meanSquaredError, wanted.meanAbsoluteError, wanted.r2]),
  ).toBeLessThanOrEqual(tolerance);
});

test("mean, deviation and quantiles are NumPy's", () => {
  const { values, mean, deviation, quantiles } = golden.statistics;
  const came = meanAndDeviation(values);
  expect(difference([came.mean, came.deviation], [mean, deviation])).toBeLessThanOrEqual(tolerance);
  for (const [q = 0, value = 0] of quantiles) expect(difference([quantile(values, q)], [value])).toBeLessThanOrEqual(tolerance);
});

describe("edges", () => {
  test("nothing at all gives zeros, not NaN", () => {
    const report = classificationReport(confusionMatrix([], [], 3));
    expect([report.accuracy, ...figures(report.macro), ...figures(report.weighted)]).toEqual(Array.from({ length: 9 }, () => 0));
    expect(regressionMetrics([], [])).toEqual({ meanSquaredError: 0, meanAbsoluteError: 0, r2: 0 });
    expect(quantile([], 0.5)).toBeNaN();
    expect(meanAndDeviation([Number.NaN])).toEqual({ mean: 0, deviation: 0 });
  });

  test("an answer outside the classes is not counted", () => {
    const confusion = confusionMatrix([0, 1, 1], [0, -1, 2], 2);
    expect([confusion.total, countAt(confusion, 0, 0), countAt(confusion, 1, 1)]).toEqual([1, 1, 0]);
  });

  test("whatever the answers, every figure lies between 0 and 1 and the supports add up", () => {
    const answers = fc.integer({ min: 1, max: 8 }).chain((classes) =>
      fc.record({
        classes: fc.constant(classes),
        pairs: fc.array(fc.tuple(fc.nat(classes - 1), fc.nat(classes - 1)), { maxLength: 60 }),
      }),
    );
    fc.assert(
      fc.property(answers, ({ classes, pairs }) => {
        const confusion = confusionMatrix(
          pairs.map(([label]) => label),
          pairs.map(([, prediction]) => prediction),
          classes,
        );
        const { perClass, macro, weighted, micro, accuracy } = classificationReport(confusion);
        expect(confusion.total).toBe(pairs.length);
        expect(perClass.reduce((sum, { support }) => sum + support, 0)).toBe(pairs.length);
        const all = [...perClass, macro, weighted, micro].flatMap(({ precision, recall, f1 }) => [precision, recall, f1]);
        expect(all.every((value) => value >= 0 && value <= 1 + tolerance)).toBe(true);
        expect(Math.abs(weighted.recall - accuracy)).toBeLessThan(tolerance);
      }),
    );
  });
});
