/** Issues of networks that are too large for a browser tab, or have nothing to learn. */
import { message } from "@/base/text";
import type { NetworkDocument } from "@/network/document";
import { addAfter, insertOnEdge } from "@/network/edit";
import { inferShapes, inputEdges } from "@/network/infer-shapes";
import { groupDigits, withFixes, type NetworkFix, type NetworkIssue, type NetworkTask } from "@/network/issues/issue";
import { maxActivationValues, maxLayers, maxParams } from "@/network/limits";
import { outputNode } from "@/network/output-node";
import { summarize } from "@/network/summary";

export function sizeIssues(network: NetworkDocument, task?: NetworkTask): readonly NetworkIssue[] {
  const { layers, total, isComplete } = summarize(network);
  const issues: NetworkIssue[] = [];
  if (network.nodes.length > maxLayers)
    issues.push({
      code: "network.tooManyLayers",
      severity: "error",
      message: message(
        { en: "{count} layers are more than the {limit} this page trains. Remove some.", zh: "{count} 层超过了本页可训练的 {limit} 层。请删除一些。" },
        { count: network.nodes.length, limit: maxLayers },
      ),
    });
  if (total.params > maxParams) {
    const [nodeId, largest] = [...layers].reduce((most, entry) => (entry[1].params > most[1].params ? entry : most));
    const issue: NetworkIssue = {
      code: "network.tooManyParams",
      severity: "error",
      nodeId,
      message: message(
        {
          en: "{total} parameters are more than a tab can hold safely ({limit}). This layer alone has {largest}: give it fewer units, or pool before it.",
          zh: "{total} 个参数超过了标签页能安全容纳的数量（{limit}）。仅这一层就有 {largest} 个：减少单元，或在它之前先池化。",
        },
        { total: groupDigits(total.params), limit: groupDigits(maxParams), largest: groupDigits(largest.params) },
      ),
    };
    issues.push(withFixes(issue, poolingBefore(network, nodeId)));
  }
  if (total.activationBytes / 4 > maxActivationValues) {
    const [nodeId, largest] = [...layers].reduce((most, entry) => (entry[1].activationBytes > most[1].activationBytes ? entry : most));
    issues.push({
      code: "network.tooManyValues",
      severity: "error",
      nodeId,
      message: message(
        {
          en: "One example makes {total} values on its way, more than fit in memory ({limit}). This layer alone makes {largest}: use fewer filters or smaller images.",
          zh: "一个样本一路产生 {total} 个值，超过内存所能容纳的（{limit}）。仅这一层就有 {largest} 个：减少滤波器或缩小图像。",
        },
        { total: groupDigits(total.activationBytes / 4), limit: groupDigits(maxActivationValues), largest: groupDigits(largest.activationBytes / 4) },
      ),
    });
  }
  if (isComplete && network.nodes.length > 0 && total.trainableParams === 0) {
    const issue: NetworkIssue = {
      code: "network.nothingToLearn",
      severity: "error",
      message: message({
        en: "No layer has weights, so there is nothing to learn. Add Dense or Conv2D.",
        zh: "没有一层带有权重，因此没有可学习的东西。添加全连接或卷积。",
      }),
    };
    issues.push(withFixes(issue, task ? denseAtTheEnd(network, task) : []));
  }
  return issues;
}

/** The image that a large layer reads, made smaller: by the least that is enough. */
function poolingBefore(network: NetworkDocument, nodeId: string): readonly NetworkFix[] {
  const { edges } = inferShapes(network);
  const wayBack = (id: string): string | undefined => {
    const [edge] = inputEdges(network, id);
    if (!edge) return undefined;
    return edges.get(edge.id)?.length === 4
      ? edge.id
      : network.nodes.some((node) => node.id === edge.source && node.className === "Flatten")
        ? wayBack(edge.source)
        : undefined;
  };
  const edgeId = wayBack(nodeId);
  if (edgeId === undefined) return [];
  const fixes = [2, 4, 8].map((side): NetworkFix => {
    const config = { poolSize: [side, side], strides: [side, side] };
    return {
      label: message({ en: "Insert Max pool {side}×{side} before it", zh: "在它之前插入 {side}×{side} 最大池化" }, { side }),
      apply: (current) => insertOnEdge(current, edgeId, "MaxPooling2D", { config }).network,
    };
  });
  const enough = fixes.find((fix) => {
    const { total, isComplete } = summarize(fix.apply(network));
    return isComplete && total.params <= maxParams;
  });
  return enough ? [enough] : [];
}

/** A layer with weights that answers as the targets ask. */
function denseAtTheEnd(network: NetworkDocument, { outputShape }: NetworkTask): readonly NetworkFix[] {
  const output = outputNode(network) ?? network.nodes.find((node) => node.className === "Input");
  const shape = output && inferShapes(network).nodes.get(output.id)?.output;
  const [units] = outputShape;
  if (!output || shape?.length !== 2 || outputShape.length !== 1 || units === undefined) return [];
  return [
    {
      label: message({ en: "Add Dense → {units}", zh: "添加全连接 → {units}" }, { units }),
      apply: (current) => addAfter(current, output.id, "Dense", { config: { units, activation: "linear" } }).network,
    },
  ];
}
