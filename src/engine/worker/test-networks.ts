/** Small networks for tests, written as a chain of layers. */
import { initialConfig, type LayerConfig, type LayerName } from "@/network/layers";
import type { Edge, LayerNode, NetworkDocument } from "@/network/document";

export type Link = { [N in LayerName]: readonly [className: N, config?: Partial<LayerConfig<N>>] }[LayerName];

/** Input of `shape`, then each layer after the one before it. Names and ids are `input_0`, `dense_1`, … */
export function chain(shape: readonly number[], ...links: readonly Link[]): NetworkDocument {
  const all: readonly Link[] = [["Input", { shape }], ...links];
  const nodes = all.map(([className, config], i) => {
    const id = `${className.toLowerCase()}_${i}`;
    return { id, name: id, className, config: { ...initialConfig(className), ...config } } as LayerNode;
  });
  const edges = nodes.slice(1).map(({ id }, i): Edge => ({ id: `edge_${i}`, source: nodes[i]!.id, target: id, targetPort: 0 }));
  return { nodes, edges };
}

/**
 * A small encoder and decoder: the source is read by an LSTM, the target looks back at itself and across at the source.
 * Rows hold `steps[0]` tokens of the source, then `steps[1]` of the target.
 */
export function twoInputs(steps: readonly [source: number, target: number], vocabulary: number): NetworkDocument {
  const links = [
    ["source", ["Input", { shape: [steps[0]], part: "source" }]],
    ["target", ["Input", { shape: [steps[1]], part: "target" }]],
    ["read", ["Embedding", { inputDim: vocabulary, outputDim: 4 }], "source"],
    ["known", ["Embedding", { inputDim: vocabulary, outputDim: 4 }], "target"],
    ["encoded", ["LSTM", { units: 5, returnSequences: true }], "read"],
    ["looked", ["MultiHeadAttention", { numHeads: 2, keyDim: 2, useCausalMask: true }], "known"],
    ["across", ["MultiHeadAttention", { numHeads: 2, keyDim: 2 }], "looked", "encoded"],
    ["sum", ["Add"], "looked", "across"],
    ["answer", ["Dense", { units: vocabulary, activation: "softmax" }], "sum"],
  ] as const satisfies readonly (readonly [string, Link, ...string[]])[];
  return {
    nodes: links.map(([id, [className, config]]) => ({ id, name: id, className, config: { ...initialConfig(className), ...config } }) as LayerNode),
    edges: links.flatMap(([target, , ...sources]) => sources.map((source, targetPort): Edge => ({ id: `${source}_${target}`, source, target, targetPort }))),
  };
}
