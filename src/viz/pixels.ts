/** Values as pixels: one value, one pixel, scaled up without smoothing so that they stay square and crisp. */
import { rampRgb, type Ramp } from "@/viz/ramps";

export interface PixelMap {
  readonly columns: number;
  readonly rows: number;
  /** [rows × columns × 4]. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** `values` [rows, columns] coloured between `low` and `high`; what is not a number is fully transparent. */
export function pixelMap(values: ArrayLike<number>, columns: number, rows: number, ramp: Ramp, [low, high]: readonly [number, number]): PixelMap {
  const rgba = new Uint8ClampedArray(columns * rows * 4);
  const scale = high > low ? 255 / (high - low) : 0;
  for (let i = 0; i < columns * rows; i++) {
    const value = values[i] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const at = Math.min(255, Math.max(0, Math.round((value - low) * scale))) * 3;
    rgba[i * 4] = ramp[at] ?? 0;
    rgba[i * 4 + 1] = ramp[at + 1] ?? 0;
    rgba[i * 4 + 2] = ramp[at + 2] ?? 0;
    rgba[i * 4 + 3] = 255;
  }
  return { columns, rows, rgba };
}

/** An example [rows, columns, channels] of values 0 … 1: grey as ink on paper, three channels as they are. */
export function imageMap(values: ArrayLike<number>, shape: readonly number[], ink: Ramp): PixelMap {
  const [rows = 1, columns = 1, channels = 1] = shape;
  if (channels !== 3) return pixelMap(values, columns, rows, ink, [0, 1]);
  const rgba = new Uint8ClampedArray(columns * rows * 4);
  for (let i = 0; i < columns * rows; i++) {
    for (let c = 0; c < 3; c++) rgba[i * 4 + c] = (values[i * 3 + c] ?? 0) * 255;
    rgba[i * 4 + 3] = 255;
  }
  return { columns, rows, rgba };
}

export interface TileLayout {
  readonly columns: number;
  readonly rows: number;
  /** Size of the sheet, px. */
  readonly width: number;
  readonly height: number;
  /** Left and top of tile `i`, px. */
  origin(i: number): readonly [x: number, y: number];
}

/** `count` tiles side by side with gaps between (none outside), as a person reads: row by row. */
export function tileLayout(count: number, columns: number, tileWidth: number, tileHeight: number, gap: number): TileLayout {
  const across = Math.max(1, Math.min(columns, count));
  const rows = Math.ceil(count / across);
  return {
    columns: across,
    rows,
    width: across * tileWidth + (across - 1) * gap,
    height: rows * tileHeight + Math.max(0, rows - 1) * gap,
    origin: (i) => [(i % across) * (tileWidth + gap), Math.floor(i / across) * (tileHeight + gap)],
  };
}

/** Tiles drawn `zoom`-fold into one sheet; the gaps stay transparent. */
export function tileSheet(tiles: readonly PixelMap[], columns: number, zoom: number, gap: number): PixelMap {
  const first = tiles[0];
  if (!first) return { columns: 0, rows: 0, rgba: new Uint8ClampedArray(0) };
  const layout = tileLayout(tiles.length, columns, first.columns * zoom, first.rows * zoom, gap);
  const rgba = new Uint8ClampedArray(layout.width * layout.height * 4);
  const sheet = new Uint32Array(rgba.buffer);
  tiles.forEach((tile, i) => {
    const [left, top] = layout.origin(i);
    const source = new Uint32Array(tile.rgba.buffer, tile.rgba.byteOffset, tile.columns * tile.rows);
    for (let y = 0; y < tile.rows * zoom; y++) {
      const from = Math.floor(y / zoom) * tile.columns;
      const to = (top + y) * layout.width + left;
      for (let x = 0; x < tile.columns * zoom; x++) sheet[to + x] = source[from + Math.floor(x / zoom)] ?? 0;
    }
  });
  return { columns: layout.width, rows: layout.height, rgba };
}

/** One channel of [rows, columns, channels] as a plane of its own. */
export function channelPlane(data: Float32Array, rows: number, columns: number, channels: number, channel: number): Float32Array {
  const plane = new Float32Array(rows * columns);
  for (let i = 0; i < plane.length; i++) plane[i] = data[i * channels + channel] ?? 0;
  return plane;
}

/** Variance of each channel of [positions, channels]: how much there is to see. */
export function channelVariance(data: Float32Array, positions: number, channels: number): Float64Array {
  const variance = new Float64Array(channels);
  for (let c = 0; c < channels; c++) {
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < positions; i++) {
      const value = data[i * channels + c] ?? 0;
      sum += value;
      squares += value * value;
    }
    variance[c] = squares / positions - (sum / positions) ** 2;
  }
  return variance;
}

/**
 * The `count` liveliest channels in their own order. Those shown `before` stay while they are among the livelier ones (twice as many),
 * so that pictures do not change places from one moment to the next.
 */
export function liveliestChannels(variance: Float64Array, count: number, before: readonly number[] = []): readonly number[] {
  const ranked = Array.from(variance.keys()).sort((a, b) => (variance[b] ?? 0) - (variance[a] ?? 0) || a - b);
  const livelier = new Set(ranked.slice(0, 2 * count));
  const kept = before.filter((channel) => livelier.has(channel) && (variance[channel] ?? 0) > 0).slice(0, count);
  const fresh = ranked.filter((channel) => !kept.includes(channel)).slice(0, count - kept.length);
  return [...kept, ...fresh].sort((a, b) => a - b);
}

/** Puts the map on a canvas of exactly its size; CSS scales it. */
export function paintPixels(canvas: HTMLCanvasElement, map: PixelMap): void {
  if (map.columns === 0 || map.rows === 0) return;
  if (canvas.width !== map.columns) canvas.width = map.columns;
  if (canvas.height !== map.rows) canvas.height = map.rows;
  canvas.getContext("2d")?.putImageData(new ImageData(map.rgba, map.columns, map.rows), 0, 0);
}

/** A flat map in one colour: what stands for a layer that has not answered yet. */
export function plainMap(columns: number, rows: number, ramp: Ramp): PixelMap {
  const [red, green, blue] = rampRgb(ramp, 0);
  const rgba = new Uint8ClampedArray(columns * rows * 4);
  for (let i = 0; i < columns * rows; i++) rgba.set([red, green, blue, 255], i * 4);
  return { columns, rows, rgba };
}
