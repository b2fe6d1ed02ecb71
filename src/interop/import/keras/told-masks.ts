/**
 * Masks that a file tells its layers by operations of their own. Here masks follow from the network, so these operations go, after it was
 * seen that they say the same; a layer that is told another mask is refused.
 */
import { readsMasks, masksOf, type EveryStep, type StepMask } from "@/interop/export/masks";
import type { Obstacle } from "@/interop/import/imported-model";
import { ownPrefix } from "@/interop/import/keras/join-entries";
import type { Entry } from "@/interop/import/keras/read-entries";
import type { LayerName } from "@/network/layers";
import type { Plan } from "@/network/plan";

interface Unmasked {
  /** Without the operations; every layer says by name which mask it is told. */
  readonly entries: readonly Entry[];
  /** What the mask of this name says, in words to compare; undefined where it is none that Layerlab makes. */
  readonly wordsOf: (name: string) => string | undefined;
}

/** No layer, and it keeps nothing. */
export const isOperation = ({ module }: Entry): boolean => module !== undefined && /^keras\.(src\.)?ops\b/.test(module);
const isOwn = ({ className }: Entry) => className.startsWith(ownPrefix);

export function withoutMasks(entries: readonly Entry[]): Unmasked {
  const masks = new Map<string, Entry>();
  for (const entry of entries)
    if (isOperation(entry) || entry.className === `${ownPrefix}StepMask` || (entry.inputs.length > 0 && entry.inputs.every((name) => masks.has(name))))
      masks.set(entry.name, entry);
  // An operation whose answer a layer takes as values is no mask: it stays, and is named as what it is.
  for (const entry of entries) if (!masks.has(entry.name) && !isOwn(entry)) for (const name of entry.inputs) masks.delete(name);
  return {
    entries: entries
      .filter(({ name }) => !masks.has(name))
      .map((entry) => {
        const told = entry.inputs.find((name) => masks.has(name));
        if (told === undefined) return entry;
        const argument = entry.className.endsWith("MultiHeadAttention") ? "value_mask" : "mask";
        return { ...entry, inputs: entry.inputs.filter((name) => !masks.has(name)), masks: { ...entry.masks, [argument]: told } };
      }),
    wordsOf: (name) => wordsIn(masks, name, 0),
  };
}

const everyStep = "all";
const union = (parts: readonly string[]) => (parts.includes(everyStep) ? everyStep : [...new Set(parts)].toSorted().join(" | "));
const joined = (parts: readonly string[]) => (parts.every((part) => part === everyStep) ? everyStep : `[${parts.join(", ")}]`);
const differs = (name: string, value: unknown) => (typeof value === "number" ? `${name} != ${value}` : undefined);
const deepest = 64;

function wordsIn(masks: ReadonlyMap<string, Entry>, name: string, depth: number): string | undefined {
  const entry = masks.get(name);
  if (!entry || depth > deepest) return undefined;
  const { className, inputs, config, constants } = entry;
  const [first = ""] = inputs;
  const parts = () => {
    // Zeros are only there to widen the mask beside them.
    const words = inputs.filter((input) => masks.get(input)?.className !== "ZerosLike").map((input) => wordsIn(masks, input, depth + 1));
    return words.every((word) => word !== undefined) ? words : undefined;
  };
  switch (className) {
    case "NotEqual":
      return differs(first, constants[0]);
    case `${ownPrefix}StepMask`:
      return config["value"] === undefined ? everyStep : differs(first, config["value"]);
    case "OnesLike":
      return everyStep;
    case "Any":
    case "ExpandDims":
    case "Cast":
      return wordsIn(masks, first, depth + 1);
    case "LogicalOr":
    case "Maximum": {
      const words = parts();
      return words && union(words.flatMap((word) => word.split(" | ")));
    }
    case "Concatenate": {
      const words = parts();
      return words && (config["axis"] === 1 ? joined(words) : union(words));
    }
    default:
      return undefined;
  }
}

function wordsOfMask(mask: StepMask | EveryStep, nameOf: (id: string) => string): string {
  switch (mask.kind) {
    case "tokens":
      return `${nameOf(mask.of)} != 0`;
    case "values":
      return `${nameOf(mask.of)} != ${mask.value}`;
    case "all":
      return everyStep;
    case "union":
      return union(mask.masks.flatMap((part) => wordsOfMask(part, nameOf).split(" | ")));
    case "joined":
      return joined(mask.masks.map((part) => wordsOfMask(part, nameOf)));
  }
}

/** Behind these Keras has forgotten which steps are padding. */
const forgetful: ReadonlySet<LayerName> = new Set<LayerName>(["PositionalEncoding", "RMSNormalization"]);

/** Layers that leave out other steps in the file than they would here. `nameOf`: what the file calls a layer of ours. */
export function maskObstacles(
  plan: Plan,
  entries: readonly Entry[],
  nameOf: (id: string) => string,
  wordsOf: Unmasked["wordsOf"],
  isOld: boolean,
): readonly Obstacle[] {
  const [here, there] = [masksOf(plan), masksOf(plan, forgetful)];
  const words = (masks: ReadonlyMap<string, StepMask>, id: string | undefined) => {
    const mask = id === undefined ? undefined : masks.get(id);
    return mask ? wordsOfMask(mask, nameOf) : everyStep;
  };
  return plan.layers.flatMap(({ node, sources }): readonly Obstacle[] => {
    const entry = entries.find(({ name }) => name === nameOf(node.id));
    if (!entry) return [];
    const [first, last] = [sources[0], sources.at(-1)];
    const agrees = Object.entries(entry.masks).every(([argument, told]) => {
      const said = wordsOf(told);
      const isLenient = argument === "query_mask" || node.className === "BatchNormalization";
      return said === words(here, argument === "query_mask" ? first : last) || (isLenient && said === everyStep);
    });
    const isTold = "mask" in entry.masks || "value_mask" in entry.masks;
    const isForgotten = !isOld && !isTold && readsMasks.has(node.className) && words(here, last) !== words(there, last);
    if (agrees && !isForgotten) return [];
    return [
      {
        layer: `${entry.name} (${entry.className.slice(0, 48)})`,
        reason: { en: "it leaves out other steps than it would here.", zh: "它略去的步与在这里不同。" },
      },
    ];
  });
}
