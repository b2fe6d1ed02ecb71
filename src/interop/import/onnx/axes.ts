/**
 * Axes as a file has them over the axes of a layer here. A value of ONNX is what a layer answers, seen through a view (the same values in
 * the same order on other axes, batch NaN) and an order (`order[i]` is the axis of the view that is the file's axis i). Turning and
 * reshaping change these two alone; only a layer that needs its axes elsewhere makes anything happen.
 */

export interface Axes {
  readonly view: readonly number[];
  readonly order: readonly number[];
}

/** The batch, whose size no file needs to know. */
export const batch = Number.NaN;
export const isBatch = (size: number | undefined): boolean => size !== undefined && Number.isNaN(size);
const isOne = (size: number | undefined) => size === 1;

export const plainAxes = (view: readonly number[]): Axes => ({ view, order: view.map((_, axis) => axis) });
/** The shape that the file sees. */
export const seenShape = ({ view, order }: Axes): readonly number[] => order.map((axis) => view[axis] ?? 1);
export const valuesOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * (isBatch(size) ? 1 : size), 1);
export const sameSizes = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && a.every((size, i) => Object.is(size, b[i]));

export const turnedAxes = ({ view, order }: Axes, perm: readonly number[]): Axes => ({ view, order: perm.map((axis) => order[axis] ?? 0) });

/** New axes of one at these places of the result. */
export function withAxes({ view, order }: Axes, places: readonly number[]): Axes {
  const rank = order.length + places.length;
  const added = new Set(places.map((place) => (place < 0 ? place + rank : place)));
  const rest = [...order];
  let next = view.length;
  return { view: [...view, ...[...added].map(() => 1)], order: Array.from({ length: rank }, (_, i) => (added.has(i) ? next++ : (rest.shift() ?? 0))) };
}

/** Without these axes of one, or without all of them. Undefined where one is larger. */
export function withoutAxes({ view, order }: Axes, places?: readonly number[]): Axes | undefined {
  const chosen = places?.map((place) => (place < 0 ? place + order.length : place)) ?? order.flatMap((axis, i) => (isOne(view[axis]) ? [i] : []));
  if (chosen.some((place) => !isOne(view[order[place] ?? -1]))) return undefined;
  return withoutPlaces({ view, order }, chosen);
}

/** Without these axes of the file, whatever their size. */
export function withoutPlaces({ view, order }: Axes, places: readonly number[]): Axes {
  const gone = new Set(places.map((place) => order[place]));
  const kept = view.flatMap((_, axis) => (gone.has(axis) ? [] : [axis]));
  return { view: kept.map((axis) => view[axis] ?? 1), order: order.filter((axis) => !gone.has(axis)).map((axis) => kept.indexOf(axis)) };
}

/** The file's axes larger than one, as they lie behind each other in memory. */
const inMemory = ({ view, order }: Axes): readonly number[] =>
  order
    .map((axis, place) => ({ axis, place }))
    .filter(({ axis }) => !isOne(view[axis]))
    .toSorted((a, b) => a.axis - b.axis)
    .map(({ place }) => place);

/** Whether values lie in memory as they would where the file's axis i is axis `wanted[i]`. */
export const liesAs = (axes: Axes, wanted: readonly number[]): boolean => sameSizes(inMemory(axes), inMemory({ view: axesFor(axes, wanted), order: wanted }));

/** The sizes in that order. */
export function axesFor(axes: Axes, wanted: readonly number[]): readonly number[] {
  const seen = seenShape(axes);
  const sizes = seen.map(() => 1);
  for (const [place, axis] of wanted.entries()) sizes[axis] = seen[place] ?? 1;
  return sizes;
}

/** A target as Reshape takes it (0 copies, −1 is what is left, NaN the batch) as sizes; undefined where it does not fit. */
export function resolvedTarget(axes: Axes, target: readonly number[], fixedBatch: number | undefined): readonly number[] | undefined {
  const seen = seenShape(axes);
  const copied = target.map((size, i) => (size === 0 ? (seen[i] ?? 0) : size));
  const values = valuesOf(seen);
  const fill = (place: number): readonly number[] | undefined => {
    const rest = copied.map((size, i) => (i === place ? batch : size));
    const open = rest.indexOf(-1);
    if (open >= 0) rest[open] = values / valuesOf(rest.filter((_, i) => i !== open));
    return rest.every((size, i) => i === place || (Number.isSafeInteger(size) && size > 0)) && valuesOf(rest) === values ? rest : undefined;
  };
  const known = copied.findIndex(isBatch);
  if (known >= 0) return fill(known);
  for (const [place, size] of copied.entries()) {
    if (size !== -1 && size !== fixedBatch) continue;
    const found = fill(place);
    if (found) return found;
  }
  return undefined;
}

/**
 * The same values on other axes. `scrambled`: they lie in memory in another order than the file counts them; undefined: the batch would be
 * mixed with something else.
 */
export function reshapedAxes(axes: Axes, target: readonly number[]): Axes | "scrambled" | undefined {
  const memory = inMemory(axes);
  const from = seenShape(axes).flatMap((size, place) => (isOne(size) ? [] : [{ size, rank: memory.indexOf(place) }]));
  const to = target.flatMap((size, place) => (isOne(size) ? [] : [{ size, place }]));
  const groups: { readonly rank: number; readonly places: readonly number[] }[] = [];
  let isScrambled = false;
  for (let i = 0, j = 0; i < from.length || j < to.length;) {
    const [a, b] = [from[i], to[j]];
    if (!a || !b || isBatch(a.size) !== isBatch(b.size)) return undefined;
    let [have, want] = [a.size, b.size];
    const ranks = [a.rank];
    const places = [b.place];
    for (i++, j++; !isBatch(have) && have !== want;) {
      const next = have < want ? from[i++] : undefined;
      const other = have > want ? to[j++] : undefined;
      if ((!next && !other) || isBatch(next?.size) || isBatch(other?.size)) return undefined;
      if (next) {
        have *= next.size;
        ranks.push(next.rank);
      }
      if (other) {
        want *= other.size;
        places.push(other.place);
      }
    }
    isScrambled ||= ranks.some((rank, k) => k > 0 && rank !== (ranks[k - 1] ?? 0) + 1);
    groups.push({ rank: ranks[0] ?? 0, places });
  }
  if (isScrambled) return "scrambled";
  const ones = target.flatMap((size, place) => (isOne(size) ? [place] : []));
  const places = [...groups.toSorted((a, b) => a.rank - b.rank).flatMap((group) => group.places), ...ones];
  return { view: places.map((place) => target[place] ?? 1), order: target.map((_, place) => places.indexOf(place)) };
}

/** Where each value of one example, counted as the file does, lies in memory. */
export function placesInMemory(axes: Axes): Int32Array {
  const { view, order } = axes;
  const own = view.map((size) => (isBatch(size) ? 1 : size));
  const strides = own.map((_, axis) => own.slice(axis + 1).reduce((product, size) => product * size, 1));
  const sizes = order.map((axis) => own[axis] ?? 1);
  const steps = order.map((axis) => strides[axis] ?? 1);
  const places = new Int32Array(valuesOf(view));
  const index = sizes.map(() => 0);
  for (let i = 0, at = 0; i < places.length; i++) {
    places[i] = at;
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      at += steps[axis] ?? 0;
      index[axis] = (index[axis] ?? 0) + 1;
      if ((index[axis] ?? 0) < (sizes[axis] ?? 1)) break;
      at -= (steps[axis] ?? 0) * (sizes[axis] ?? 1);
      index[axis] = 0;
    }
  }
  return places;
}
