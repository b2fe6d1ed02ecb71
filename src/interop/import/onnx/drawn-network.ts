/** Layers found in a graph, as a network: those that lead to its end, activations joined to the layer before them, weights where they belong. */
import { masksOf, readsMasks, type EveryStep, type StepMask } from "@/interop/export/masks";
import { inputsOf } from "@/interop/export/inputs";
import { cardName, tooManyLayers, unsupported, type ImportedModel } from "@/interop/import/imported-model";
import type { Drawn } from "@/interop/import/onnx/values";
import { ownWeights } from "@/interop/import/own-weights";
import type { NetworkDocument } from "@/network/document";
import { addLayer, connect, setConfig } from "@/network/edit";
import { layerOf } from "@/network/layers";
import { maxLayersInFile } from "@/network/limits";
import { planOf } from "@/network/plan";

/** Every layer that the last one needs, those that others read before them. */
function needed(end: Drawn): readonly Drawn[] {
  const order: Drawn[] = [];
  const state = new Map<Drawn, "open" | "done">();
  const open = [end];
  for (let layer = open.at(-1); layer; layer = open.at(-1)) {
    if (state.get(layer) === undefined) {
      state.set(layer, "open");
      open.push(...layer.sources.filter((source) => state.get(source) === undefined).toReversed());
    } else {
      open.pop();
      if (state.get(layer) === "open") order.push(layer);
      state.set(layer, "done");
    }
  }
  return order;
}

interface Joined {
  /** The activation that stands in a layer before it. */
  readonly into: ReadonlyMap<Drawn, Drawn>;
  readonly activations: ReadonlyMap<Drawn, unknown>;
}
/** `Dense` without an activation, read by an activation alone, takes it as its own. */
function joinedActivations(layers: readonly Drawn[]): Joined {
  const readers = new Map<Drawn, number>();
  for (const { sources } of layers) for (const source of sources) readers.set(source, (readers.get(source) ?? 0) + 1);
  const into = new Map<Drawn, Drawn>();
  for (const layer of layers) {
    const [source] = layer.sources;
    if (layer.className !== "Activation" || !source || source.className === "Activation" || readers.get(source) !== 1) continue;
    const { fields, activatesInside } = layerOf(source.className);
    const field = fields["activation"];
    const takes = field?.type === "choice" && field.options.includes(String(layer.config["activation"]));
    if (takes && activatesInside !== true && source.config["activation"] === "linear") into.set(layer, source);
  }
  return { into, activations: new Map([...into].map(([layer, source]) => [source, layer.config["activation"]])) };
}

/** `dense_1/kernel`, `fc1.weight`: what stands before the last word names the layer. */
function nameOf({ name = "" }: Drawn): string | undefined {
  const [, own = ""] = /^(.*[A-Za-z].*)[./][^./]*$/.exec(name) ?? [];
  return own === "" || name.startsWith("onnx::") ? undefined : cardName(own);
}

export function drawnNetwork(end: Drawn, name: string): Omit<ImportedModel, "program"> {
  const layers = needed(end);
  const { into, activations } = joinedActivations(layers);
  const count = layers.length - into.size;
  if (count > maxLayersInFile) throw tooManyLayers(count);
  let network: NetworkDocument = { nodes: [], edges: [] };
  const ids = new Map<Drawn, string>();
  for (const layer of layers) {
    const before = into.get(layer);
    if (before) {
      ids.set(layer, ids.get(before) ?? "");
      continue;
    }
    const { className, isUnfinished, sources } = layer;
    const title = nameOf(layer) ?? className;
    if (isUnfinished === true)
      throw unsupported([{ layer: title, reason: { en: "it is only a part of a layer that Layerlab has.", zh: "它只是 Layerlab 某层的一部分。" } }]);
    refuseOutOfBounds(layer, title);
    const activation = activations.has(layer) ? { activation: activations.get(layer) } : {};
    const label = nameOf(layer);
    const added = addLayer(network, className, { config: { ...layer.config, ...activation }, ...(label === undefined ? {} : { name: label }) });
    network = added.network;
    ids.set(layer, added.id);
    for (const source of sources) {
      const next = connect(network, ids.get(source) ?? "", added.id);
      if (next === network)
        throw unsupported([{ layer: title, reason: { en: "it reads itself, or the same layer twice.", zh: "它读取自身，或两次读取同一层。" } }]);
      network = next;
    }
  }
  const drawn = layers.filter((layer) => !into.has(layer));
  const masked = withMasks(network, drawn, ids);
  planOf(masked);
  const own = new Map(drawn.map((layer) => [ids.get(layer) ?? "", layer]));
  return { name, network: masked, weights: ownWeights(masked, (node) => own.get(node.id)?.weights ?? []) };
}

/** A file may say sizes that no card can hold. */
function refuseOutOfBounds({ className, config }: Drawn, title: string): void {
  for (const [key, field] of Object.entries(layerOf(className).fields)) {
    const value = config[key];
    const isOutside = (part: unknown, { min, max }: { readonly min: number; readonly max: number }) =>
      typeof part === "number" && !(part >= min && part <= max);
    const parts: readonly unknown[] = Array.isArray(value) ? value : [value];
    if ("min" in field && parts.some((part) => isOutside(part, field)))
      throw unsupported([
        {
          layer: title,
          reason: {
            en: `its ${key} is ${JSON.stringify(value)}; ${field.min} to ${field.max} is what Layerlab takes.`,
            zh: `其 ${key} 为 ${JSON.stringify(value)}；Layerlab 接受 ${field.min} 至 ${field.max}。`,
          },
        },
      ]);
  }
}

/** A mask in words, its layers by the ids of the network. */
function maskText(mask: StepMask | EveryStep | undefined, idOf: (of: string) => string): string {
  if (mask === undefined) return "all";
  if (mask.kind === "all") return String(mask.steps);
  if (mask.kind === "tokens") return `tokens ${idOf(mask.of)}`;
  if (mask.kind === "values") return `values ${idOf(mask.of)} ${Math.fround(mask.value)}`;
  return `${mask.kind}(${mask.masks.map((part) => maskText(part, idOf)).join()})`;
}

/** Which tables of embeddings make padding: chosen so that every layer leaves out what it does in the file. */
function withMasks(network: NetworkDocument, layers: readonly Drawn[], ids: ReadonlyMap<Drawn, string>): NetworkDocument {
  const nodeIds = new Map(layers.map((layer) => [layer.id, ids.get(layer) ?? ""]));
  const expected = new Map(
    layers
      .filter(({ className }) => readsMasks.has(className))
      .map((layer) => [ids.get(layer) ?? "", maskText(layer.reads?.[0], (of) => nodeIds.get(of) ?? "")]),
  );
  if (expected.size === 0) return network;
  const tables = layers.filter(({ className }) => className === "Embedding").map((layer) => ids.get(layer) ?? "");
  const misread = (candidate: NetworkDocument): readonly string[] => {
    const plan = planOf(candidate);
    const masks = masksOf(plan);
    return plan.layers
      .filter((layer) => {
        const said = expected.get(layer.node.id);
        const source = inputsOf(layer, plan).at(-1);
        return said !== undefined && said !== maskText(source && masks.get(source.node.id), (of) => of);
      })
      .map(({ node }) => node.name);
  };
  let first: readonly string[] = [];
  for (let choice = 0; choice < 2 ** Math.min(tables.length, 6); choice++) {
    const candidate = tables.reduce((all, id, i) => setConfig(all, id, { maskZero: ((choice >> i) & 1) === 1 }), network);
    const wrong = misread(candidate);
    if (wrong.length === 0) return candidate;
    first = first.length === 0 ? wrong : first;
  }
  throw unsupported(
    first.map((layer) => ({
      layer,
      reason: { en: "it leaves out other steps as padding than it would here.", zh: "它作为填充忽略的步与此处不同。" },
    })),
  );
}
