/** What the learning curves show: which columns, on which axes, with which words; from the run alone, no drawing. */
import { smooth } from "@/analysis/smoothing";
import { axisEnd } from "@/features/evaluate/curve-axis";
import { indexAt, roughQuantile } from "@/viz/decimate";
import { brief, percent } from "@/viz/figures";
import type { Curve, LineChart } from "@/viz/line-chart";
import { steppedDomain, type Interval } from "@/viz/scales";
import type { Curves, RunState, Series } from "@/store/run-store";

export type CurveKind = "loss" | "accuracy";
export type CurveName = "train" | "validation";

export interface CurveOptions {
  readonly isLog: boolean;
  /** 0 = as it is; towards 1 = ever smoother. */
  readonly smoothing: number;
  /** The axis reaches to the end of the plan from the start, even of a long one. */
  readonly isWholePlan: boolean;
  readonly hidden: readonly CurveName[];
}
export const initialCurveOptions: CurveOptions = { isLog: true, smoothing: 0, isWholePlan: false, hidden: [] };

export interface CurveInput {
  readonly kind: CurveKind;
  readonly curves: Curves;
  readonly options: CurveOptions;
  readonly totalSteps: number;
  readonly stepsPerEpoch: number;
  readonly isLive: boolean;
  /** The y axis so far in this run: it only ever grows. */
  readonly before?: Interval | undefined;
  readonly title: string;
  readonly xTitle: string;
  readonly cursor?: number | undefined;
}

/** How far there is to go; of a run that was brought back without its plan, how far it came. */
export function plannedSteps({ plan, curves, epochs }: Pick<RunState, "plan" | "curves" | "epochs">): {
  readonly totalSteps: number;
  readonly stepsPerEpoch: number;
} {
  if (plan) return { totalSteps: plan.totalSteps, stepsPerEpoch: plan.stepsPerEpoch };
  const [first] = epochs;
  return { totalSteps: seenSteps(curves) || 1, stepsPerEpoch: first ? first.step / first.epoch : 1 };
}

/** How far the run has come, as the curves have it. */
export function seenSteps({ loss }: Curves): number {
  return loss.step[loss.length - 1] ?? 0;
}

export function seriesOf(curves: Curves, kind: CurveKind, name: CurveName): Series {
  if (kind === "loss") return name === "train" ? curves.loss : curves.valLoss;
  return name === "train" ? curves.accuracy : curves.valAccuracy;
}

export function figureOf(kind: CurveKind, value: number): string {
  return kind === "loss" ? brief(value) : percent(value);
}

export function curveChart({ kind, curves, options, totalSteps, stepsPerEpoch, isLive, before, title, xTitle, cursor }: CurveInput): LineChart {
  const train = seriesOf(curves, kind, "train");
  const validation = seriesOf(curves, kind, "validation");
  const isShown = (name: CurveName) => !options.hidden.includes(name);
  const drawn: Curve[] = [];
  if (isShown("train") && train.length > 0) {
    const isRaw = options.smoothing === 0;
    const curve = { x: train.step, value: train.value, length: train.length };
    drawn.push({ ...curve, look: isRaw ? "train" : "faint" });
    if (!isRaw) drawn.push({ ...curve, value: smooth(train.value.subarray(0, train.length), options.smoothing), look: "train" });
  }
  if (isShown("validation") && validation.length > 0) {
    const last = validation.value[validation.length - 1] ?? Number.NaN;
    drawn.push({ look: "validation", x: validation.step, value: validation.value, length: validation.length, isLive, endLabel: figureOf(kind, last) });
  } else if (drawn.length > 0) {
    // Nothing held out: the training curve is what is live.
    const at = drawn.length - 1;
    const curve = drawn[at];
    const last = curve?.value[train.length - 1] ?? Number.NaN;
    if (curve) drawn[at] = { ...curve, isLive, endLabel: figureOf(kind, last) };
  }
  return {
    title,
    xTitle,
    xDomain: [0, axisEnd({ seen: seenSteps(curves), totalSteps, stepsPerEpoch, isWhole: options.isWholePlan })],
    xUnit: stepsPerEpoch,
    yKind: kind === "loss" && options.isLog ? "log" : "linear",
    yDomain: kind === "loss" ? lossDomain(train, validation, options.isLog, before) : accuracyDomain(train, validation),
    ...(kind === "accuracy" ? { yUnit: 0.01 } : {}),
    curves: drawn,
    cursor,
  };
}

/** Holds all but the lowest dips of single batches, and never shrinks within a run. */
export function lossDomain(train: Series, validation: Series, isLog: boolean, before: Interval | undefined): Interval {
  const lows = [roughQuantile(train.value, train.length, 0.01), roughQuantile(validation.value, validation.length, 0)];
  const highs = [roughQuantile(train.value, train.length, 1), roughQuantile(validation.value, validation.length, 1)];
  const low = Math.min(...lows.filter(Number.isFinite));
  const high = Math.max(...highs.filter(Number.isFinite));
  if (!Number.isFinite(low)) return before ?? (isLog ? [0.1, 1] : [0, 1]);
  const [from, to] = steppedDomain(isLog ? "log" : "linear", isLog ? low : 0, high);
  return before ? [Math.min(from, before[0]), Math.max(to, before[1])] : [from, to];
}

const accuracyFloors = [0.98, 0.95, 0.9, 0.8, 0.5, 0];

/** Up to 100 %, from the highest round floor below nearly all that was reached after the first rise. */
export function accuracyDomain(train: Series, validation: Series): Interval {
  if (validation.length === 0) return [0, 1];
  const settled = validation.value.subarray(Math.floor(validation.length / 4), validation.length);
  const low = Math.min(roughQuantile(settled, settled.length, 0), train.length > 0 ? roughQuantile(train.value, train.length, 0.15) : 1);
  return [accuracyFloors.find((floor) => floor <= low) ?? 0, 1];
}

/** The figures at one step: the nearest training step, and the last evaluation up to it. */
export function figuresAt(curves: Curves, kind: CurveKind, step: number): { readonly step: number; readonly train?: number; readonly validation?: number } {
  const train = seriesOf(curves, kind, "train");
  const validation = seriesOf(curves, kind, "validation");
  const at = indexAt(train.step, train.length, step);
  let evaluated = indexAt(validation.step, validation.length, step);
  if (evaluated > 0 && (validation.step[evaluated] ?? 0) > step) evaluated--;
  const trainValue = train.value[at];
  const validationValue = (validation.step[evaluated] ?? Number.POSITIVE_INFINITY) <= step ? validation.value[evaluated] : undefined;
  return {
    step: train.step[at] ?? 0,
    ...(trainValue === undefined ? {} : { train: trainValue }),
    ...(validationValue === undefined ? {} : { validation: validationValue }),
  };
}
