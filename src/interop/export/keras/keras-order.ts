/** The order in which Keras itself has the layers of a model, whatever order a file or a program makes them in: weights are kept by it. */
import type { KerasEntry } from "@/interop/export/keras/keras-entries";

/** The farthest from the end first; those equally far as they are met on the way back from it, along the inputs in their order. */
export function inKerasOrder(entries: readonly KerasEntry[]): readonly KerasEntry[] {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const met: KerasEntry[] = [];
  /** Inputs before what reads them. */
  const finished: KerasEntry[] = [];
  const visit = (entry: KerasEntry | undefined) => {
    if (!entry || met.includes(entry)) return;
    met.push(entry);
    for (const { name } of entry.inputs) visit(byName.get(name));
    finished.push(entry);
  };
  visit(entries.at(-1));
  const depths = new Map<KerasEntry, number>();
  for (const entry of finished.toReversed()) {
    const depth = depths.get(entry) ?? 0;
    depths.set(entry, depth);
    for (const { name } of entry.inputs) {
      const source = byName.get(name);
      if (source) depths.set(source, Math.max(depth + 1, depths.get(source) ?? 0));
    }
  }
  return met.toSorted((a, b) => (depths.get(b) ?? 0) - (depths.get(a) ?? 0));
}
