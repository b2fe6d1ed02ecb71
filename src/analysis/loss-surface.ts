/** The mean squared error of every line y = w·x + b on a grid: the landscape that gradient descent walks down. */

export interface LossSurface {
  /** Centres of the columns and of the rows. */
  readonly w: Float64Array;
  readonly b: Float64Array;
  /** [b.length, w.length] */
  readonly loss: Float64Array;
  /** The lowest point of all, on the grid or not: least squares. */
  readonly best: { readonly w: number; readonly b: number; readonly loss: number };
}
export interface Range {
  readonly min: number;
  readonly max: number;
}

export function lossSurface(x: ArrayLike<number>, y: ArrayLike<number>, wRange: Range, bRange: Range, columns: number, rows: number): LossSurface {
  const moments = lineMoments(x, y);
  const w = spaced(wRange, columns);
  const b = spaced(bRange, rows);
  const loss = new Float64Array(columns * rows);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) loss[row * columns + column] = lineLoss(moments, w[column] as number, b[row] as number);
  const bestW = moments.xx > 0 ? moments.xy / moments.xx : 0;
  const bestB = moments.meanY - bestW * moments.meanX;
  return { w, b, loss, best: { w: bestW, b: bestB, loss: lineLoss(moments, bestW, bestB) } };
}

export interface LineMoments {
  readonly meanX: number;
  readonly meanY: number;
  /** Means of products about the means. */
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

/** All that the loss of a line needs to know about the points. */
export function lineMoments(x: ArrayLike<number>, y: ArrayLike<number>): LineMoments {
  const n = Math.max(x.length, 1);
  let [meanX, meanY] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    meanX += (x[i] as number) / n;
    meanY += (y[i] as number) / n;
  }
  let [xx, xy, yy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const dx = (x[i] as number) - meanX;
    const dy = (y[i] as number) - meanY;
    xx += (dx * dx) / n;
    xy += (dx * dy) / n;
    yy += (dy * dy) / n;
  }
  return { meanX, meanY, xx, xy, yy };
}

/** Mean of (w·x + b − y)², exactly: about the means the mixed terms vanish, so nothing cancels near the minimum. */
export function lineLoss({ meanX, meanY, xx, xy, yy }: LineMoments, w: number, b: number): number {
  const offset = w * meanX + b - meanY;
  return Math.max(w * w * xx - 2 * w * xy + yy, 0) + offset * offset;
}

function spaced({ min, max }: Range, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => (count === 1 ? (min + max) / 2 : min + ((max - min) * i) / (count - 1)));
}
