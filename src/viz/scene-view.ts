/** Keeps a canvas showing a scene: sharp on any screen, at most ten times a second, and never while nobody can see it. */
import { drawSoon } from "@/viz/frame-queue";
import { currentPalette, onPaletteChange, type Palette } from "@/viz/palette";
import { paintScene } from "@/viz/paint-scene";
import type { Scene } from "@/viz/scene";

export interface SceneViewOptions {
  /** Draws for the given size in CSS pixels; called only when something is shown. */
  readonly build: (width: number, height: number, palette: Palette) => Scene;
  /** Subscribes to what the scene is made from; returns its undo. */
  readonly watch?: ((invalidate: () => void) => () => void) | undefined;
}
export interface SceneView {
  update(options: SceneViewOptions): void;
  /** The scene as it would be drawn now, for saving. */
  scene(): Scene;
  dispose(): void;
}

const shortestPauseMs = 100;

export function createSceneView(canvas: HTMLCanvasElement): SceneView {
  let options: SceneViewOptions | undefined;
  let unwatch: (() => void) | undefined;
  let width = 0;
  let height = 0;
  let isSeen = true;
  let isDirty = false;
  let lastDrawMs = Number.NEGATIVE_INFINITY;
  let undo: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Charts of one pane are drawn together. */
  const part = () => canvas.closest("section") ?? canvas;
  const build = (): Scene => options?.build(width, height, currentPalette()) ?? { width, height, font: "", marks: [] };
  const draw = () => {
    undo = undefined;
    if (!isDirty || !isSeen || document.hidden || width < 2 || height < 2) return;
    isDirty = false;
    lastDrawMs = performance.now();
    const density = window.devicePixelRatio || 1;
    const [deviceWidth, deviceHeight] = [Math.round(width * density), Math.round(height * density)];
    if (canvas.width !== deviceWidth) canvas.width = deviceWidth;
    if (canvas.height !== deviceHeight) canvas.height = deviceHeight;
    const context = canvas.getContext("2d");
    if (!context) return;
    context.setTransform(density, 0, 0, density, 0, 0);
    paintScene(context, build());
  };
  const schedule = () => {
    if (undo || timer !== undefined || !isSeen || document.hidden) return;
    const waitMs = lastDrawMs + shortestPauseMs - performance.now();
    if (waitMs <= 0) {
      undo = drawSoon(draw, part());
      return;
    }
    timer = setTimeout(() => {
      timer = undefined;
      undo = drawSoon(draw, part());
    }, waitMs);
  };
  const invalidate = () => {
    isDirty = true;
    schedule();
  };
  const atOnce = () => {
    lastDrawMs = Number.NEGATIVE_INFINITY;
    invalidate();
  };

  const resized = new ResizeObserver(([entry]) => {
    if (!entry) return;
    width = entry.contentRect.width;
    height = entry.contentRect.height;
    atOnce();
  });
  resized.observe(canvas);
  const seen = new IntersectionObserver(([entry]) => {
    isSeen = entry?.isIntersecting ?? true;
    if (isSeen && isDirty) schedule();
  });
  seen.observe(canvas);
  const returned = () => {
    if (!document.hidden && isDirty) schedule();
  };
  document.addEventListener("visibilitychange", returned);
  const unwatchPalette = onPaletteChange(atOnce);
  // A canvas does not reflow by itself when its face arrives.
  document.fonts.addEventListener("loadingdone", atOnce);

  return {
    update(next) {
      if (next.watch !== options?.watch) {
        unwatch?.();
        unwatch = next.watch?.(invalidate);
      }
      options = next;
      atOnce();
    },
    scene: build,
    dispose() {
      undo?.();
      clearTimeout(timer);
      unwatch?.();
      unwatchPalette();
      resized.disconnect();
      seen.disconnect();
      document.removeEventListener("visibilitychange", returned);
      document.fonts.removeEventListener("loadingdone", atOnce);
    },
  };
}
