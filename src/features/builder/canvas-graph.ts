/** The network as the canvas draws it: every card with its size and place, every wire with its way. Pure. */
import type { Locale } from "@/base/text";
import { drawnNetwork, isGroup, type DrawnLink } from "@/features/builder/drawn-network";
import { wireTag } from "@/features/builder/card-words";
import { wayBeside } from "@/features/builder/layout/beside";
import { blockRole, cardShape, textWidth, type CardShape } from "@/features/builder/layout/card-size";
import { arrangeFramed, frameBox, settleFramed, type Frame, type PlacedCard } from "@/features/builder/layout/frames";
import { boundsOf, centerOf, type Box, type Size } from "@/features/builder/layout/geometry";
import { groupShape } from "@/features/builder/layout/group-size";
import { routeWires, type RoutedLink, type Wire } from "@/features/builder/layout/route-wires";
import { skipsOf, wiringOf } from "@/features/builder/layout/wiring";
import { groupLine, partsOf } from "@/features/builder/group-parts";
import { drawnId, groupTitle } from "@/network/closed-groups";
import type { LayerGroup, LayerNode, NetworkDocument, Point } from "@/network/document";
import { inferShapes } from "@/network/infer-shapes";
import { valuesPerExample, type Shape } from "@/network/shape";

/** The pill at the end that compares answers with targets; it is no layer of the document. */
export const lossId = "@loss";

export interface GraphLink extends RoutedLink, DrawnLink {
  readonly shape: Shape | undefined;
}
export interface CanvasGraph {
  readonly shapes: ReadonlyMap<string, CardShape>;
  readonly cards: readonly PlacedCard[];
  readonly links: readonly GraphLink[];
  readonly frames: readonly Frame[];
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
  const drawn = drawnNetwork(network);
  const shapes = new Map<string, CardShape>();
  const cards: PlacedCard[] = [];
  for (const card of drawn.cards) {
    const shape = isGroup(card) ? shapeOfGroup(network, card, facts) : shapeOfLayer(network, card, facts);
    const position = isGroup(card) ? placeOfGroup(network, card, shape) : card.position;
    shapes.set(card.id, shape);
    cards.push({
      id: card.id,
      role: isGroup(card) ? "starts" : blockRole(card),
      width: shape.width,
      height: shape.height,
      ...(position ? { position } : {}),
    });
  }
  const skips = skipsOf(
    wiringOf(
      cards.map(({ id }) => id),
      drawn.links,
    ),
  );
  const links = drawn.links.map((link): GraphLink => {
    const shape = report.edges.get(link.id);
    const isSkip = skips.has(link.id);
    return { ...link, isSkip, shape, tagWidth: tagWidth(shape, isSkip) };
  });
  if (facts.outputId !== undefined) {
    const size = lossSize(facts.lossTitle);
    shapes.set(lossId, { ...size, isPill: true, hasFooter: false, brief: {} });
    cards.push({ id: lossId, role: "follows", ...size });
    const shape = report.nodes.get(facts.outputId)?.output;
    const source = drawnId(network, facts.outputId);
    links.push({ id: lossId, source, target: lossId, port: 0, isMerge: false, isSkip: false, shape, tagWidth: tagWidth(shape, false) });
  }
  const frames = drawn.open.map(({ id, nodeIds, position }): Frame => ({ id, members: nodeIds, ...(position ? { position } : {}) }));
  return { shapes, cards, links, frames };
}

function shapeOfLayer(network: NetworkDocument, node: LayerNode, facts: GraphFacts): CardShape {
  const output = inferShapes(network).nodes.get(node.id)?.output;
  return cardShape(node, {
    isEnd: node.id === facts.outputId,
    inputCount: network.edges.filter((edge) => edge.target === node.id).length,
    isShowingMiniatures: facts.isShowingMiniatures,
    isPlane: facts.isPlane,
    locale: facts.locale,
    ...(output ? { outputValues: valuesPerExample(output) } : {}),
  });
}

function shapeOfGroup(network: NetworkDocument, group: LayerGroup, facts: GraphFacts): CardShape {
  return groupShape(groupTitle(network, group), groupLine(network, group), partsOf(network, group), facts);
}

/** Its own place, else the middle of where its parts have been placed. */
function placeOfGroup(network: NetworkDocument, group: LayerGroup, { width, height }: Size): Point | undefined {
  if (group.position) return group.position;
  const points = partsOf(network, group).flatMap(({ position }) => (position ? { ...position, width: 140, height: 60 } : []));
  const { x, y } = centerOf(boundsOf(points));
  return points.length > 0 ? { x: Math.round(x - width / 2), y: Math.round(y - height / 2) } : undefined;
}

/** Wide enough for its name and a value of five figures. */
function lossSize(title: string): Size {
  return { width: Math.min(210, Math.max(132, 2 * Math.ceil((textWidth(title, 12) + 20 + 24 + 58) / 2))), height: 28 };
}

/** Ten-pixel letters of even width, and the word for a skip. */
function tagWidth(shape: Shape | undefined, isSkip: boolean): number {
  return wireTag(shape).length * 5.8 + 4 + (isSkip ? 24 : 0);
}

/** Where the cards stand: by auto-layout until one has been placed by hand. */
export function placesOf({ cards, links, frames }: CanvasGraph, room: Size): ReadonlyMap<string, Point> {
  const isByHand = [...cards, ...frames].some(({ position }) => position);
  return (isByHand ? settleFramed : arrangeFramed)(cards, links, frames, room);
}

export function boxesOf({ shapes }: CanvasGraph, places: ReadonlyMap<string, Point>): ReadonlyMap<string, Box> {
  const boxes = new Map<string, Box>();
  for (const [id, { width, height }] of shapes) {
    const place = places.get(id);
    if (place) boxes.set(id, { ...place, width, height });
  }
  return boxes;
}

/** How far copies with places of their own have to move, frames and all; `shown` is where cards stand on the canvas before they come. */
export function wayBesideOthers({ cards, shapes, frames }: CanvasGraph, shown: ReadonlyMap<string, Box>, isCopy: (id: string) => boolean): Point {
  const boxes = new Map<string, Box>();
  for (const { id, position } of cards) {
    const [shape, at] = [shapes.get(id), shown.get(id) ?? position];
    if (shape && at) boxes.set(id, { x: at.x, y: at.y, width: shape.width, height: shape.height });
  }
  const around = frames.map((frame) => [frame.members[0] ?? frame.id, frameBox(frame, boxes)] as const);
  const [copies, others] = [true, false].map((wanted) => [...boxes, ...around].flatMap(([id, box]) => (isCopy(id) === wanted ? box : [])));
  return copies?.length && others ? wayBeside(copies, others) : { x: 0, y: 0 };
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
