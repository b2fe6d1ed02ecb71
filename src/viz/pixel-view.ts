/** Keeps a canvas showing a pixel map, through changes of theme; CSS gives it its size. */
import { currentPalette, onPaletteChange, type Palette } from "@/viz/palette";
import { paintPixels, type PixelMap } from "@/viz/pixels";

export interface PixelViewOptions {
  readonly map: (palette: Palette) => PixelMap;
}

export function createPixelView(canvas: HTMLCanvasElement): { update(options: PixelViewOptions): void; dispose(): void } {
  let options: PixelViewOptions | undefined;
  const paint = () => {
    if (options) paintPixels(canvas, options.map(currentPalette()));
  };
  const dispose = onPaletteChange(paint);
  return {
    update(next) {
      options = next;
      paint();
    },
    dispose,
  };
}
