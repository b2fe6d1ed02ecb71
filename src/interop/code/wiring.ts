/** A network in the order in which a program says it: each layer after those that it reads. */
import { ProblemError } from "@/base/problem";
import { message } from "@/base/text";
import type { LayerNode, NetworkDocument } from "@/network/document";
import { inferShapes, inputEdges } from "@/network/infer-shapes";
import { inputsInOrder } from "@/network/inputs-in-order";
import { outputNode } from "@/network/output-node";

export interface WiredLayer {
  readonly node: LayerNode;
  /** By port; undefined where a wire is missing before a later one. */
  readonly inputs: readonly (LayerNode | undefined)[];
}

export interface Wiring {
  readonly layers: readonly WiredLayer[];
  /** The source before the target, as every program takes them. */
  readonly inputs: readonly LayerNode[];
  readonly output: LayerNode | undefined;
  /** One Input, and every other layer reads the one before it. */
  readonly isChain: boolean;
}

/** Unfinished networks too; throws a `ProblemError` where signals run in a circle, which no program can say. */
export function wiringOf(network: NetworkDocument): Wiring {
  const { order, cyclic } = inferShapes(network);
  if (cyclic.length > 0)
    throw new ProblemError({
      code: "code.circle",
      what: message({ en: "The wires of this network run in a circle, which no program can say.", zh: "此网络的连线成环，无法写成代码。" }),
      remedy: message({ en: "Take out the wire that leads back.", zh: "请去掉折返的连线。" }),
    });
  const byId = new Map(network.nodes.map((node) => [node.id, node]));
  const layers = order.flatMap((id): readonly WiredLayer[] => {
    const node = byId.get(id);
    if (!node) return [];
    const inputs: (LayerNode | undefined)[] = [];
    for (const edge of inputEdges(network, id)) inputs[edge.targetPort] = byId.get(edge.source);
    return [{ node, inputs: Array.from(inputs) }];
  });
  const isChain =
    layers.length > 1 &&
    layers.every(({ node, inputs }, i) => (i === 0 ? node.className === "Input" : inputs.length === 1 && inputs[0] === layers[i - 1]?.node));
  const inputs = inputsInOrder(layers.map(({ node }) => node));
  return { layers, inputs, output: outputNode(network), isChain };
}
