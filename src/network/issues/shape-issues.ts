/** Issues of layers that cannot take what comes: said on the wire at fault, with fixes that were tried before they are offered. */
import { message, type Message } from "@/base/text";
import type { LayerNode, NetworkDocument } from "@/network/document";
import { removeNodes } from "@/network/edit";
import { inferShapes, inputEdges } from "@/network/infer-shapes";
import { layerOf } from "@/network/layers";
import { withFixes, type NetworkFix, type NetworkIssue, type NetworkTask } from "@/network/issues/issue";
import { fixesFor } from "@/network/issues/shape-fixes";
import { formatWireShape, type Shape } from "@/network/shape";

export function shapeIssues(network: NetworkDocument, task: NetworkTask | undefined): readonly NetworkIssue[] {
  const { nodes } = inferShapes(network);
  return network.nodes.flatMap((node) => {
    const shapes = nodes.get(node.id);
    if (!shapes?.problem || shapes.inputs.length === 0) return [];
    const edge = inputEdges(network, node.id)[shapes.faultyInput ?? 0];
    const isMergeOfOne = layerOf(node.className).input.arity === "many" && shapes.inputs.length < 2;
    if (isMergeOfOne || !edge) return [];
    const source = network.nodes.find((other) => other.id === edge.source);
    const received = shapes.inputs[shapes.faultyInput ?? 0] ?? [];
    const issue: NetworkIssue = {
      code: "network.shape",
      severity: "error",
      edgeId: edge.id,
      nodeId: node.id,
      message: source ? wireWords(node, source, received, shapes.problem.what) : shapes.problem.what,
    };
    const fixes = fixesFor(network, { node, edge, received, inputs: shapes.inputs, task });
    const cured = fixes.filter((fix) => cures(network, fix, node.id));
    return [withFixes(issue, cured.length > 0 ? cured : [removal(node)])];
  });
}

/** "Dense needs a flat list of features. Max pool sends 13×13×32." */
function wireWords(node: LayerNode, source: LayerNode, received: Shape, what: Message): Message {
  const expected = what.values?.["expected"];
  if (expected === undefined) return what;
  return message(
    { en: "{target} needs {expected}. {source} sends {shape}.", zh: "{target}需要{expected}，{source}送来的是 {shape}。" },
    { target: layerOf(node.className).title, source: layerOf(source.className).title, expected, shape: formatWireShape(received) },
  );
}

/** A fix is offered only when the layer then has a shape, or at least this wire no longer keeps it from having one. */
function cures(network: NetworkDocument, fix: NetworkFix, nodeId: string): boolean {
  const faultOf = (some: NetworkDocument) => {
    const shapes = inferShapes(some).nodes.get(nodeId);
    return shapes?.output ? Infinity : (shapes?.faultyInput ?? -1);
  };
  return faultOf(fix.apply(network)) > Math.max(0, faultOf(network));
}

/** Where nothing makes the layer fit, the network is whole without it. */
function removal({ id, name }: LayerNode): NetworkFix {
  return { label: message({ en: "Remove {name}", zh: "删除 {name}" }, { name }), apply: (current) => removeNodes(current, [id], { heal: true }) };
}
