/** A plane of points to ask a network about, and its answers as a map of classes: the decision boundary. */

/** [rows · columns, 2]: cell centres, row by row from the top (largest y), as images are stored. */
export function gridPoints(bounds: { readonly min: number; readonly max: number }, columns: number, rows: number): Float32Array {
  const points = new Float32Array(columns * rows * 2);
  const span = bounds.max - bounds.min;
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      points[at++] = bounds.min + (span * (column + 0.5)) / columns;
      points[at++] = bounds.max - (span * (row + 0.5)) / rows;
    }
  }
  return points;
}

export interface DecisionMap {
  /** Per cell the winning class. */
  readonly classes: Uint8Array;
  /** Per cell its probability. */
  readonly confidences: Float32Array;
}

/** `outputs` [cells, width]: probabilities per class, or, with one output, of the second of two classes. */
export function decisionMap(outputs: Float32Array, width: number): DecisionMap {
  const cells = Math.floor(outputs.length / width);
  const classes = new Uint8Array(cells);
  const confidences = new Float32Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    if (width === 1) {
      const second = outputs[cell] as number;
      classes[cell] = second > 0.5 ? 1 : 0;
      confidences[cell] = second > 0.5 ? second : 1 - second;
      continue;
    }
    let best = 0;
    for (let k = 1; k < width; k++) if ((outputs[cell * width + k] as number) > (outputs[cell * width + best] as number)) best = k;
    classes[cell] = best;
    confidences[cell] = outputs[cell * width + best] as number;
  }
  return { classes, confidences };
}
