/**
 * One canvas under a board of elements, drawn place by place: a hundred figures or pictures that change at once are one drawing,
 * where text nodes would be a hundred layouts and canvases a hundred layers for the browser to put together.
 */
import { drawSoon } from "@/viz/frame-queue";
import { currentPalette, onPaletteChange, type Palette } from "@/viz/palette";

/** A place on the board, in CSS pixels from its corner; its edges lie on the screen's pixels. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly fontPx: number;
}
export interface BoardOptions {
  /** How many elements of the board carry `data-place`: they are the places, in their order. */
  readonly count: number;
  readonly paint: (context: CanvasRenderingContext2D, places: readonly Place[], palette: Palette) => void;
}

/** The board is the canvas's parent, which it must fill. */
export function createBoardView(canvas: HTMLCanvasElement): { update(options: BoardOptions): void; dispose(): void } {
  let options: BoardOptions | undefined;
  let places: readonly Place[] = [];
  /** As observed: asking for it while drawing would have the page laid out at once. */
  let size = { width: 0, height: 0 };
  let undo: (() => void) | undefined;
  const density = () => window.devicePixelRatio || 1;

  const measure = () => {
    places = canvas.parentElement ? placesOf(canvas.parentElement, density()) : [];
  };
  const draw = () => {
    undo = undefined;
    if (!options) return;
    if (places.length !== options.count) measure();
    const { width, height } = size;
    const context = width < 1 || height < 1 ? null : canvas.getContext("2d");
    if (!context) return;
    const [deviceWidth, deviceHeight] = [Math.round(width * density()), Math.round(height * density())];
    if (canvas.width !== deviceWidth) canvas.width = deviceWidth;
    if (canvas.height !== deviceHeight) canvas.height = deviceHeight;
    context.setTransform(density(), 0, 0, density(), 0, 0);
    context.clearRect(0, 0, width, height);
    options.paint(context, places, currentPalette());
  };
  const invalidate = () => {
    undo ??= drawSoon(draw, canvas.closest("section") ?? canvas);
  };
  const again = () => {
    places = [];
    invalidate();
  };

  const resized = new ResizeObserver(([entry]) => {
    if (entry) size = entry.contentRect;
    measure();
    invalidate();
  });
  resized.observe(canvas);
  const unwatchPalette = onPaletteChange(again);
  // A canvas does not draw itself again when its face arrives.
  document.fonts.addEventListener("loadingdone", invalidate);

  return {
    update(next) {
      options = next;
      invalidate();
    },
    dispose() {
      undo?.();
      resized.disconnect();
      unwatchPalette();
      document.fonts.removeEventListener("loadingdone", invalidate);
    },
  };
}

function placesOf(board: Element, density: number): readonly Place[] {
  const origin = board.getBoundingClientRect();
  const snapped = (length: number) => Math.round(length * density) / density;
  return Array.from(board.querySelectorAll("[data-place]"), (element) => {
    const box = element.getBoundingClientRect();
    const [left, top] = [snapped(box.left - origin.left), snapped(box.top - origin.top)];
    return {
      left,
      top,
      width: snapped(box.right - origin.left) - left,
      height: snapped(box.bottom - origin.top) - top,
      fontPx: Number.parseFloat(getComputedStyle(element).fontSize),
    };
  });
}
