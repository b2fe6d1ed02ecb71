/** The network as the canvas draws it: every card with its size and place, every wire with its way. Pure. */
import type { Locale } from "@/base/text";
import type { LayerNode, NetworkDocument, Point } from "@/network/document";
import { inferShapes } from "@/network/infer-shapes";
import { layerOf } from "@/network/layers";
import { valuesPerExample, type Shape } from "@/network/shape";
import { wireTag } from "@/features/builder/card-words";
import { arrange, settle } from "@/features/builder/layout/arrange";
import { blockRole, cardShape, textWidth, type CardShape } from "@/features/builder/layout/card-size";
import type { Card } from "@/features/builder/layout/fold-columns";
import type { Box, Size } from "@/features/builder/layout/geometry";
import { routeWires, type RoutedLink, type Wire } from "@/features/builder/layout/route-wires";
import { skipsOf, wiringOf } from "@/features/builder/layout/wiring";

/** The pill at the end that compares answers with targets; it is no layer of the document. */
export const lossId = "@loss";

export interface GraphLink extends RoutedLink {
  readonly shape: Shape | undefined;
  /** Its port has a number. */
  readonly isMerge: boolean;
}
export interface CanvasGraph {
  readonly shapes: ReadonlyMap<string, CardShape>;
  readonly cards: readonly (Card & { readonly position?: Point })[];
  readonly links: readonly GraphLink[];
}

export interface GraphFacts {
  readonly outputId: string | undefined;
  readonly locale: Locale;
  readonly isShowingMiniatures: boolean;
  /** The examples are points of the plane. */
  readonly isPlane: boolean;
  readonly lossTitle: string;
}

export function canvasGraph(network: NetworkDocument, facts: GraphFacts): CanvasGraph {
  const report = inferShapes(network);
  const shapes = new Map<string, CardShape>();
  const cards: (Card & { position?: Point })[] = [];
  for (const node of network.nodes) {
    const output = report.nodes.get(node.id)?.output;
    const shape = cardShape(node, {
      isEnd: node.id === facts.outputId,
      inputCount: network.edges.filter((edge) => edge.target === node.id).length,
      isShowingMiniatures: facts.isShowingMiniatures,
      isPlane: facts.isPlane,
      locale: facts.locale,
      ...(output ? { outputValues: valuesPerExample(output) } : {}),
    });
    shapes.set(node.id, shape);
    cards.push({ id: node.id, role: blockRole(node), width: shape.width, height: shape.height, ...(node.position ? { position: node.position } : {}) });
  }
  const links = linksOf(network, report.edges);
  if (facts.outputId !== undefined) {
    const size = lossSize(facts.lossTitle);
    shapes.set(lossId, { ...size, isPill: true, hasFooter: false, brief: {} });
    cards.push({ id: lossId, role: "follows", ...size });
    const shape = report.nodes.get(facts.outputId)?.output;
    links.push({ id: lossId, source: facts.outputId, target: lossId, port: 0, isMerge: false, isSkip: false, shape, tagWidth: tagWidth(shape, false) });
  }
  return { shapes, cards, links };
}

/** Wide enough for its name and a value of five figures. */
function lossSize(title: string): Size {
  return { width: Math.min(210, Math.max(132, 2 * Math.ceil((textWidth(title, 12) + 20 + 24 + 58) / 2))), height: 28 };
}

function takesSeveral({ className }: LayerNode): boolean {
  const { arity } = layerOf(className).input;
  return arity === "many" || arity > 1;
}

function linksOf(network: NetworkDocument, carried: ReadonlyMap<string, Shape>): GraphLink[] {
  const skips = skipsOf(
    wiringOf(
      network.nodes.map((node) => node.id),
      network.edges,
    ),
  );
  return network.edges.map((edge) => {
    const target = network.nodes.find((node) => node.id === edge.target);
    const isMerge = target !== undefined && takesSeveral(target);
    const port = network.edges.filter((other) => other.target === edge.target && other.targetPort < edge.targetPort).length;
    const shape = carried.get(edge.id);
    const isSkip = skips.has(edge.id);
    return { id: edge.id, source: edge.source, target: edge.target, port: isMerge ? port : 0, isMerge, isSkip, shape, tagWidth: tagWidth(shape, isSkip) };
  });
}

/** Ten-pixel letters of even width, and the word for a skip. */
function tagWidth(shape: Shape | undefined, isSkip: boolean): number {
  return wireTag(shape).length * 5.8 + 4 + (isSkip ? 24 : 0);
}

/** Where the cards stand: by auto-layout until one has been placed by hand. */
export function placesOf({ cards, links }: CanvasGraph, room: Size): ReadonlyMap<string, Point> {
  return cards.some((card) => card.position) ? settle(cards, links) : arrange(cards, links, room);
}

export function boxesOf({ shapes }: CanvasGraph, places: ReadonlyMap<string, Point>): ReadonlyMap<string, Box> {
  const boxes = new Map<string, Box>();
  for (const [id, { width, height }] of shapes) {
    const place = places.get(id);
    if (place) boxes.set(id, { ...place, width, height });
  }
  return boxes;
}

export function wiresOf({ links }: CanvasGraph, boxes: ReadonlyMap<string, Box>): ReadonlyMap<string, Wire> {
  return new Map(routeWires(boxes, links).map((wire) => [wire.id, wire]));
}

/** Wires while some cards move: theirs drawn simply, all others as they were. */
export function wiresWhileMoving({ links }: CanvasGraph, boxes: ReadonlyMap<string, Box>, moving: ReadonlySet<string>, still: ReadonlyMap<string, Wire>) {
  const targets = new Set(links.filter((link) => moving.has(link.source) || moving.has(link.target)).map((link) => link.target));
  const touched = links.filter((link) => moving.has(link.source) || targets.has(link.target));
  return new Map([...still, ...routeWires(boxes, touched, true).map((wire) => [wire.id, wire] as const)]);
}
