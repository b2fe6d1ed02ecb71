/** What a model card and a history tell of the run on screen. */
import { classificationReport } from "@/analysis/classification-report";
import { confusionMatrix } from "@/analysis/confusion-matrix";
import { datasetFor } from "@/data/datasets";
import type { Evaluation } from "@/engine/protocol";
import type { EvaluationFacts, RunFacts } from "@/interop/export/card/run-facts";
import { savedRunOf } from "@/store/persistence/saved-run";
import type { RunState } from "@/store/run-store";

/** Undefined where nothing was trained. */
export function runFacts(state: RunState): RunFacts | undefined {
  const { runId, step, elapsedMs, device, pinned, evaluation, testEvaluation } = state;
  const saved = runId === undefined ? undefined : savedRunOf(state, { runId, step, weights: [], optimizer: [] });
  if (!saved || !pinned || step === 0) return undefined;
  const classCount = datasetFor(pinned.project.data).classNames?.length ?? 0;
  return {
    epochs: saved.epochs,
    curves: saved.curves,
    steps: step,
    elapsedMs,
    ...(device ? { backend: device.backend } : {}),
    ...(saved.end ? { end: saved.end } : {}),
    evaluations: [testEvaluation, evaluation].filter((one) => one !== undefined).map((one) => evaluationFacts(one, classCount)),
  };
}

function evaluationFacts(
  { split, isSample, indices, loss, accuracy, meanAbsoluteError, labels, predictions, answers }: Evaluation,
  classCount: number,
): EvaluationFacts {
  const matrix = labels && predictions && classCount > 0 ? confusionMatrix(labels, predictions, classCount) : undefined;
  const { perClass = [], macro, weighted } = matrix ? classificationReport(matrix) : {};
  return {
    split,
    isSample,
    examples: indices.length,
    loss,
    ...(accuracy === undefined ? {} : { accuracy }),
    ...(meanAbsoluteError === undefined ? {} : { meanAbsoluteError }),
    ...(matrix && macro && weighted ? { classes: { perClass, macro, weighted, counts: [...matrix.counts] } } : {}),
    ...(answers ? { sequences: { exactMatch: answers.exactMatch, bleu: answers.bleu } } : {}),
  };
}
