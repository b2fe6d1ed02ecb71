/** A model as Keras writes it down (Keras 2 and 3, TensorFlow.js), as a network: Sequential or functional, layer by layer. */
import { cardName, importProblem, inACircle, partsOf, tooManyLayers, unsupported, wrongStructure } from "@/interop/import/imported-model";
import type { Obstacle, RawTensor, WeightsOf } from "@/interop/import/imported-model";
import { joinedEntries } from "@/interop/import/keras/join-entries";
import { ownLayer } from "@/interop/import/keras/keras-layers";
import { dtypeOf, unsuitedSetting } from "@/interop/import/keras/keras-settings";
import { tableOf } from "@/interop/import/keras/positions-table";
import { chainOf, functionalEntry, type Entry } from "@/interop/import/keras/read-entries";
import { layerWord } from "@/interop/export/keras/keras-config";
import { isOperation, maskObstacles, withoutMasks } from "@/interop/import/keras/told-masks";
import { Unsuited } from "@/interop/import/unsuited";
import { listAt, recordAt, textAt, type Untyped } from "@/interop/import/untyped";
import type { LayerNode, NetworkDocument } from "@/network/document";
import { addLayer, connect } from "@/network/edit";
import { inferShapes } from "@/network/infer-shapes";
import { maxLayersInFile } from "@/network/limits";
import { layerOf } from "@/network/layers";
import { outputNode } from "@/network/output-node";
import { planOf } from "@/network/plan";

export interface KerasNetwork {
  readonly name: string;
  readonly network: NetworkDocument;
  /** The values of one of our layers, in its order, out of those that the file keeps by its own names. */
  readonly valuesOf: (node: LayerNode, given: WeightsOf) => readonly RawTensor[];
  /** In Keras' order, with their classes: how `.keras` counts its groups. */
  readonly layers: readonly { readonly name: string; readonly className: string }[];
}

/** `isOld`: Keras 2 or TensorFlow.js. */
export function kerasNetwork(value: unknown, isOld: boolean): KerasNetwork {
  const model = recordAt(value, "model");
  const className = textAt(model["class_name"], "class_name");
  if (className !== "Sequential" && className !== "Functional" && className !== "Model")
    throw importProblem(
      "ownClass",
      {
        en: "This model is of the class {className}, which is code of its own. Only Sequential and functional models say what they are without it.",
        zh: "此模型属于类 {className}，需要其自己的代码。只有 Sequential 与函数式模型无需代码即可说明自身。",
      },
      { className: className.slice(0, 64) },
    );
  const config = model["config"];
  // Keras before 2.2 wrote the layers of a Sequential alone.
  const own: Untyped = Array.isArray(config) ? { layers: config as unknown[] } : recordAt(config, "config");
  const layers = listAt(own["layers"], "config.layers");
  if (layers.length > maxLayersInFile) throw tooManyLayers(layers.length);
  const entries = className === "Sequential" ? chainOf(layers, own, model) : layers.map(functionalEntry);
  const name = typeof own["name"] === "string" ? own["name"] : "model";
  const isChain = className === "Sequential";
  const parts = partsOf(isChain ? entries.slice(0, 1).map((entry) => entry.name) : inputsOf(own, entries));
  const keeping = entries.filter((entry) => !isOperation(entry));
  return { name, ...built(entries, parts, isChain ? undefined : outputOf(own), isOld), layers: keeping };
}

/** In the order in which the model takes them. */
function inputsOf(own: Untyped, entries: readonly Entry[]): readonly string[] {
  const listed = listAt(own["input_layers"] ?? [], "input_layers");
  const several = listed.every((input) => Array.isArray(input)) ? listed : [listed];
  const names = several.map((input) => textAt(listAt(input, "input_layers")[0], "input_layers"));
  return names.length > 0 ? names : entries.flatMap(({ className, name }) => (className === "InputLayer" ? [name] : []));
}

function outputOf(own: Untyped): string {
  const outputs = listAt(own["output_layers"], "output_layers");
  const several = outputs.every((output) => Array.isArray(output)) ? outputs : [outputs];
  if (several.length !== 1)
    throw importProblem(
      "severalOutputs",
      { en: "This model has {count} outputs; a network here has one.", zh: "此模型有 {count} 个输出；这里的网络只有一个。" },
      { count: several.length },
    );
  return textAt(listAt(several[0], "output_layers")[0], "output_layers");
}

function built(
  read: readonly Entry[],
  parts: ReturnType<typeof partsOf>,
  output: string | undefined,
  isOld: boolean,
): Pick<KerasNetwork, "network" | "valuesOf"> {
  const { entries: unmasked, wordsOf } = withoutMasks(read);
  const entries = joinedEntries(unmasked);
  let network: NetworkDocument = { nodes: [], edges: [] };
  const ids = new Map<string, string>();
  const obstacles: Obstacle[] = [];
  for (const { className, name, config, kwargs } of entries) {
    if (ids.has(name)) throw wrongStructure(name, { en: "a name that no other layer has", zh: "其他层没有用过的名称" }, name);
    try {
      const dtype = dtypeOf(config["dtype"] ?? "float32");
      if (className !== "InputLayer" && dtype !== "float32") throw unsuitedSetting("dtype", dtype);
      const { dtype: _, ...rest } = config;
      const own = ownLayer({ className, name, config: rest, kwargs, isOld });
      const part = own.className === "Input" ? { part: parts.get(name) ?? "whole" } : {};
      const added = addLayer(network, own.className, { config: { ...own.config, ...part }, name: cardName(ownName(name)) });
      network = added.network;
      ids.set(name, added.id);
    } catch (error) {
      if (!(error instanceof Unsuited)) throw error;
      obstacles.push({ layer: `${name} (${className.slice(0, 48)})`, reason: error.reason });
    }
  }
  if (obstacles.length > 0) throw unsupported(obstacles);
  for (const { name, inputs } of entries) network = wired(network, ids, name, inputs);
  const ring = inferShapes(network).cyclic;
  if (ring.length > 0) throw inACircle(network.nodes.flatMap(({ id, name }) => (ring.includes(id) ? [name] : [])).join(", "));
  checkAxes(network, entries, ids);
  const plan = planOf(network);
  if (output !== undefined && outputNode(network)?.id !== ids.get(output))
    throw wrongStructure("output_layers", { en: "the layer at the end", zh: "末端的层" }, output);
  const byId = new Map(entries.map((entry) => [ids.get(entry.name) ?? "", entry]));
  const others = maskObstacles(plan, entries, (id) => byId.get(id)?.name ?? "", wordsOf, isOld);
  if (others.length > 0) throw unsupported(others);
  return {
    network,
    valuesOf(node, given) {
      const entry = byId.get(node.id);
      const values = entry ? (entry.parts ?? [entry.name]).flatMap(given) : [];
      return entry?.className === "EinsumDense" ? tableOf(entry.name, node, values) : values;
    },
  };
}

function wired(network: NetworkDocument, ids: ReadonlyMap<string, string>, name: string, inputs: readonly string[]): NetworkDocument {
  const target = ids.get(name) ?? "";
  const node = network.nodes.find(({ id }) => id === target);
  if (!node) throw wrongStructure(name, { en: "a layer that is among those of the model", zh: "模型所含的层" }, undefined);
  // Attention names what it looks at twice, as value and as key, and itself where it looks at itself.
  const wires = node.className === "MultiHeadAttention" ? [...new Set(inputs)] : inputs;
  const { arity } = layerOf(node.className).input;
  if (arity !== "many" && wires.length > arity)
    throw unsupported([
      { layer: name, reason: { en: `it reads ${wires.length} tensors; ${arity} is what it can.`, zh: `它读取 ${wires.length} 个张量，最多为 ${arity} 个。` } },
    ]);
  return wires.reduce((all, input) => {
    const source = ids.get(input);
    if (source === undefined) throw wrongStructure(`${name}: ${input}`, { en: "the name of a layer of this model", zh: "此模型中某层的名称" }, input);
    const next = connect(all, source, target);
    if (next === all) throw unsupported([{ layer: name, reason: { en: "it reads itself, or the same layer twice.", zh: "它读取自身，或两次读取同一层。" } }]);
    return next;
  }, network);
}

/** Normalisation works along the last axis here. */
function checkAxes(network: NetworkDocument, entries: readonly Entry[], ids: ReadonlyMap<string, string>): void {
  const shapes = inferShapes(network);
  const obstacles = entries.flatMap(({ name, className, config }): Obstacle[] => {
    if (!className.endsWith("Normalization")) return [];
    const given: unknown = config["axis"] ?? -1;
    const axis: unknown = Array.isArray(given) ? given[0] : given;
    const rank = shapes.nodes.get(ids.get(name) ?? "")?.output?.length;
    return axis === -1 || rank === undefined || axis === rank - 1 ? [] : [{ layer: name, reason: unsuitedSetting("axis", given).reason }];
  });
  if (obstacles.length > 0) throw unsupported(obstacles);
}

/** Without what our own files put behind a name that Keras takes for itself. */
function ownName(name: string): string {
  return name.startsWith("concatenate") && name.endsWith(layerWord) ? name.slice(0, -layerWord.length) : name;
}
