/** Names of the classes in the page's language; numbers where the data have none. */
import type { DatasetDefinition } from "@/data/define-dataset";
import type { Say } from "@/ui/locale";

export function classNamesOf(dataset: DatasetDefinition | undefined, count: number, say: Say): readonly string[] {
  return Array.from({ length: count }, (_, i) => {
    const name = dataset?.classNames?.[i];
    return name ? say(name) : String(i);
  });
}

/** How many classes an evaluation is about. */
export function classCountOf(dataset: DatasetDefinition | undefined, labels: Int32Array, predictions: Int32Array): number {
  return dataset?.classNames?.length ?? Math.max(0, ...labels, ...predictions) + 1;
}
