/** Two classes in the plane: how sure the network is everywhere, where it changes its mind, and the points. */
import { contourLines } from "@/viz/contour";
import { fieldChartScene, type FieldFrame } from "@/viz/field-chart";
import type { Palette } from "@/viz/palette";
import { pixelMap } from "@/viz/pixels";
import { rampOf } from "@/viz/ramps";
import { pxFromValue, type Scale } from "@/viz/scales";
import type { Mark, Scene } from "@/viz/scene";

export interface PlanePoints {
  /** [n, 2] */
  readonly inputs: Float32Array;
  readonly labels: Float32Array;
}
export interface Plane {
  readonly bounds: { readonly min: number; readonly max: number };
  /** Probability of the second class at [side, side] points, top row first; undefined until the network answered. */
  readonly second: Float32Array | undefined;
  readonly side: number;
  readonly train: PlanePoints | undefined;
  /** Drawn hollow. */
  readonly validation: PlanePoints | undefined;
}

/** `outputs` [cells, width]: the probability of the second class, whether it has a unit of its own or not. */
export function secondClass(outputs: Float32Array, width: number): Float32Array {
  if (width === 1) return outputs;
  return Float32Array.from({ length: Math.floor(outputs.length / width) }, (_, cell) => outputs[cell * width + 1] ?? 0);
}

export function planeFrame(bounds: Plane["bounds"]): FieldFrame {
  const domain = [bounds.min, bounds.max] as const;
  return { xDomain: domain, yDomain: domain, isSquare: true };
}

/** Probability of the second class in the cell that holds a place. */
export function shareAt({ bounds, second, side }: Pick<Plane, "bounds" | "second" | "side">, x: number, y: number): number | undefined {
  const cell = (share: number) => Math.min(side - 1, Math.max(0, Math.floor(share * side)));
  const length = bounds.max - bounds.min;
  return second?.[cell((bounds.max - y) / length) * side + cell((x - bounds.min) / length)];
}

export function planeScene({ bounds, second, side, train, validation }: Plane, width: number, height: number, palette: Palette): Scene {
  // The first class is blue, the second orange. Softer than the points, which are drawn in the full colours of their class.
  const field = second && {
    map: pixelMap(
      second.map((p) => -p),
      side,
      side,
      rampOf(palette, "diverging"),
      [-1.9, 0.9],
    ),
    smooth: true,
  };
  return fieldChartScene(
    {
      xTitle: "x₁",
      yTitle: "x₂",
      ...planeFrame(bounds),
      field,
      overlay: (x, y) => [
        ...(second ? [boundary(second, side, x, y, palette)] : []),
        ...dots(train, x, y, palette, false),
        ...dots(validation, x, y, palette, true),
      ],
    },
    width,
    height,
    palette,
  );
}

function boundary(second: Float32Array, side: number, x: Scale, y: Scale, palette: Palette): Mark {
  const points = contourLines(second, side, side, 0.5);
  const [left, right] = x.range;
  const [bottom, top] = y.range;
  for (let i = 0; i < points.length; i += 2) {
    points[i] = left + (((points[i] ?? 0) + 0.5) / side) * (right - left);
    points[i + 1] = top + (((points[i + 1] ?? 0) + 0.5) / side) * (bottom - top);
  }
  return { kind: "line", points, stroke: palette.ink, width: 1.5 };
}

interface DrawnDots {
  readonly x: Scale;
  readonly y: Scale;
  readonly palette: Palette;
  readonly marks: readonly Mark[];
}
/** The network's mind changes ten times a second, the points never: the same marks again are painted from what is kept of them. */
const drawnDots = new WeakMap<PlanePoints, DrawnDots>();

function dots(points: PlanePoints | undefined, x: Scale, y: Scale, palette: Palette, isHollow: boolean): readonly Mark[] {
  if (!points) return [];
  const known = drawnDots.get(points);
  if (known && known.palette === palette && isSameScale(known.x, x) && isSameScale(known.y, y)) return known.marks;
  const marks = dotMarks(points, x, y, palette, isHollow);
  drawnDots.set(points, { x, y, palette, marks });
  return marks;
}

function isSameScale(a: Scale, b: Scale): boolean {
  return [a.domain, a.range].flat().every((value, i) => value === [b.domain, b.range].flat()[i]);
}

/** Round for the first class, square for the second: never colour alone. */
function dotMarks(points: PlanePoints, x: Scale, y: Scale, palette: Palette, isHollow: boolean): readonly Mark[] {
  return [0, 1].map((label): Mark => {
    const at: number[] = [];
    points.labels.forEach((own, i) => {
      if (own === label) at.push(pxFromValue(x, points.inputs[2 * i] ?? 0), pxFromValue(y, points.inputs[2 * i + 1] ?? 0));
    });
    const colour = label === 0 ? palette.pos : palette.neg;
    return {
      kind: "dots",
      points: at,
      shape: label === 0 ? "circle" : "square",
      radius: label === 0 ? 2.4 : 2.1,
      fill: isHollow ? palette.raised : colour,
      stroke: isHollow ? colour : palette.raised,
    };
  });
}
