/** Which steps of each layer's answer count: what the engine finds out with every batch (`engine/worker/model/masks.ts`), told before anything runs. */
import { inputsOf } from "@/interop/export/inputs";
import { layerOf, type LayerName } from "@/network/layers";
import type { Plan, PlannedLayer } from "@/network/plan";

export type StepMask =
  /** Of tokens that come in: 0 is padding. `of` and the others are ids of layers. */
  | { readonly kind: "tokens"; readonly of: string; readonly steps: number }
  /** Steps that hold the value throughout do not count. */
  | { readonly kind: "values"; readonly of: string; readonly value: number; readonly steps: number }
  /** Counts where it does in any of them. */
  | { readonly kind: "union"; readonly masks: readonly StepMask[]; readonly steps: number }
  /** One after the other. */
  | { readonly kind: "joined"; readonly masks: readonly (StepMask | EveryStep)[]; readonly steps: number };

/** All steps of what a layer answers count. */
export interface EveryStep {
  readonly kind: "all";
  readonly of: string;
  readonly steps: number;
}

/** By id of the layer that answers; none where every step counts. `forgetful`: layers behind which another program knows of no padding. */
export function masksOf(plan: Plan, forgetful: ReadonlySet<LayerName> = new Set()): ReadonlyMap<string, StepMask> {
  const known = new Map<string, StepMask>();
  for (const layer of plan.layers) {
    const mask = forgetful.has(layer.node.className) ? undefined : maskAfter(layer, plan, known);
    if (mask && layer.outputShape.length > 2 && layer.outputShape[1] === mask.steps) known.set(layer.node.id, mask);
  }
  return known;
}

function maskAfter(layer: PlannedLayer, plan: Plan, known: ReadonlyMap<string, StepMask>): StepMask | undefined {
  const { node } = layer;
  const inputs = inputsOf(layer, plan);
  const masks = inputs.map((input) => known.get(input.node.id));
  const [first] = inputs;
  const steps = first?.outputShape[1] ?? 0;
  const rule = layerOf(node.className).masks ?? "ends";
  if (rule === "passes") return unionOf(masks);
  if (rule === "ends" || !first) return undefined;
  const { className, config } = node;
  if (className === "Embedding") return config.maskZero ? { kind: "tokens", of: first.node.id, steps } : undefined;
  if (className === "Masking") return { kind: "values", of: first.node.id, value: config.maskValue, steps };
  if (className === "MultiHeadAttention") return masks[0];
  if (className !== "Concatenate") throw new Error(`${className} makes masks that exports do not know.`);
  if (config.axis !== 1) return unionOf(masks);
  if (masks.every((mask) => mask === undefined)) return undefined;
  return { kind: "joined", masks: masks.map((mask, i) => mask ?? everyStepOf(inputs[i])), steps: layer.outputShape[1] ?? 0 };
}

function everyStepOf(layer: PlannedLayer | undefined): EveryStep {
  return { kind: "all", of: layer?.node.id ?? "", steps: layer?.outputShape[1] ?? 0 };
}

/** A wire without a mask makes all steps count. */
function unionOf(masks: readonly (StepMask | undefined)[]): StepMask | undefined {
  const there = masks.filter((mask) => mask !== undefined);
  const [first] = there;
  if (!first || there.length < masks.length) return undefined;
  return there.every((mask) => mask === first) ? first : { kind: "union", masks: there, steps: first.steps };
}

/** The layers that leave out steps which do not count; all others only hand masks on. */
export const readsMasks: ReadonlySet<LayerName> = new Set<LayerName>([
  "LSTM",
  "GRU",
  "SimpleRNN",
  "Bidirectional",
  "GlobalAveragePooling1D",
  "MultiHeadAttention",
]);
