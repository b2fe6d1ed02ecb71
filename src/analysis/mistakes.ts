/** Which wrong answers to look at first: those that the network was surest of. */

export interface Answers {
  readonly labels: ArrayLike<number>;
  readonly predictions: ArrayLike<number>;
  readonly confidences: ArrayLike<number>;
}
export interface ConfusionCell {
  readonly label: number;
  readonly prediction: number;
}

/**
 * Places in the arrays (not positions in the split), surest first; equally sure ones in their order.
 * With a `cell`, the examples of that cell of the confusion matrix, right ones included when it lies on the diagonal.
 */
export function rankMistakes({ labels, predictions, confidences }: Answers, cell?: ConfusionCell): Int32Array {
  const places: number[] = [];
  for (let i = 0; i < labels.length; i++) {
    const isChosen = cell ? labels[i] === cell.label && predictions[i] === cell.prediction : labels[i] !== predictions[i];
    if (isChosen) places.push(i);
  }
  // A confidence that is no number goes last.
  const sureness = (place: number) => (Number.isNaN(confidences[place]) ? -1 : (confidences[place] ?? -1));
  return Int32Array.from(places.sort((a, b) => sureness(b) - sureness(a) || a - b));
}
