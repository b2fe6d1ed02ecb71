/** Places a real DAG: chains within it become stacks, and dagre sets the stacks in layers from left to right. */
import dagre from "@dagrejs/dagre";
import type { Point } from "@/network/document";
import { blocksOf, columnGap, rowGap, type Card } from "@/features/builder/layout/fold-columns";
import type { Wiring } from "@/features/builder/layout/wiring";

/** Stacks: runs of nodes that only lead to one another, cut where a new block starts. */
function stacksOf(cards: ReadonlyMap<string, Card>, { order, sourcesOf, targetsOf }: Wiring): readonly (readonly Card[])[] {
  const chains: Card[][] = [];
  const endOf = new Map<string, Card[]>();
  for (const id of order) {
    const card = cards.get(id);
    if (!card) continue;
    const sources = sourcesOf.get(id) ?? [];
    const source = sources[0];
    const chain = sources.length === 1 && source !== undefined && targetsOf.get(source)?.length === 1 ? endOf.get(source) : undefined;
    const into = chain ?? [];
    into.push(card);
    if (!chain) chains.push(into);
    endOf.set(id, into);
  }
  return chains.flatMap(blocksOf);
}

export function layered(cards: ReadonlyMap<string, Card>, wiring: Wiring): ReadonlyMap<string, Point> {
  const stacks = stacksOf(cards, wiring);
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: "LR", nodesep: rowGap, ranksep: columnGap + 8, edgesep: 18 });
  graph.setDefaultEdgeLabel(() => ({}));
  const stackOf = new Map<string, string>();
  for (const [i, stack] of stacks.entries()) {
    const height = stack.reduce((sum, card) => sum + card.height + rowGap, -rowGap);
    graph.setNode(`${i}`, { width: Math.max(...stack.map((card) => card.width)), height });
    for (const card of stack) stackOf.set(card.id, `${i}`);
  }
  for (const { source, target } of wiring.links) {
    const [from, to] = [stackOf.get(source), stackOf.get(target)];
    if (from !== undefined && to !== undefined && from !== to) graph.setEdge(from, to);
  }
  dagre.layout(graph);
  const places = new Map<string, Point>();
  for (const [i, stack] of stacks.entries()) {
    const { x, y, height } = graph.node(`${i}`);
    let top = y - height / 2;
    for (const card of stack) {
      places.set(card.id, { x: Math.round(x - card.width / 2), y: Math.round(top) });
      top += card.height + rowGap;
    }
  }
  return places;
}
