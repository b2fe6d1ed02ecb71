/** Which commands of a recorded step matter, and which of its buffers can share memory. */

/** Buffers by number. Those a step computes afresh each time are `transient`; the others were there before and stay. */
export interface PlannedCommand {
  readonly reads: readonly number[];
  readonly writes: readonly number[];
}

/** A command matters when it writes something that stays, or that a later command which matters uses. */
export function commandsThatMatter(commands: readonly PlannedCommand[], isTransient: (buffer: number) => boolean): boolean[] {
  const needed = new Set<number>();
  const matters = commands.map(() => false);
  for (let i = commands.length - 1; i >= 0; i--) {
    const { reads, writes } = commands[i]!;
    if (!writes.some((buffer) => !isTransient(buffer) || needed.has(buffer))) continue;
    matters[i] = true;
    // Whatever it writes may be written in part only, so what was there before matters too.
    for (const buffer of [...reads, ...writes]) if (isTransient(buffer)) needed.add(buffer);
  }
  return matters;
}

export interface MemoryPlan {
  /** Place of each transient buffer that is used. */
  readonly placeOf: ReadonlyMap<number, number>;
  /** Bytes of each place. */
  readonly places: readonly number[];
}

/** Buffers whose lives do not overlap may lie in the same place; a place is as large as the largest that lies there. */
export function planMemory(commands: readonly PlannedCommand[], sizeOf: (buffer: number) => number, isTransient: (buffer: number) => boolean): MemoryPlan {
  const lastUse = new Map<number, number>();
  commands.forEach(({ reads, writes }, i) => {
    for (const buffer of [...reads, ...writes]) if (isTransient(buffer)) lastUse.set(buffer, i);
  });
  const placeOf = new Map<number, number>();
  const places: number[] = [];
  const free = new Set<number>();
  commands.forEach(({ reads, writes }, i) => {
    const used = new Set([...reads, ...writes].filter(isTransient));
    for (const buffer of used) {
      if (placeOf.has(buffer)) continue;
      const place = choosePlace(free, places, sizeOf(buffer));
      free.delete(place);
      places[place] = Math.max(places[place] ?? 0, sizeOf(buffer));
      placeOf.set(buffer, place);
    }
    // Only now: a buffer must not share its place with what is computed from it.
    for (const buffer of used) if (lastUse.get(buffer) === i) free.add(placeOf.get(buffer)!);
  });
  return { placeOf, places };
}

/** The smallest free place that is large enough, else the largest, which then grows, else a new one. */
function choosePlace(free: ReadonlySet<number>, places: readonly number[], size: number): number {
  let fitting: number | undefined;
  let largest: number | undefined;
  for (const place of free) {
    const bytes = places[place]!;
    if (bytes >= size && (fitting === undefined || bytes < places[fitting]!)) fitting = place;
    if (largest === undefined || bytes > places[largest]!) largest = place;
  }
  return fitting ?? largest ?? places.length;
}
