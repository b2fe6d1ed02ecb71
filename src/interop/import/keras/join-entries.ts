/** What our own files write as several layers, because the program has no one layer for it, as one again: by the names that they are given. */
import type { Entry } from "@/interop/import/keras/read-entries";
import { isRecord } from "@/interop/import/untyped";

/** A class of ours, by what stands before its name in files. */
export const ownPrefix = "Layerlab";

export function joinedEntries(entries: readonly Entry[]): readonly Entry[] {
  return feedForwards(activated(entries));
}

const partsOf = (entry: Entry) => entry.parts ?? [entry.name];

/** `dense_linear` and then an activation called `dense`: a layer with an activation that TensorFlow.js has not. */
function activated(entries: readonly Entry[]): readonly Entry[] {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const gone = new Set<string>();
  const joined = entries.map((entry): Entry => {
    const [from = ""] = entry.inputs;
    const before = byName.get(from);
    if (entry.className !== `${ownPrefix}Activation` || from !== `${entry.name}_linear` || !before || isReadElsewhere(entries, from, entry)) return entry;
    gone.add(from);
    const { activation } = entry.config;
    const within = before.config["layer"];
    const config =
      isRecord(within) && isRecord(within["config"])
        ? { ...before.config, layer: { ...within, config: { ...within["config"], activation } } }
        : { ...before.config, activation };
    return { ...before, name: entry.name, config, parts: partsOf(before) };
  });
  return joined.filter(({ name }) => !gone.has(name));
}

/** Two Dense layers with a Dropout between them: a feed-forward block. */
function feedForwards(entries: readonly Entry[]): readonly Entry[] {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const gone = new Set<string>();
  const joined = entries.map((last): Entry => {
    const between = byName.get(`${last.name}_dropout`);
    const first = byName.get(`${last.name}_intermediate`);
    if (!between || !first || last.className !== "Dense" || between.className !== "Dropout" || first.className !== "Dense") return last;
    if (last.inputs.join() !== between.name || between.inputs.join() !== first.name) return last;
    if (isReadElsewhere(entries, first.name, between) || isReadElsewhere(entries, between.name, last)) return last;
    if (last.config["activation"] !== "linear" || last.config["use_bias"] !== true || first.config["use_bias"] !== true) return last;
    gone.add(first.name).add(between.name);
    const { activation, use_bias: _, ...config } = first.config;
    return {
      ...first,
      className: `${ownPrefix}FeedForward`,
      name: last.name,
      config: { ...config, name: last.name, hidden_activation: activation, dropout: between.config["rate"] },
      parts: [...partsOf(first), ...partsOf(last)],
    };
  });
  return joined.filter(({ name }) => !gone.has(name));
}

function isReadElsewhere(entries: readonly Entry[], name: string, reader: Entry): boolean {
  return entries.some((entry) => entry !== reader && entry.inputs.includes(name));
}
