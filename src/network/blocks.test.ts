import { describe, expect, test } from "vitest";
import { addBlock, featuresAt } from "@/network/blocks";
import type { NetworkDocument } from "@/network/document";
import { addAfter, addLayer, connect } from "@/network/edit";
import { inferShapes } from "@/network/infer-shapes";
import { validateNetwork } from "@/network/validate";

/** Tokens, an embedding of 16 features, a mean. */
function text() {
  const input = addLayer({ nodes: [], edges: [] }, "Input", { config: { shape: [10] } });
  const table = addAfter(input.network, input.id, "Embedding", { config: { inputDim: 50, outputDim: 16 } });
  const mean = addAfter(table.network, table.id, "GlobalAveragePooling1D");
  return { network: mean.network, input: input.id, table: table.id, mean: mean.id };
}
const wires = ({ nodes, edges }: NetworkDocument) => {
  const name = (id: string) => nodes.find((node) => node.id === id)?.name ?? "?";
  return edges.map(({ source, target, targetPort }) => `${name(source)} > ${name(target)}:${targetPort}`).toSorted();
};

describe("a Transformer block", () => {
  test("stands between a layer and what came behind it, in the layer's own size", () => {
    const { network, table, mean } = text();
    const moved = network.edges.filter((edge) => edge.source === table).map(({ id }) => id);
    const added = addBlock(network, "transformerEncoder", { source: table, moved });
    expect(wires(added.network)).toEqual([
      "add > add_1:0",
      "add > layer_normalization_1:0",
      "add_1 > global_average_pooling1d:0",
      "embedding > add:0",
      "embedding > layer_normalization:0",
      "feed_forward > add_1:1",
      "input > embedding:0",
      "layer_normalization > multi_head_attention:0",
      "layer_normalization_1 > feed_forward:0",
      "multi_head_attention > add:1",
    ]);
    expect(inferShapes(added.network).nodes.get(mean)?.output).toEqual([null, 16]);
    expect(validateNetwork(added.network, undefined)).toEqual([]);
    const [attention, forward] = ["MultiHeadAttention", "FeedForward"].map((name) => added.network.nodes.find(({ className }) => className === name)?.config);
    expect(attention).toMatchObject({ numHeads: 4, keyDim: 4, useCausalMask: false });
    expect(forward).toMatchObject({ units: 64 });
  });

  test("of a decoder looks back, and at a second layer where one is given", () => {
    const { network, table } = text();
    const alone = addBlock(network, "transformerDecoder", { source: table, moved: [] });
    expect(alone.ids).toHaveLength(6);
    expect(alone.network.nodes.find(({ className }) => className === "MultiHeadAttention")?.config).toMatchObject({ useCausalMask: true });
    const memory = addLayer(network, "Dense", { config: { units: 7 } });
    const both = addBlock(connect(memory.network, table, memory.id), "transformerDecoder", { source: table, moved: [], memory: memory.id });
    expect(both.ids).toHaveLength(9);
    expect(wires(both.network)).toContain("dense > multi_head_attention_1:1");
    expect(featuresAt(both.network, both.ids.at(-1)!)).toBe(16);
  });

  test("is not added where no sequence is", () => {
    const { network, mean } = text();
    expect(addBlock(network, "transformerEncoder", { source: mean, moved: [] })).toEqual({ network, ids: [] });
  });
});
