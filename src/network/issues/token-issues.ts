/** Issues of networks for texts: token numbers are names, not amounts, so an Embedding has to read them, and know them all. */
import { message } from "@/base/text";
import type { NetworkDocument } from "@/network/document";
import { insertOnEdge, setConfig } from "@/network/edit";
import { groupDigits, type NetworkIssue, type NetworkTask } from "@/network/issues/issue";
import { layerOf } from "@/network/layers";

export function tokenIssues(network: NetworkDocument, { vocabularySize }: NetworkTask): readonly NetworkIssue[] {
  if (vocabularySize === undefined) return [];
  const byId = new Map(network.nodes.map((node) => [node.id, node]));
  return network.edges.flatMap((edge): readonly NetworkIssue[] => {
    const target = byId.get(edge.target);
    if (!target || byId.get(edge.source)?.className !== "Input") return [];
    if (target.className === "Embedding") return target.config.inputDim < vocabularySize ? [smallTable(target.id, target.config.inputDim, vocabularySize)] : [];
    const { rank } = layerOf(target.className).input;
    // Where the shape does not fit either, the issue of the shape offers an Embedding already.
    if (rank !== "any" && ![rank].flat().includes(2)) return [];
    return [
      {
        code: "network.tokens",
        severity: "error",
        edgeId: edge.id,
        nodeId: target.id,
        message: message(
          {
            en: "{layer} reads the tokens' numbers as amounts, but token 7 is not more than token 3. An Embedding turns each into numbers that mean something.",
            zh: "{layer}会把词元编号当作大小，但 7 号词元并不比 3 号“更大”。词嵌入把每个词元变成有意义的数。",
          },
          { layer: layerOf(target.className).title },
        ),
        fix: {
          label: message({ en: "Insert Embedding", zh: "插入词嵌入" }),
          apply: (current) => embedOn(current, edge.id, vocabularySize),
        },
      },
    ];
  });
}

/** A layer that wants a flat list gets the average of the steps. */
function embedOn(network: NetworkDocument, edgeId: string, inputDim: number): NetworkDocument {
  const { network: embedded } = insertOnEdge(network, edgeId, "Embedding", { config: { inputDim } });
  return insertOnEdge(embedded, edgeId, "GlobalAveragePooling1D").network;
}

function smallTable(nodeId: string, rows: number, vocabularySize: number): NetworkIssue {
  const values = { rows: groupDigits(rows), count: groupDigits(vocabularySize) };
  return {
    code: "network.vocabulary",
    severity: "warning",
    nodeId,
    message: message(
      {
        en: "The data have {count} different tokens, this Embedding knows {rows}. The others all count as unknown.",
        zh: "数据中有 {count} 个不同的词元，而此词嵌入只认识 {rows} 个，其余都按未知词处理。",
      },
      values,
    ),
    fix: {
      label: message({ en: "Set vocabulary to {count}", zh: "把词表大小设为 {count}" }, values),
      apply: (current) => setConfig(current, nodeId, { inputDim: vocabularySize }),
    },
  };
}
