/** Which examples lie in a cell of the confusion matrix, and which mistakes are the worst. */
import { countAt, type ConfusionMatrix } from "@/analysis/confusion-matrix";
import { rankMistakes, type ConfusionCell } from "@/analysis/mistakes";
import type { Evaluation } from "@/engine/protocol";

export interface Judgement {
  /** Position within the split. */
  readonly index: number;
  readonly label: number;
  readonly prediction: number;
  /** Probability the network gave its answer. */
  readonly confidence: number;
}
type Judged = Pick<Evaluation, "indices" | "labels" | "predictions" | "confidences">;

/** All mistakes, or all examples of one cell; the most confident first. */
export function judgements(
  { indices, labels = noAnswers, predictions = noAnswers, confidences = noConfidences }: Judged,
  cell?: ConfusionCell,
): readonly Judgement[] {
  return Array.from(rankMistakes({ labels, predictions, confidences }, cell), (place) => ({
    index: indices[place] ?? 0,
    label: labels[place] ?? -1,
    prediction: predictions[place] ?? -1,
    confidence: confidences[place] ?? Number.NaN,
  }));
}
const noAnswers = new Int32Array();
const noConfidences = new Float32Array();

/** The off-diagonal cell with the most examples: what is confused most. */
export function worstCell(matrix: ConfusionMatrix): ConfusionCell | undefined {
  let worst: ConfusionCell | undefined;
  let most = 0;
  for (let label = 0; label < matrix.classCount; label++)
    for (let prediction = 0; prediction < matrix.classCount; prediction++) {
      const count = countAt(matrix, label, prediction);
      if (label === prediction || count <= most) continue;
      most = count;
      worst = { label, prediction };
    }
  return worst;
}
