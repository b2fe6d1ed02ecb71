/** Keeps a canvas showing the liveliest maps of a layer; it remembers which, so that pictures do not change places. */
import { mapRange } from "@/features/miniatures/map-range";
import { channelPlane, channelVariance, liveliestChannels, pixelMap, tileSheet } from "@/viz/pixels";
import { createPixelView } from "@/viz/pixel-view";
import { rampOf } from "@/viz/ramps";

export interface MapGridOptions {
  readonly output: Float32Array;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  /** Tiles shown, and how many side by side. */
  readonly count: number;
  readonly across: number;
  /** Gap as a share of a tile's width. */
  readonly gap: number;
}

/** Tiles are drawn about this large and scaled down by the browser, so that they stay sharp when the canvas is zoomed in. */
const tileSidePx = 62;

export function createMapGridView(canvas: HTMLCanvasElement): { update(options: MapGridOptions): void; dispose(): void } {
  const view = createPixelView(canvas);
  let shown: readonly number[] = [];
  return {
    update({ output, rows, columns, channels, count, across, gap }) {
      shown = liveliestChannels(channelVariance(output, rows * columns, channels), count, shown);
      const zoom = Math.max(1, Math.ceil(tileSidePx / Math.max(rows, columns)));
      const planes = shown.map((channel) => channelPlane(output, rows, columns, channels, channel));
      view.update({
        map: (palette) => {
          const tiles = planes.map((plane) => {
            const { ramp, range } = mapRange(plane);
            return pixelMap(plane, columns, rows, rampOf(palette, ramp), range);
          });
          return tileSheet(tiles, across, zoom, Math.round(gap * columns * zoom));
        },
      });
    },
    dispose: () => view.dispose(),
  };
}
