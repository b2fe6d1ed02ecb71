/** Words as dots in a plane, each in the colour of its class, with as many names as fit; moved and magnified at will. */
import type { Palette } from "@/viz/palette";
import type { Mark, Scene } from "@/viz/scene";

/** What is looked at: the middle, in the plane's own units, and how much larger than all of it. */
export interface MapFrame {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}
export const wholeMap: MapFrame = { x: 0, y: 0, zoom: 1 };
const [leastZoom, mostZoom] = [0.5, 60];

export interface TokenMap {
  /** [n, 2] */
  readonly points: Float32Array;
  readonly names: readonly string[];
  /** Number of a colour, −1 for none, [n]. */
  readonly classes: ArrayLike<number>;
  readonly chosen?: number | undefined;
  readonly near: ReadonlySet<number>;
}
interface Place {
  readonly x: number;
  readonly y: number;
}

/** Pixels per unit of the plane: all of it is seen at zoom 1. */
export function scaleOf(points: Float32Array, width: number, height: number): number {
  const most = points.reduce((greatest, value) => Math.max(greatest, Math.abs(value)), 0);
  return most > 0 ? (0.46 * Math.min(width, height)) / most : 1;
}

export function placeOf(map: Pick<TokenMap, "points">, i: number, frame: MapFrame, width: number, height: number): Place {
  const scale = scaleOf(map.points, width, height) * frame.zoom;
  return { x: width / 2 + ((map.points[2 * i] ?? 0) - frame.x) * scale, y: height / 2 - ((map.points[2 * i + 1] ?? 0) - frame.y) * scale };
}

/** Everything follows the pointer by so many pixels. */
export function moved(frame: MapFrame, dx: number, dy: number, pxPerUnit: number): MapFrame {
  const scale = pxPerUnit * frame.zoom;
  return { ...frame, x: frame.x - dx / scale, y: frame.y + dy / scale };
}

/** The place under the pointer, told from the middle of the picture, stays where it is. */
export function zoomed(frame: MapFrame, factor: number, fromMiddle: Place, pxPerUnit: number): MapFrame {
  const zoom = Math.min(mostZoom, Math.max(leastZoom, frame.zoom * factor));
  const gain = 1 / (pxPerUnit * frame.zoom) - 1 / (pxPerUnit * zoom);
  return { zoom, x: frame.x + fromMiddle.x * gain, y: frame.y - fromMiddle.y * gain };
}

/** Number of the dot that is nearest to a place, within reach. */
export function dotAt(map: Pick<TokenMap, "points">, at: Place, frame: MapFrame, width: number, height: number, reach: number): number | undefined {
  let best: number | undefined;
  let least = reach;
  for (let i = 0; i < map.points.length / 2; i++) {
    const place = placeOf(map, i, frame, width, height);
    const distance = Math.hypot(place.x - at.x, place.y - at.y);
    if (distance < least) [best, least] = [i, distance];
  }
  return best;
}

/** Axes of a projection have no sign of their own: each is turned so that the dots stay on the side where they were. */
export function steadied(points: Float32Array, before: Float32Array | undefined): Float32Array {
  if (!before || before.length !== points.length) return points;
  const signs = [0, 1].map((axis) => {
    let together = 0;
    for (let i = axis; i < points.length; i += 2) together += points[i]! * before[i]!;
    return together < 0 ? -1 : 1;
  });
  return points.map((value, i) => value * signs[i % 2]!);
}

const colourOf = (palette: Palette, k: number): string => (k < 0 ? palette.inkFaint : (palette.categorical[k] ?? palette.categoryMore));

export function tokenMapScene(map: TokenMap, frame: MapFrame, width: number, height: number, palette: Palette): Scene {
  const count = map.points.length / 2;
  const places = Array.from({ length: count }, (_, i) => placeOf(map, i, frame, width, height));
  const isSeen = ({ x, y }: Place) => x > -20 && x < width + 20 && y > -10 && y < height + 10;
  const colours = new Map<string, number[]>();
  places.forEach((place, i) => {
    if (!isSeen(place)) return;
    const colour = colourOf(palette, map.classes[i] ?? -1);
    colours.set(colour, [...(colours.get(colour) ?? []), place.x, place.y]);
  });
  const dots = [...colours].map(([fill, own]): Mark => ({ kind: "dots", points: own, shape: "circle", radius: 2.5, fill }));
  const marked = [...map.near].map((i) => places[i]).filter((place) => place !== undefined);
  const rings: Mark[] =
    marked.length > 0
      ? [{ kind: "dots", points: marked.flatMap(({ x, y }) => [x, y]), shape: "circle", radius: 4.5, fill: "transparent", stroke: palette.ink2 }]
      : [];
  const chosen = map.chosen === undefined ? undefined : places[map.chosen];
  if (chosen) rings.push({ kind: "dots", points: [chosen.x, chosen.y], shape: "circle", radius: 5.5, fill: palette.ink });
  return { width, height, font: palette.font, marks: [...dots, ...rings, ...names(map, places, isSeen, palette)] };
}

/** The chosen one and its neighbours first, then the commonest: whatever still has room. */
function names({ names: words, chosen, near }: TokenMap, places: readonly Place[], isSeen: (place: Place) => boolean, palette: Palette): Mark[] {
  const size = palette.microPx;
  const taken: (readonly [left: number, top: number, right: number, bottom: number])[] = [];
  const first = [...(chosen === undefined ? [] : [chosen]), ...near];
  return [...first, ...places.keys()].flatMap((i, turn): Mark[] => {
    const place = places[i];
    const text = words[i] ?? "";
    if (!place || !isSeen(place) || (turn >= first.length && first.includes(i))) return [];
    const box = [place.x - 2, place.y - size - 4, place.x + 6 + text.length * size * 0.62, place.y + 3] as const;
    if (taken.some(([left, top, right, bottom]) => box[0] < right && box[2] > left && box[1] < bottom && box[3] > top)) return [];
    taken.push(box);
    const isMarked = turn < first.length;
    return [
      {
        kind: "text",
        x: place.x + 5,
        y: place.y - 3,
        text,
        fill: isMarked ? palette.ink : palette.ink2,
        size,
        weight: i === chosen ? 700 : 400,
        casing: palette.panel,
      },
    ];
  });
}
