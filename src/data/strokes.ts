/** Drawn strokes as vectors, and their ink on a grid: pure, so that what the network sees can be tested. */

export interface StrokePoint {
  /** 0 … 1 across the pad. */
  readonly x: number;
  readonly y: number;
  /** 0 … 1; a mouse says 0.5. */
  readonly pressure: number;
}
export type Stroke = readonly StrokePoint[];

/** Side of the grid that strokes are inked on before they become a digit: several cells per final pixel. */
export const gridSide = 140;

/** Line width on the pad, as a share of its side. */
export const padWidth = 0.085;

/** MNIST's digits are 20 pixels long and their strokes a good two pixels wide, however large one draws here. */
const widthPerLength = 0.125;

export function strokeWidth(strokes: readonly Stroke[]): number {
  let [left, top, right, bottom] = [1, 1, 0, 0];
  for (const stroke of strokes)
    for (const { x, y } of stroke) {
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  return Math.min(padWidth * 1.2, Math.max(padWidth * 0.3, widthPerLength * Math.max(right - left, bottom - top, 0)));
}

/** A pen pressed hard draws up to half as wide again; pens that do not tell are in the middle. */
export function widthFactor(pressure: number): number {
  return 0.75 + 0.5 * pressure;
}

/** Ink 0 … 1 on [side, side], with soft edges of one cell. */
export function inkGrid(strokes: readonly Stroke[], side = gridSide): Float32Array {
  const grid = new Float32Array(side * side);
  const width = strokeWidth(strokes) * side;
  for (const stroke of strokes)
    stroke.forEach((to, i) => {
      const from = stroke[i - 1] ?? to;
      inkSegment(grid, side, from, to, (width / 2) * widthFactor(to.pressure));
    });
  return grid;
}

function inkSegment(grid: Float32Array, side: number, from: StrokePoint, to: StrokePoint, radius: number): void {
  const [x1, y1, x2, y2] = [from.x * side, from.y * side, to.x * side, to.y * side];
  const [dx, dy] = [x2 - x1, y2 - y1];
  const lengthSquared = dx * dx + dy * dy;
  const reach = radius + 1;
  const firstColumn = Math.max(0, Math.floor(Math.min(x1, x2) - reach));
  const lastColumn = Math.min(side - 1, Math.ceil(Math.max(x1, x2) + reach));
  const firstRow = Math.max(0, Math.floor(Math.min(y1, y2) - reach));
  const lastRow = Math.min(side - 1, Math.ceil(Math.max(y1, y2) + reach));
  for (let row = firstRow; row <= lastRow; row++)
    for (let column = firstColumn; column <= lastColumn; column++) {
      const [px, py] = [column + 0.5 - x1, row + 0.5 - y1];
      const along = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / lengthSquared));
      const distance = Math.hypot(px - along * dx, py - along * dy);
      const ink = Math.min(1, Math.max(0, radius + 0.5 - distance));
      const at = row * side + column;
      if (ink > (grid[at] ?? 0)) grid[at] = ink;
    }
}
