/**
 * The order in which Keras counts the layers of a functional model, and so the names of the groups that keep their weights: those first
 * that are farthest from the output, and of those equally far the ones first that a walk back from the output meets first.
 */
import type { KerasEntry } from "@/interop/export/keras/keras-entry";

/** `entries` stand after those that they read, the output at the end. */
export function inKerasOrder(entries: readonly KerasEntry[]): readonly KerasEntry[] {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const readBy = (entry: KerasEntry) => {
    const masks = Object.entries(entry.masks ?? {}).toSorted(([one], [other]) => (one < other ? -1 : 1));
    return [...entry.inputs, ...masks.map(([, value]) => value)].flatMap(({ name }) => byName.get(name) ?? []);
  };
  const distance = new Map<KerasEntry, number>();
  for (const entry of entries.toReversed()) {
    const own = distance.get(entry) ?? 0;
    distance.set(entry, own);
    for (const source of readBy(entry)) distance.set(source, Math.max(distance.get(source) ?? 0, own + 1));
  }
  const met: KerasEntry[] = [];
  const open = entries.slice(-1);
  while (open.length > 0) {
    const entry = open.pop()!;
    if (met.includes(entry)) continue;
    met.push(entry);
    open.push(...readBy(entry).toReversed());
  }
  return met.toSorted((one, other) => distance.get(other)! - distance.get(one)!);
}
