/** A network as an exported page holds it: its layers as plain JSON, and all weights one behind the other. */
import type { TrainedModel } from "@/interop/export/trained-model";
import type { ActivationName } from "@/network/activations";
import type { LayerNode } from "@/network/document";
import { layerOf } from "@/network/layers";
import type { MaskRule } from "@/network/layers/define-layer";

export interface PageNode {
  readonly className: LayerNode["className"];
  readonly config: LayerNode["config"];
  /** Places in the list of those that it reads. */
  readonly sources: readonly number[];
  /** Without the batch axis. */
  readonly shape: readonly number[];
  /** That it ends with. */
  readonly activation: ActivationName;
  readonly masks: MaskRule;
  /** By name, in the order in which their values stand. */
  readonly weights: Readonly<Record<string, readonly number[]>>;
}

export interface PageNetwork {
  /** In the order in which they run; the last one answers. */
  readonly nodes: readonly PageNode[];
  readonly weights: Float32Array;
}

/** Throws where a weight is missing: then the weights are another network's. */
export function pageNetwork({ plan, weights }: Pick<TrainedModel, "plan" | "weights">): PageNetwork {
  const place = new Map(plan.layers.map(({ node }, i) => [node.id, i]));
  const values: Float32Array[] = [];
  const nodes = plan.layers.map(({ node, sources, outputShape, activation, weights: specs }): PageNode => {
    for (const { name } of specs) {
      const tensor = weights.get(`${node.name}/${name}`);
      if (!tensor) throw new Error(`The weights lack ${node.name}/${name}.`);
      values.push(tensor.data);
    }
    return {
      className: node.className,
      config: node.config,
      sources: sources.map((id) => place.get(id) ?? 0),
      shape: outputShape.slice(1).map((size) => size ?? 1),
      activation,
      masks: layerOf(node.className).masks ?? "ends",
      weights: Object.fromEntries(specs.map(({ name, shape }) => [name, shape])),
    };
  });
  const all = new Float32Array(values.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const one of values) {
    all.set(one, at);
    at += one.length;
  }
  return { nodes, weights: all };
}
