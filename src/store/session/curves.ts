/** Curves that grow while a run goes on: typed columns, doubled when full, never rebuilt. */
import type { Curves, Series } from "@/store/run-store";

type MutableSeries = { -readonly [K in keyof Series]: Series[K] };
interface MutableCurves extends Curves {
  readonly loss: MutableSeries;
  readonly accuracy: MutableSeries;
  readonly learningRate: MutableSeries;
  readonly valLoss: MutableSeries;
  readonly valAccuracy: MutableSeries;
  readonly weights: { paramCount: number; length: number; value: Float32Array };
}

export interface CurveRecorder {
  readonly curves: Curves;
  /** One value per step from `firstStep` on; steps that are known already are written over. */
  append(name: "loss" | "accuracy" | "learningRate", firstStep: number, values: Float32Array): void;
  /** One point. */
  mark(name: "valLoss" | "valAccuracy", step: number, value: number): void;
  /** [steps, paramCount] of the steps that `loss` got last. */
  appendWeights(steps: number, values: Float32Array): void;
  /** Forgets everything after `step` updates: a resumed run writes it again. */
  cutAt(step: number): void;
}

const initialCapacity = 256;

export function createCurveRecorder(): CurveRecorder {
  const series = (): MutableSeries => ({ length: 0, step: new Float64Array(0), value: new Float32Array(0) });
  const curves: MutableCurves = {
    loss: series(),
    accuracy: series(),
    learningRate: series(),
    valLoss: series(),
    valAccuracy: series(),
    weights: { paramCount: 0, length: 0, value: new Float32Array(0) },
  };
  const push = (target: MutableSeries, step: number, value: number) => {
    if (target.length === target.step.length) {
      target.step = grown(target.step, target.length + 1);
      target.value = grown(target.value, target.length + 1);
    }
    target.step[target.length] = step;
    target.value[target.length] = value;
    target.length++;
  };
  return {
    curves,
    append(name, firstStep, values) {
      cut(curves[name], firstStep);
      values.forEach((value, i) => push(curves[name], firstStep + i, value));
    },
    mark(name, step, value) {
      cut(curves[name], step);
      push(curves[name], step, value);
    },
    appendWeights(steps, values) {
      const { weights } = curves;
      weights.paramCount = values.length / steps;
      // Beside the losses of the same steps, which came first. Rows that nobody kept are not known: they are no zeros.
      const known = weights.length * weights.paramCount;
      weights.length = curves.loss.length - steps;
      const end = weights.length * weights.paramCount;
      weights.value = grown(weights.value, end + values.length);
      if (end > known) weights.value.fill(Number.NaN, known, end);
      weights.value.set(values, end);
      weights.length += steps;
    },
    cutAt(step) {
      for (const name of ["loss", "accuracy", "learningRate"] as const) cut(curves[name], step);
      // These stand at the number of updates done, so that of the checkpoint itself stays.
      for (const name of ["valLoss", "valAccuracy"] as const) cut(curves[name], step + 1);
      curves.weights.length = Math.min(curves.weights.length, curves.loss.length);
    },
  };
}

/** Drops the points at `step` and later. */
function cut(series: MutableSeries, step: number): void {
  while (series.length > 0 && (series.step[series.length - 1] as number) >= step) series.length--;
}

function grown<T extends Float32Array | Float64Array>(values: T, needed: number): T {
  if (values.length >= needed) return values;
  const larger = new (values.constructor as new (length: number) => T)(Math.max(needed, 2 * values.length, initialCapacity));
  larger.set(values);
  return larger;
}
