/** Many dots that stay where they are: painted once, kept as a picture, and laid down with one stroke afterwards. */
import type { DotsMark } from "@/viz/scene";

interface Layer {
  readonly density: number;
  readonly bitmap: ImageBitmap;
  /** CSS pixels. */
  readonly left: number;
  readonly top: number;
}

/** Below this many dots, painting them is as quick. */
const fewDots = 50;
/** Marks that were painted once; a second time shows that they stay. */
const seen = new WeakSet<DotsMark>();
const layers = new WeakMap<DotsMark, Layer>();

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** True when the kept picture was laid down; else the dots are to be painted, with `paint`. */
export function paintDotsLayer(context: Context, mark: DotsMark, paint: (context: Context, mark: DotsMark) => void): boolean {
  if (mark.points.length < 2 * fewDots) return false;
  if (!seen.has(mark)) {
    seen.add(mark);
    return false;
  }
  const density = context.getTransform().a;
  const known = layers.get(mark);
  const layer = known?.density === density ? known : layerOf(mark, density, paint);
  if (!layer) return false;
  layers.set(mark, layer);
  // Pixel on pixel: nothing to smooth.
  context.imageSmoothingEnabled = false;
  context.drawImage(layer.bitmap, layer.left, layer.top, layer.bitmap.width / density, layer.bitmap.height / density);
  return true;
}

function layerOf(mark: DotsMark, density: number, paint: (context: Context, mark: DotsMark) => void): Layer | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i + 1 < mark.points.length; i += 2) {
    const [x, y] = [mark.points[i] ?? 0, mark.points[i + 1] ?? 0];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
  }
  const reach = 2 * mark.radius + 2;
  const start = (value: number) => Math.floor((value - reach) * density) / density;
  const [originX, originY] = [start(left), start(top)];
  const pixels = (from: number, to: number) => Math.ceil((to + reach - from) * density);
  const canvas = new OffscreenCanvas(Math.max(1, pixels(originX, right)), Math.max(1, pixels(originY, bottom)));
  const context = canvas.getContext("2d");
  if (!context) return undefined;
  context.setTransform(density, 0, 0, density, -originX * density, -originY * density);
  paint(context, mark);
  return { density, bitmap: canvas.transferToImageBitmap(), left: originX, top: originY };
}
