/** Lines of equal value on a grid, by marching squares. */

/** `values` [rows, columns] at grid points. Returns x, y pairs in grid units, segments parted by NaN. */
export function contourLines(values: ArrayLike<number>, columns: number, rows: number, level: number): Float32Array {
  const points: number[] = [];
  const at = (x: number, y: number) => (values[y * columns + x] ?? Number.NaN) - level;
  for (let y = 0; y + 1 < rows; y++)
    for (let x = 0; x + 1 < columns; x++) {
      const [a, b, c, d] = [at(x, y), at(x + 1, y), at(x + 1, y + 1), at(x, y + 1)];
      if (Number.isNaN(a + b + c + d)) continue;
      const kind = (a > 0 ? 1 : 0) | (b > 0 ? 2 : 0) | (c > 0 ? 4 : 0) | (d > 0 ? 8 : 0);
      if (kind === 0 || kind === 15) continue;
      const top = () => [x + a / (a - b), y] as const;
      const right = () => [x + 1, y + b / (b - c)] as const;
      const bottom = () => [x + d / (d - c), y + 1] as const;
      const left = () => [x, y + a / (a - d)] as const;
      const segment = (from: readonly [number, number], to: readonly [number, number]) => points.push(...from, ...to, Number.NaN, Number.NaN);
      // Two corners across a diagonal: the mean in the middle decides which pair hangs together.
      const isJoined = a + b + c + d > 0;
      switch (kind) {
        case 1:
        case 14:
          segment(left(), top());
          break;
        case 2:
        case 13:
          segment(top(), right());
          break;
        case 3:
        case 12:
          segment(left(), right());
          break;
        case 4:
        case 11:
          segment(right(), bottom());
          break;
        case 6:
        case 9:
          segment(top(), bottom());
          break;
        case 7:
        case 8:
          segment(left(), bottom());
          break;
        case 5:
          segment(left(), isJoined ? bottom() : top());
          segment(right(), isJoined ? top() : bottom());
          break;
        case 10:
          segment(left(), isJoined ? top() : bottom());
          segment(right(), isJoined ? bottom() : top());
          break;
      }
    }
  return Float32Array.from(points);
}
