/** What rounding the weights costs: the network judged as it is and as each precision leaves it, on the same examples. */
import type { Split } from "@/data/define-dataset";
import type { Evaluation } from "@/engine/protocol";
import { precisions, roundedTo, weightBytes, type Precision } from "@/interop/compress/precision";
import type { Bench } from "@/store/bench";

export interface PrecisionRow {
  readonly precision: Precision;
  /** That the weights alone take. */
  readonly bytes: number;
  readonly loss: number;
  /** Share of right answers; absent where none is right or wrong. */
  readonly accuracy?: number;
  readonly meanAbsoluteError?: number;
  /** Share of right answers among the examples of each class; NaN where there are none. */
  readonly perClass?: readonly number[];
}

export interface PrecisionReport {
  readonly split: Split;
  readonly examples: number;
  readonly rows: readonly PrecisionRow[];
}

/** Enough to tell a tenth of a percent, and done in a second or two. */
const mostExamples = 2000;

export async function precisionReport({ document, run, session }: Pick<Bench, "document" | "run" | "session">, classes: number): Promise<PrecisionReport> {
  const { network } = run.getState().pinned?.project ?? document.getState().project;
  const weights = await session.weights({});
  const { counts } = run.getState().data ?? {};
  // The test part is for the end; it is looked at where nothing else is held out.
  const split = (["validation", "test", "train"] as const).find((one) => (counts?.[one] ?? 0) > 0) ?? "train";
  const rows: PrecisionRow[] = [];
  let examples = 0;
  for (const precision of precisions) {
    const other = { network, weights: roundedTo(precision, weights, network) };
    const evaluation = await session.judge({ split, limit: mostExamples, answers: 0, other });
    examples = evaluation.indices.length;
    rows.push({ precision, bytes: weightBytes(precision, network), ...figuresOf(evaluation, classes) });
  }
  return { split, examples, rows };
}

function figuresOf({ loss, accuracy, meanAbsoluteError, labels, predictions }: Evaluation, classes: number): Omit<PrecisionRow, "precision" | "bytes"> {
  return {
    loss,
    ...(accuracy === undefined ? {} : { accuracy }),
    ...(meanAbsoluteError === undefined ? {} : { meanAbsoluteError }),
    ...(labels && predictions && classes > 0 ? { perClass: sharesByClass(labels, predictions, classes) } : {}),
  };
}

function sharesByClass(labels: Int32Array, predictions: Int32Array, classes: number): readonly number[] {
  const [right, all] = [new Float64Array(classes), new Float64Array(classes)];
  labels.forEach((label, i) => {
    all[label] = (all[label] ?? 0) + 1;
    if (predictions[i] === label) right[label] = (right[label] ?? 0) + 1;
  });
  return Array.from(all, (count, label) => (right[label] ?? 0) / count);
}
