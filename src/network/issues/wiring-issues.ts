/** Issues of how layers are wired, whatever their shapes: cycles and loose ends. */
import { message } from "@/base/text";
import type { Edge, LayerNode, NetworkDocument } from "@/network/document";
import { connect, disconnect, reaches, removeNodes } from "@/network/edit";
import { inferShapes, inputEdges } from "@/network/infer-shapes";
import { layerOf } from "@/network/layers";
import type { NetworkIssue } from "@/network/issues/issue";

/** The wires that close a cycle, found depth first in document order: without them there is none. */
function closingEdges(network: NetworkDocument): readonly Edge[] {
  const state = new Map<string, "open" | "done">();
  const closing: Edge[] = [];
  const visit = (id: string) => {
    state.set(id, "open");
    for (const edge of network.edges) {
      if (edge.source !== id) continue;
      const target = state.get(edge.target);
      if (target === "open") closing.push(edge);
      else if (target === undefined) visit(edge.target);
    }
    state.set(id, "done");
  };
  // Start where nothing comes in, so that the wire that leads back is the one found.
  const hasInput = new Set(network.edges.map((edge) => edge.target));
  for (const node of [...network.nodes.filter((n) => !hasInput.has(n.id)), ...network.nodes]) if (!state.has(node.id)) visit(node.id);
  return closing;
}

export function cycleIssues(network: NetworkDocument): readonly NetworkIssue[] {
  return closingEdges(network).map((edge) => ({
    code: "network.cycle",
    severity: "error",
    edgeId: edge.id,
    message: message({
      en: "This wire leads back to an earlier layer. Signals must flow one way.",
      zh: "这条连线绕回了前面的层。信号必须朝一个方向流动。",
    }),
    fix: { label: message({ en: "Remove this wire", zh: "移除这条连线" }), apply: (current) => disconnect(current, [edge.id]) },
  }));
}

const isInput = (node: LayerNode) => node.className === "Input";

/** Layers without the wires they need, and layers whose results nobody uses. */
export function looseEndIssues(network: NetworkDocument, output: string | undefined): readonly NetworkIssue[] {
  const { cyclic } = inferShapes(network);
  const inCycle = new Set(cyclic);
  return network.nodes.flatMap((node) => {
    if (inCycle.has(node.id)) return [];
    const incoming = inputEdges(network, node.id).length;
    const { arity } = layerOf(node.className).input;
    const isEnd = !network.edges.some((edge) => edge.source === node.id);
    if (arity !== 0 && incoming === 0) return [noWireIn(node)];
    if (arity === "many" && incoming === 1) return [oneWireIn(node)];
    if (isEnd && isInput(node) && network.nodes.length > 1) return [unusedInput(node, network)];
    if (isEnd && output !== undefined && node.id !== output) return [secondOutput(node, network, output)];
    return [];
  });
}

const name = (node: LayerNode) => ({ name: node.name });

function noWireIn(node: LayerNode): NetworkIssue {
  return {
    code: "network.unconnected",
    severity: "error",
    nodeId: node.id,
    message: message(
      { en: "Nothing comes into {name}. Connect a layer to it, or remove it.", zh: "没有连线进入 {name}。把一层连到它，或把它删除。" },
      name(node),
    ),
    fix: { label: message({ en: "Remove {name}", zh: "删除 {name}" }, name(node)), apply: (current) => removeNodes(current, [node.id]) },
  };
}

function oneWireIn(node: LayerNode): NetworkIssue {
  return {
    code: "network.mergeOfOne",
    severity: "error",
    nodeId: node.id,
    message: message({ en: "{name} joins two or more wires, but only one comes in.", zh: "{name} 合并两条或更多连线，却只有一条进来。" }, name(node)),
    fix: {
      label: message({ en: "Remove {name}", zh: "删除 {name}" }, name(node)),
      apply: (current) => removeNodes(current, [node.id], { heal: true }),
    },
  };
}

function unusedInput(node: LayerNode, network: NetworkDocument): NetworkIssue {
  const start = network.nodes.find((other) => !isInput(other) && inputEdges(network, other.id).length === 0);
  return {
    code: "network.unusedInput",
    severity: "error",
    nodeId: node.id,
    message: message(
      { en: "Nothing takes the data from {name}. Connect it to the first layer.", zh: "没有层接收 {name} 的数据。把它连到第一层。" },
      name(node),
    ),
    ...(start
      ? {
          fix: {
            label: message({ en: "Connect to {target}", zh: "连到 {target}" }, { target: start.name }),
            apply: (current: NetworkDocument) => connect(current, node.id, start.id),
          },
        }
      : {}),
  };
}

/** Layers that lead to `end` and to nowhere else: the branch that a second output is. */
function branchOf(network: NetworkDocument, end: string, output: string): readonly string[] {
  return network.nodes.filter((node) => reaches(network, node.id, end) && !reaches(network, node.id, output)).map((node) => node.id);
}

function secondOutput(node: LayerNode, network: NetworkDocument, output: string): NetworkIssue {
  const main = network.nodes.find((other) => other.id === output);
  const branch = branchOf(network, node.id, output);
  return {
    code: "network.severalOutputs",
    severity: "error",
    nodeId: node.id,
    message: message(
      {
        en: "Nobody uses what {name} gives. A network ends in one layer, here {output}: connect it onwards, or remove it.",
        zh: "{name} 的结果没有被使用。网络只有一个输出层，这里是 {output}：把它连下去，或把它删除。",
      },
      { name: node.name, output: main?.name ?? "" },
    ),
    fix: {
      label:
        branch.length > 1
          ? message({ en: "Remove this branch, {count} {count|layer|layers}", zh: "删除这条分支（{count} 层）" }, { count: branch.length })
          : message({ en: "Remove {name}", zh: "删除 {name}" }, name(node)),
      apply: (current) => removeNodes(current, branch),
    },
  };
}
