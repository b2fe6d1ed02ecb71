/** Matrices with orthonormal rows or columns, by Gram and Schmidt's method: the Q of a QR decomposition whose R has a positive diagonal. */

/** Makes the rows of `values` [rows, columns] orthonormal, in place; where there are more rows than columns, the columns. */
export function orthogonalize(values: Float32Array, columns: number): void {
  const rows = values.length / columns;
  const [count, length, next, step] = rows <= columns ? [rows, columns, columns, 1] : [columns, rows, 1, columns];
  const vectors = Array.from({ length: count }, (_, v) => Float64Array.from({ length }, (__, i) => values[v * next + i * step]!));
  vectors.forEach((vector, v) => {
    // One after the other, from what is left: less is lost to rounding than with all at once.
    for (const earlier of vectors.slice(0, v)) {
      const share = dot(vector, earlier);
      for (let i = 0; i < length; i++) vector[i]! -= share * earlier[i]!;
    }
    const size = Math.sqrt(dot(vector, vector));
    for (let i = 0; i < length; i++) values[v * next + i * step] = vector[i]! /= size;
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
