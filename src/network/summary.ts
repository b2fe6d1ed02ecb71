/** What a network costs: parameters, multiply-adds and activation memory, per layer and in total. */
import type { LayerNode, NetworkDocument } from "@/network/document";
import { inferShapes, type NodeShapes } from "@/network/infer-shapes";
import { layerOf } from "@/network/layers";
import type { WeightSpec } from "@/network/layers/define-layer";
import { valuesPerExample } from "@/network/shape";

const bytesPerValue = 4;

export interface LayerCost {
  readonly params: number;
  readonly trainableParams: number;
  /** Multiply-adds of one example's forward pass. */
  readonly macs: number;
  /** What the layer makes of one example and keeps until the way back, in bytes: what leaves it, and what it needs besides. */
  readonly activationBytes: number;
}

export interface NetworkSummary {
  /** Layers whose shapes are known. */
  readonly layers: ReadonlyMap<string, LayerCost>;
  readonly total: LayerCost;
  /** False while some layer has no shape: the totals are then those of the others. */
  readonly isComplete: boolean;
}

const nothing: LayerCost = { params: 0, trainableParams: 0, macs: 0, activationBytes: 0 };
const countValues = (weights: readonly WeightSpec[]) => weights.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);

function costOf(node: LayerNode, { inputs, output }: NodeShapes): LayerCost | undefined {
  if (!output) return undefined;
  const layer = layerOf(node.className);
  const weights = layer.weights(node.config, inputs);
  return {
    params: countValues(weights),
    trainableParams: countValues(weights.filter((weight) => weight.trainable)),
    macs: layer.macs(node.config, inputs, output),
    activationBytes: bytesPerValue * (valuesPerExample(output) + (layer.keptValues?.(node.config, inputs) ?? 0)),
  };
}

const add = (a: LayerCost, b: LayerCost): LayerCost => ({
  params: a.params + b.params,
  trainableParams: a.trainableParams + b.trainableParams,
  macs: a.macs + b.macs,
  activationBytes: a.activationBytes + b.activationBytes,
});

const summaries = new WeakMap<NetworkDocument, NetworkSummary>();

/** Documents are never mutated, so each is counted once. */
export function summarize(network: NetworkDocument): NetworkSummary {
  const known = summaries.get(network);
  if (known) return known;
  const shapes = inferShapes(network);
  const layers = new Map<string, LayerCost>();
  for (const node of network.nodes) {
    const cost = costOf(node, shapes.nodes.get(node.id) ?? { inputs: [] });
    if (cost) layers.set(node.id, cost);
  }
  const summary = { layers, total: [...layers.values()].reduce(add, nothing), isComplete: layers.size === network.nodes.length };
  summaries.set(network, summary);
  return summary;
}

/** What several layers cost together; unknown while it is of one of them. */
export function costTogether(network: NetworkDocument, nodeIds: readonly string[]): LayerCost | undefined {
  const { layers } = summarize(network);
  const costs = nodeIds.flatMap((id) => layers.get(id) ?? []);
  return costs.length === nodeIds.length ? costs.reduce(add, nothing) : undefined;
}

/** The weights of one layer, as it stands in the network; none while its shape is unknown. */
export function weightsOf(network: NetworkDocument, node: LayerNode): readonly WeightSpec[] {
  const shapes = inferShapes(network).nodes.get(node.id);
  return shapes?.output ? layerOf(node.className).weights(node.config, shapes.inputs) : [];
}
