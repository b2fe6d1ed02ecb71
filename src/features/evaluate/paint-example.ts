/** Draws one example into its place on a board: an image as pixels, a point where it stands. */
import type { Place } from "@/viz/board-view";
import type { Palette } from "@/viz/palette";
import { imageMap, type PixelMap } from "@/viz/pixels";
import { rampOf } from "@/viz/ramps";

/** A point is seen in a square of this side around the origin. */
const planeSide = 2.8;

export interface DrawnExample {
  readonly inputs: Float32Array;
  /** Without the batch axis: [rows, columns, channels] for an image, [2] for a point. */
  readonly shape: readonly number[];
}

/** `isCrisp` keeps pixels square; small pictures read better smoothed. Without an example: empty paper. */
export function paintExample(context: CanvasRenderingContext2D, place: Place, palette: Palette, example: DrawnExample | undefined, isCrisp: boolean): void {
  // Within the hair line that the place draws around itself.
  const [left, top, width, height] = [place.left + 1, place.top + 1, place.width - 2, place.height - 2];
  if (width <= 0 || height <= 0) return;
  context.fillStyle = palette.raised;
  context.fillRect(left, top, width, height);
  if (!example) return;
  if (example.shape.length < 2) return paintPoint(context, left, top, width, palette, example.inputs);
  const map = imageMap(example.inputs, example.shape, rampOf(palette, "ink"));
  context.imageSmoothingEnabled = !isCrisp;
  context.drawImage(bitmapOf(map), 0, 0, map.columns, map.rows, left, top, width, height);
}

let scratch: OffscreenCanvas | undefined;

/** One bitmap serves all: it is drawn on the board before the next picture comes. */
function bitmapOf({ columns, rows, rgba }: PixelMap): OffscreenCanvas {
  if (scratch?.width !== columns || scratch.height !== rows) scratch = new OffscreenCanvas(Math.max(1, columns), Math.max(1, rows));
  scratch.getContext("2d", { willReadFrequently: true })?.putImageData(new ImageData(rgba, columns, rows), 0, 0);
  return scratch;
}

function paintPoint(context: CanvasRenderingContext2D, left: number, top: number, side: number, palette: Palette, [x = 0, y = 0]: Float32Array): void {
  const scale = side / planeSide;
  const [middleX, middleY] = [left + side / 2, top + side / 2];
  context.save();
  context.beginPath();
  context.rect(left, top, side, side);
  context.clip();
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(left, middleY);
  context.lineTo(left + side, middleY);
  context.moveTo(middleX, top);
  context.lineTo(middleX, top + side);
  context.stroke();
  context.fillStyle = palette.ink;
  context.beginPath();
  context.arc(middleX + x * scale, middleY - y * scale, 0.16 * scale, 0, 2 * Math.PI);
  context.fill();
  context.restore();
}
