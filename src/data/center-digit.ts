/**
 * Makes a drawing look like an MNIST digit, in the way that set was made (LeCun, Cortes, Burges, yann.lecun.org/exdb/mnist):
 * the drawing is scaled into 20×20 pixels keeping its proportions, grey from averaging, then put into 28×28 with its
 * centre of mass in the middle. Measured on the set: the longer side is 20, and the centre lies within half a pixel of (14, 14).
 */

const side = 28;
const box = 20;
const middle = 14;

/** `drawing` [height, width], ink 0 … 1 on 0 → [28, 28], ink 0 … 1; undefined when there is no ink. */
export function centerDigit(drawing: Float32Array, width: number, height: number): Float32Array | undefined {
  const ink = inkBounds(drawing, width, height);
  if (!ink) return undefined;
  const scale = box / Math.max(ink.right - ink.left, ink.bottom - ink.top);
  const columns = Math.max(1, Math.round((ink.right - ink.left) * scale));
  const rows = Math.max(1, Math.round((ink.bottom - ink.top) * scale));
  const small = new Float32Array(columns * rows);
  let [mass, sumX, sumY] = [0, 0, 0];
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const value = meanInk(drawing, width, height, ink.left + x / scale, ink.top + y / scale, 1 / scale);
      small[y * columns + x] = value;
      mass += value;
      sumX += value * x;
      sumY += value * y;
    }
  }
  // Whole pixels, as in the set: a fraction would blur the strokes a second time.
  const offsetX = Math.round(middle - sumX / mass);
  const offsetY = Math.round(middle - sumY / mass);
  const digit = new Float32Array(side * side);
  for (let y = 0; y < rows; y++) {
    const toY = y + offsetY;
    if (toY < 0 || toY >= side) continue;
    for (let x = 0; x < columns; x++) {
      const toX = x + offsetX;
      if (toX >= 0 && toX < side) digit[toY * side + toX] = small[y * columns + x] as number;
    }
  }
  return digit;
}

/** Fainter traces are the soft edge of a stroke, not part of the figure. */
const faint = 0.05;

function inkBounds(drawing: Float32Array, width: number, height: number) {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((drawing[y * width + x] as number) <= faint) continue;
      if (x < left) left = x;
      if (x + 1 > right) right = x + 1;
      if (y < top) top = y;
      bottom = y + 1;
    }
  }
  return right > left ? { left, top, right, bottom } : undefined;
}

/** Mean over the square [x, x + size) × [y, y + size) of the drawing, pixels cut at its edges counted in part. */
function meanInk(drawing: Float32Array, width: number, height: number, x: number, y: number, size: number): number {
  let sum = 0;
  const lastRow = Math.min(Math.ceil(y + size), height);
  const lastColumn = Math.min(Math.ceil(x + size), width);
  for (let row = Math.floor(y); row < lastRow; row++) {
    const rowPart = Math.min(row + 1, y + size) - Math.max(row, y);
    for (let column = Math.floor(x); column < lastColumn; column++) {
      const columnPart = Math.min(column + 1, x + size) - Math.max(column, x);
      sum += rowPart * columnPart * (drawing[row * width + column] as number);
    }
  }
  return sum / (size * size);
}
