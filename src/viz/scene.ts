/** A drawing as data: marks in CSS pixels, painted on a canvas while live and written as SVG when saved. */
import type { PixelMap } from "@/viz/pixels";

export interface LineMark {
  readonly kind: "line";
  /** x, y, x, y, …; a NaN breaks the line. */
  readonly points: ArrayLike<number>;
  readonly stroke: string;
  readonly width: number;
  readonly dash?: readonly number[];
  readonly opacity?: number;
}
export interface RectMark {
  readonly kind: "rect";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill?: string;
  readonly stroke?: string;
}
/** Many points of one look: one mark, whatever their number. */
export interface DotsMark {
  readonly kind: "dots";
  /** x, y, x, y, … */
  readonly points: ArrayLike<number>;
  readonly shape: DotShape;
  readonly radius: number;
  readonly fill: string;
  readonly stroke?: string;
}
export const dotShapes = ["circle", "square", "triangle", "diamond", "cross"] as const;
export type DotShape = (typeof dotShapes)[number];
export interface TextMark {
  readonly kind: "text";
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly fill: string;
  readonly size: number;
  readonly weight?: number;
  readonly anchor?: "start" | "middle" | "end";
  readonly baseline?: "alphabetic" | "middle";
  /** Colour of a casing that keeps the words readable on data. */
  readonly casing?: string;
}
export interface ImageMark {
  readonly kind: "image";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly map: PixelMap;
  readonly smooth?: boolean;
}
/** What lies outside the rectangle is cut off. */
export interface ClipMark {
  readonly kind: "clip";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
}
export type Mark = LineMark | RectMark | DotsMark | TextMark | ImageMark | ClipMark;

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly font: string;
  readonly marks: readonly Mark[];
}

/** Corners of a dot as an SVG path around the origin; circles have none. */
export function dotPath(shape: Exclude<DotShape, "circle">, radius: number): readonly (readonly [number, number])[] {
  const r = radius;
  const t = radius * 0.42;
  switch (shape) {
    case "square":
      return [
        [-r, -r],
        [r, -r],
        [r, r],
        [-r, r],
      ];
    case "triangle":
      return [
        [0, -r * 1.2],
        [r * 1.15, r * 0.9],
        [-r * 1.15, r * 0.9],
      ];
    case "diamond":
      return [
        [0, -r * 1.3],
        [r * 1.3, 0],
        [0, r * 1.3],
        [-r * 1.3, 0],
      ];
    case "cross":
      return [
        [-t, -r],
        [t, -r],
        [t, -t],
        [r, -t],
        [r, t],
        [t, t],
        [t, r],
        [-t, r],
        [-t, t],
        [-r, t],
        [-r, -t],
        [-t, -t],
      ];
  }
}
