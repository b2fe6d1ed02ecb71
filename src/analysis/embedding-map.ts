/** A table of vectors seen in a plane: the two directions in which it spreads most (Pearson 1901), and who is near whom. */

export interface Plane {
  /** [n, 2] */
  readonly points: Float32Array;
  /** Shares of the whole spread along both directions. */
  readonly explained: readonly [number, number];
}

/** Rows of a matrix [rows, width], row after row. */
export interface VectorTable {
  readonly values: Float32Array;
  readonly width: number;
}

const mostRounds = 200;
const tolerance = 1e-10;

/** `rows`: numbers of the vectors that are projected. */
export function principalPlane({ values, width }: VectorTable, rows: Int32Array): Plane {
  const count = rows.length;
  const mean = new Float64Array(width);
  for (const row of rows) for (let c = 0; c < width; c++) mean[c]! += values[row * width + c]! / count;
  const covariance = new Float64Array(width * width);
  for (const row of rows) {
    for (let a = 0; a < width; a++) {
      const own = values[row * width + a]! - mean[a]!;
      for (let b = a; b < width; b++) covariance[a * width + b]! += own * (values[row * width + b]! - mean[b]!);
    }
  }
  for (let a = 0; a < width; a++) for (let b = 0; b < a; b++) covariance[a * width + b] = covariance[b * width + a]!;
  let total = 0;
  for (let a = 0; a < width; a++) total += covariance[a * width + a]!;
  const first = strongest(covariance, width, undefined);
  const second = strongest(covariance, width, first.axis);
  const points = new Float32Array(2 * count);
  rows.forEach((row, i) => {
    for (let c = 0; c < width; c++) {
      const own = values[row * width + c]! - mean[c]!;
      points[2 * i]! += own * first.axis[c]!;
      points[2 * i + 1]! += own * second.axis[c]!;
    }
  });
  return { points, explained: total > 0 ? [first.spread / total, second.spread / total] : [0, 0] };
}

/** The direction of the greatest spread, at right angles to `other`, by repeated products. Its greatest part is positive. */
function strongest(covariance: Float64Array, width: number, other: Float64Array | undefined): { axis: Float64Array; spread: number } {
  // No start is at right angles to every answer; this one to none that is likely, and it is the same every time.
  let axis = straightened(
    Float64Array.from({ length: width }, (_, c) => 1 + Math.sin(7 * c + 1)),
    other,
  );
  let spread = 0;
  for (let round = 0; round < mostRounds; round++) {
    const next = new Float64Array(width);
    for (let a = 0; a < width; a++) for (let b = 0; b < width; b++) next[a]! += covariance[a * width + b]! * axis[b]!;
    spread = Math.hypot(...next);
    if (spread === 0) break;
    const turned = straightened(next, other);
    const change = turned.reduce((most, value, c) => Math.max(most, Math.abs(value - axis[c]!)), 0);
    axis = turned;
    if (change < tolerance) break;
  }
  const greatest = axis.reduce((best, value, c) => (Math.abs(value) > Math.abs(axis[best]!) ? c : best), 0);
  return { axis: (axis[greatest] ?? 0) < 0 ? axis.map((value) => -value) : axis, spread };
}

/** Of length 1, and at right angles to `other`. */
function straightened(vector: Float64Array, other: Float64Array | undefined): Float64Array {
  const along = other ? vector.reduce((sum, value, c) => sum + value * other[c]!, 0) : 0;
  const rest = other ? vector.map((value, c) => value - along * other[c]!) : vector;
  const length = Math.hypot(...rest);
  return length > 0 ? rest.map((value) => value / length) : rest;
}

export interface Neighbour {
  readonly row: number;
  readonly cosine: number;
}

/** The rows whose directions are nearest to that of `row`, the nearest first; of rows that are as near, the lower number. */
export function nearestRows({ values, width }: VectorTable, row: number, among: Int32Array, count: number): readonly Neighbour[] {
  const dot = (a: number, b: number) => {
    let sum = 0;
    for (let c = 0; c < width; c++) sum += values[a * width + c]! * values[b * width + c]!;
    return sum;
  };
  const own = Math.sqrt(dot(row, row));
  const all = Array.from(among, (other): Neighbour => {
    const length = own * Math.sqrt(dot(other, other));
    return { row: other, cosine: length > 0 ? dot(row, other) / length : 0 };
  });
  return all
    .filter((neighbour) => neighbour.row !== row)
    .toSorted((a, b) => b.cosine - a.cosine || a.row - b.row)
    .slice(0, count);
}
