/** The layers between a network's input and its output, in the order in which they run. */
import { ProblemError, type Problem } from "@/base/problem";
import { message } from "@/base/text";
import type { ActivationName } from "@/network/activations";
import type { LayerNode, NetworkDocument } from "@/network/document";
import { endActivation } from "@/network/end-activation";
import { inferShapes, inputEdges } from "@/network/infer-shapes";
import type { WeightSpec } from "@/network/layers/define-layer";
import { inputsInOrder, partOf } from "@/network/inputs-in-order";
import { outputNode } from "@/network/output-node";
import { valuesPerExample, type Shape } from "@/network/shape";
import { summarize, weightsOf } from "@/network/summary";

export interface PlannedLayer {
  readonly node: LayerNode;
  /** Ids of the layers it reads, in the order of its ports. */
  readonly sources: readonly string[];
  readonly outputShape: Shape;
  /** Of one example: what it makes and keeps until the way back. */
  readonly activationBytes: number;
  readonly weights: readonly WeightSpec[];
  /** Applied after the layer itself; `linear` where it has none. */
  readonly activation: ActivationName;
}
export interface Plan {
  readonly layers: readonly PlannedLayer[];
  /** One that takes whole examples, or one for each part, the source before the target. */
  readonly inputs: readonly PlannedLayer[];
  /** Of a row with all parts that the network takes, the source before the target. */
  readonly inputShape: Shape;
  readonly output: PlannedLayer;
}

/** Throws a `ProblemError` when the network cannot run. Layers that do not lead to the output are left out. */
export function planOf(network: NetworkDocument): Plan {
  const shapes = inferShapes(network);
  const end = outputNode(network);
  if (!end || shapes.cyclic.length > 0) throw unrunnable();
  const byId = new Map(network.nodes.map((node) => [node.id, node]));
  const sourcesOf = (id: string) => inputEdges(network, id).map(({ source }) => source);
  const needed = new Set([end.id]);
  // In reverse computing order every layer is met after all that read it.
  for (const id of shapes.order.toReversed()) if (needed.has(id)) for (const source of sourcesOf(id)) needed.add(source);

  const { layers: costs } = summarize(network);
  const layers = shapes.order
    .filter((id) => needed.has(id))
    .map((id): PlannedLayer => {
      const node = byId.get(id)!;
      const { output, problem } = shapes.nodes.get(id)!;
      if (!output) throw problem ? new ProblemError(problem) : unrunnable();
      const activation = endActivation(node) ?? "linear";
      const { activationBytes } = costs.get(id)!;
      return { node, sources: sourcesOf(id), outputShape: output, activationBytes, weights: weightsOf(network, node), activation };
    });
  const inputs = inputsInOrder(layers.map(({ node }) => node)).map(({ id }) => layers.find(({ node }) => node.id === id)!);
  const parts = inputs.map(({ node }) => partOf(node));
  const [input] = inputs;
  const isDouble = new Set(parts).size < parts.length || (parts.includes("whole") && parts.length > 1);
  if (!input || isDouble) throw unrunnable();
  const inputShape = parts[0] === "whole" ? input.outputShape : [null, inputs.reduce((size, { outputShape }) => size + valuesPerExample(outputShape), 0)];
  return { layers, inputs, inputShape, output: layers.at(-1)! };
}

/** The builder points at the very card or wire; here it is enough to say that nothing can start. */
function unrunnable(): ProblemError {
  const problem: Problem = {
    code: "network.unrunnable",
    what: message({
      en: "This network cannot run: every layer must lie on a way from an Input to the output, and no two Inputs may take the same.",
      zh: "这个网络无法运行：每一层都必须位于从输入到输出的路上，且两个输入层不能取用同样的内容。",
    }),
    remedy: message({ en: "Mend what the builder marks in red.", zh: "请修正搭建区中标红的地方。" }),
  };
  return new ProblemError(problem);
}
