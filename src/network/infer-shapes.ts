/** Shapes of every layer and wire, in the order in which the network computes. */
import { ProblemError, type Problem } from "@/base/problem";
import type { NetworkDocument, LayerNode, Edge } from "@/network/document";
import { layerOf } from "@/network/layers";
import { ShapeError, type Shape } from "@/network/shape";

export interface NodeShapes {
  /** By wire, in the order of their ports. */
  readonly inputs: readonly Shape[];
  /** Absent when the inputs are unknown or cannot be taken. */
  readonly output?: Shape;
  /** Why this layer cannot take what comes; a layer behind a broken one has neither output nor problem. */
  readonly problem?: Problem;
  /** Index of the wire at fault, where it is one wire's. */
  readonly faultyInput?: number;
}

export interface ShapeReport {
  /** Layers in computing order; those in or behind a cycle are left out. */
  readonly order: readonly string[];
  /** Layers that lie on a cycle or behind one. */
  readonly cyclic: readonly string[];
  readonly nodes: ReadonlyMap<string, NodeShapes>;
  /** What each wire carries; absent when unknown. */
  readonly edges: ReadonlyMap<string, Shape>;
}

/** Wires into one layer, by port. */
export function inputEdges(network: NetworkDocument, nodeId: string): readonly Edge[] {
  return network.edges.filter((edge) => edge.target === nodeId).sort((a, b) => a.targetPort - b.targetPort);
}

/** Kahn's algorithm (1962); among layers that are ready, the document's order decides. */
export function topologicalOrder(network: NetworkDocument): { readonly order: readonly string[]; readonly cyclic: readonly string[] } {
  const waiting = new Map(network.nodes.map((node) => [node.id, 0]));
  for (const edge of network.edges) waiting.set(edge.target, (waiting.get(edge.target) ?? 0) + 1);
  const targets = new Map<string, string[]>();
  for (const edge of network.edges) {
    const list = targets.get(edge.source);
    if (list) list.push(edge.target);
    else targets.set(edge.source, [edge.target]);
  }
  const ready = network.nodes.filter((node) => waiting.get(node.id) === 0).map((node) => node.id);
  const order: string[] = [];
  for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
    order.push(id);
    for (const target of targets.get(id) ?? []) {
      const left = (waiting.get(target) ?? 0) - 1;
      waiting.set(target, left);
      if (left === 0) ready.push(target);
    }
  }
  const done = new Set(order);
  return { order, cyclic: network.nodes.filter((node) => !done.has(node.id)).map((node) => node.id) };
}

/** Shapes of one layer, or the reason why it has none. */
function shapesOf(node: LayerNode, inputs: readonly (Shape | undefined)[]): NodeShapes {
  const layer = layerOf(node.className);
  const known = inputs.filter((shape) => shape !== undefined);
  if (known.length < inputs.length) return { inputs: known };
  const arity = layer.input.arity;
  if (arity === 0 ? inputs.length > 0 : inputs.length === 0 || (arity !== "many" && inputs.length > arity)) return { inputs: known };
  try {
    return { inputs: known, output: layer.outputShape(node.config, known) };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const faulty = error instanceof ShapeError ? known.lastIndexOf(error.received) : -1;
    return { inputs: known, problem: error.problem, ...(faulty >= 0 ? { faultyInput: faulty } : {}) };
  }
}

function infer(network: NetworkDocument): ShapeReport {
  const { order, cyclic } = topologicalOrder(network);
  const byId = new Map(network.nodes.map((node) => [node.id, node]));
  const nodes = new Map<string, NodeShapes>();
  const edges = new Map<string, Shape>();
  for (const id of order) {
    const node = byId.get(id);
    if (!node) continue;
    const incoming = inputEdges(network, id);
    const shapes = shapesOf(
      node,
      incoming.map((edge) => edges.get(edge.id)),
    );
    nodes.set(id, shapes);
    if (!shapes.output) continue;
    for (const edge of network.edges) if (edge.source === id) edges.set(edge.id, shapes.output);
  }
  for (const id of cyclic) nodes.set(id, { inputs: [] });
  return { order, cyclic, nodes, edges };
}

const reports = new WeakMap<NetworkDocument, ShapeReport>();

/** Documents are never mutated, so each is worked out once. */
export function inferShapes(network: NetworkDocument): ShapeReport {
  const known = reports.get(network);
  if (known) return known;
  const report = infer(network);
  reports.set(network, report);
  return report;
}
