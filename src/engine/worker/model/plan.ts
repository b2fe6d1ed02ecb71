/** The order in which a network's layers run, with the shapes between them. */
import { ProblemError } from "@/base/problem";
import { message, type Text } from "@/base/text";
import type { ActivationName } from "@/network/activations";
import type { LayerNode, NetworkDocument } from "@/network/document";
import { layerOf } from "@/network/layers";
import type { WeightSpec } from "@/network/layers/define-layer";
import type { Shape } from "@/network/shape";

export interface PlannedLayer {
  readonly node: LayerNode;
  /** Ids of the layers it reads, in the order of its ports. */
  readonly sources: readonly string[];
  readonly outputShape: Shape;
  readonly weights: readonly WeightSpec[];
  /** Applied after the layer itself; `linear` where it has none. */
  readonly activation: ActivationName;
}
export interface Plan {
  readonly layers: readonly PlannedLayer[];
  readonly inputShape: Shape;
  readonly output: PlannedLayer;
}

/** Layers after everything they read; layers that nothing decides between stay in document order. */
export function planOf(network: NetworkDocument): Plan {
  const sourcesOf = new Map(
    network.nodes.map((node) => [
      node.id,
      network.edges
        .filter(({ target }) => target === node.id)
        .toSorted((a, b) => a.targetPort - b.targetPort)
        .map(({ source }) => source),
    ]),
  );
  const planned = new Map<string, PlannedLayer>();
  const waiting = [...network.nodes];
  while (waiting.length > 0) {
    const next = waiting.findIndex((node) => sourcesOf.get(node.id)!.every((source) => planned.has(source)));
    if (next < 0) throw unrunnable({ en: "Its layers form a circle.", zh: "它的层首尾相接成环。" });
    const [node] = waiting.splice(next, 1) as [LayerNode];
    planned.set(node.id, planLayer(node, sourcesOf.get(node.id)!, planned));
  }
  const layers = [...planned.values()];
  const inputs = layers.filter(({ node }) => node.className === "Input");
  const read = new Set(network.edges.map(({ source }) => source));
  const outputs = layers.filter(({ node }) => !read.has(node.id));
  if (inputs.length !== 1) throw unrunnable({ en: "It needs exactly one Input layer.", zh: "它需要恰好一个输入层。" });
  if (outputs.length !== 1) throw unrunnable({ en: "It needs exactly one layer at its end.", zh: "它的末端需要恰好一个层。" });
  return { layers, inputShape: inputs[0]!.outputShape, output: outputs[0]! };
}

function planLayer(node: LayerNode, sources: readonly string[], planned: ReadonlyMap<string, PlannedLayer>): PlannedLayer {
  const definition = layerOf(node.className);
  const shapes = sources.map((source) => planned.get(source)!.outputShape);
  const config = node.config as Parameters<typeof definition.outputShape>[0];
  if (shapes.length === 0 && definition.input.arity !== 0)
    throw unrunnable({ en: `Nothing is wired into ${node.name}.`, zh: `${node.name} 没有接入任何连线。` });
  return {
    node,
    sources,
    outputShape: definition.outputShape(config, shapes),
    weights: definition.weights(config, shapes),
    activation: "activation" in node.config ? (node.config.activation as ActivationName) : "linear",
  };
}

function unrunnable(reason: Text): ProblemError {
  return new ProblemError({
    code: "network.unrunnable",
    what: message({ en: "This network cannot run. {reason}", zh: "这个网络无法运行。{reason}" }, { reason }),
  });
}
