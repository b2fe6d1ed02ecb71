import { describe, expect, test } from "vitest";
import { accuracyDomain, curveChart, figuresAt, initialCurveOptions, lossDomain, plannedSteps } from "@/features/evaluate/curve-model";
import { curvesCsv, curveTable } from "@/features/evaluate/curve-table";
import { say } from "@/base/text";
import { emptyCurves, type Curves, type Series } from "@/store/run-store";

const series = (step: readonly number[], value: readonly number[]): Series => ({
  length: step.length,
  step: Float64Array.from(step),
  value: Float32Array.from(value),
});
const run: Curves = {
  ...emptyCurves(),
  loss: series([1, 2, 3, 4], [2, 1, 0.5, 0.25]),
  accuracy: series([1, 2, 3, 4], [0.25, 0.5, 0.75, 0.875]),
  valLoss: series([2, 4], [0.75, 0.5]),
  valAccuracy: series([2, 4], [0.625, 0.875]),
};
const input = { curves: run, options: initialCurveOptions, totalSteps: 40, stepsPerEpoch: 4, isLive: true, title: "", xTitle: "" };

describe("the curves that are drawn", () => {
  test("the whole of a short plan is on the x axis from the start; of a long one, once it is asked for", () => {
    expect(curveChart({ ...input, kind: "loss" })).toMatchObject({ xDomain: [0, 40], xUnit: 4, yKind: "log" });
    const long = { ...input, kind: "loss", totalSteps: 4000 } as const;
    expect(curveChart(long).xDomain).toEqual([0, 80]);
    expect(curveChart({ ...long, options: { ...initialCurveOptions, isWholePlan: true } }).xDomain).toEqual([0, 4000]);
  });
  test("train is thin, validation is live and labelled with its last value", () => {
    const { curves } = curveChart({ ...input, kind: "accuracy" });
    expect(curves.map(({ look, isLive, endLabel }) => [look, isLive ?? false, endLabel])).toEqual([
      ["train", false, undefined],
      ["validation", true, "87.5 %"],
    ]);
  });
  test("without validation the training curve is the live one", () => {
    const { curves } = curveChart({ ...input, kind: "loss", curves: { ...run, valLoss: series([], []) } });
    expect(curves.map(({ look, isLive, endLabel }) => [look, isLive, endLabel])).toEqual([["train", true, "0.250"]]);
  });
  test("smoothing keeps the raw curve behind and leaves validation alone", () => {
    const { curves } = curveChart({ ...input, kind: "loss", options: { ...initialCurveOptions, smoothing: 0.5 } });
    expect(curves.map(({ look }) => look)).toEqual(["faint", "train", "validation"]);
    expect(curves[2]?.value[1]).toBe(0.5);
    expect(curves[1]?.value[3]).toBeGreaterThan(0.25);
  });
  test("a curve that is switched off is not drawn", () => {
    const { curves } = curveChart({ ...input, kind: "loss", options: { ...initialCurveOptions, hidden: ["train"] } });
    expect(curves.map(({ look }) => look)).toEqual(["validation"]);
  });
});

describe("the planned run", () => {
  test("a run brought back without its plan reaches as far as it came, in epochs if one was finished", () => {
    expect(plannedSteps({ plan: undefined, curves: run, epochs: [] })).toEqual({ totalSteps: 4, stepsPerEpoch: 1 });
    expect(plannedSteps({ plan: undefined, curves: run, epochs: [{ epoch: 1, step: 2, loss: 1 }] })).toEqual({ totalSteps: 4, stepsPerEpoch: 2 });
  });
});

describe("axes", () => {
  test("the loss axis grows and never shrinks within a run", () => {
    const before = lossDomain(run.loss, run.valLoss, true, undefined);
    expect(before).toEqual([0.2, 2]);
    expect(lossDomain(series([1], [0.9]), series([], []), true, before)).toEqual([0.1, 2]);
    expect(lossDomain(series([1], [30]), series([], []), true, before)).toEqual([0.2, 50]);
  });
  test("a loss that blew up to infinity leaves the axis where it was", () => {
    expect(lossDomain(series([1], [Number.POSITIVE_INFINITY]), series([], []), true, [0.1, 5])).toEqual([0.1, 5]);
  });
  test("accuracy starts at nothing and closes in on what was reached", () => {
    expect(accuracyDomain(run.accuracy, series([], []))).toEqual([0, 1]);
    expect(accuracyDomain(series([1, 2], [0.97, 0.99]), series([1, 2], [0.985, 0.989]))).toEqual([0.95, 1]);
  });
});

describe("figures", () => {
  test("at a step: its own training figure, and the last evaluation up to it", () => {
    expect(figuresAt(run, "loss", 3)).toEqual({ step: 3, train: 0.5, validation: 0.75 });
    expect(figuresAt(run, "loss", 1)).toEqual({ step: 1, train: 2 });
    expect(figuresAt(run, "loss", 4)).toEqual({ step: 4, train: 0.25, validation: 0.5 });
  });
  test("the table says what the curves say, the last step included", () => {
    const table = curveTable({ curves: run, plan: undefined, epochs: [] }, (what, values) =>
      say("text" in what ? what : { text: what, ...(values ? { values } : {}) }, "en"),
    );
    expect(table.rows).toHaveLength(4);
    expect(table.rows.at(-1)).toEqual(["4", "4.00", "0.250", "0.500", "87.5 %", "87.5 %"]);
  });
  test("the CSV has a row per step with blanks where nothing was measured", () => {
    expect(curvesCsv({ curves: run })).toEqual([
      ["step", "loss", "accuracy", "learning_rate", "val_loss", "val_accuracy"],
      [1, 2, 0.25, "", "", ""],
      [2, 1, 0.5, "", 0.75, 0.625],
      [3, 0.5, 0.75, "", "", ""],
      [4, 0.25, 0.875, "", 0.5, 0.875],
    ]);
  });
});
