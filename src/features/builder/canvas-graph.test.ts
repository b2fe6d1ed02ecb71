import { describe, expect, test } from "vitest";
import { boxesOf, canvasGraph, lossId, placesOf, wayBesideOthers, wiresOf, type CanvasGraph } from "@/features/builder/canvas-graph";
import { groupLine } from "@/features/builder/group-parts";
import { frameBox } from "@/features/builder/layout/frames";
import { contains, overlaps, type Box } from "@/features/builder/layout/geometry";
import { findTemplate } from "@/examples";
import { say } from "@/base/text";
import type { NetworkDocument } from "@/network/document";
import { layersOf } from "@/network/closed-groups";
import { addLayer, connect, duplicateNodes, moveNodes, setAllPositions } from "@/network/edit";
import { setCollapsed } from "@/network/groups";
import { outputNode } from "@/network/output-node";

const room = { width: 838, height: 440 };
const networkOf = (id: string) => findTemplate(id)!.network;
const graphOf = (network: NetworkDocument) =>
  canvasGraph(network, { outputId: outputNode(network)?.id, locale: "en", isShowingMiniatures: true, isPlane: false, lossTitle: "Cross-entropy" });
const opened = (network: NetworkDocument, count = Infinity) =>
  (network.groups ?? []).slice(0, count).reduce((current, { id }) => setCollapsed(current, id, false), network);
const openTransformers = ["text-transformer", "gpt-shakespeare", "gpt-tang", "seq2seq-dates", "seq2seq-phonemes", "seq2seq-couplets"];

function expectRoomForAll(graph: CanvasGraph, boxes: ReadonlyMap<string, Box>): void {
  const all = [...boxes.entries()];
  for (const [i, [id, box]] of all.entries()) for (const [other, rest] of all.slice(i + 1)) expect(overlaps(box, rest), `${id} and ${other}`).toBe(false);
  for (const frame of graph.frames) {
    const around = frameBox(frame, boxes);
    for (const [id, box] of all) expect(overlaps(around, box), `${id} in ${frame.id}`).toBe(frame.members.includes(id));
  }
}

describe.each(openTransformers)("%s", (id) => {
  test("opens with its blocks as cards, one wire for each signal; each that is opened keeps its parts in a frame that holds nothing else", () => {
    const network = networkOf(id);
    const closed = graphOf(network);
    const blocks = network.groups ?? [];
    expect(blocks.length).toBeGreaterThan(0);
    expect(closed.cards.map((card) => card.id)).toEqual(expect.arrayContaining(blocks.map((block) => block.id)));
    expect(closed.cards).toHaveLength(network.nodes.length + 1 - blocks.reduce((sum, block) => sum + block.nodeIds.length - 1, 0));
    expect(new Set(closed.links.map(({ source, target }) => `${source} ${target}`)).size).toBe(closed.links.length);
    expect(closed.links.every(({ shape }) => shape)).toBe(true);
    for (const shown of [network, opened(network, 1), opened(network)]) {
      const graph = graphOf(shown);
      const boxes = boxesOf(graph, placesOf(graph, room));
      expect(boxes.has(lossId)).toBe(true);
      expectRoomForAll(graph, boxes);
      expect(wiresOf(graph, boxes).size).toBe(graph.links.length);
    }
  });
});

test("a block says its heads and its layers, and its card holds its title", () => {
  const network = networkOf("text-transformer");
  const [block] = network.groups!;
  expect(say(groupLine(network, block!), "en")).toBe("2 heads · 6 layers");
  expect(say(groupLine(network, block!), "zh")).toBe("2 个头 · 6 层");
  expect(graphOf(network).shapes.get(block!.id)?.width).toBeGreaterThan(180);
});

describe("in a network placed by hand", () => {
  /** Everything stands where auto-layout put it, for good. */
  const pinned = () => {
    const network = networkOf("text-transformer");
    const graph = graphOf(network);
    return setAllPositions(network, placesOf(graph, room));
  };

  test("a block that is opened looks for room as a whole, and closed again stands where it stood", () => {
    const network = pinned();
    const [block] = network.groups!;
    const open = setCollapsed(network, block!.id, false);
    const graph = graphOf(open);
    const places = placesOf(graph, room);
    expectRoomForAll(graph, boxesOf(graph, places));
    const still = network.nodes.filter(({ id }) => !block!.nodeIds.includes(id));
    expect(still.map(({ id }) => places.get(id))).toEqual(still.map(({ position }) => position));
    expect(placesOf(graphOf(setCollapsed(open, block!.id, true)), room)).toEqual(placesOf(graphOf(network), room));
  });

  test("the parts of an open block stay where they are put, and its card stands in their middle", () => {
    const open = opened(pinned());
    const [block] = open.groups!;
    const moved = setAllPositions(open, new Map(block!.nodeIds.map((id, i) => [id, { x: 2000, y: 200 * i }])));
    expect(block!.nodeIds.map((id) => placesOf(graphOf(moved), room).get(id)?.x)).toEqual(block!.nodeIds.map(() => 2000));
    const closed = graphOf(setCollapsed(moved, block!.id, true));
    const box = boxesOf(closed, placesOf(closed, room)).get(block!.id)!;
    expect(contains(box, { x: 2070, y: 530 })).toBe(true);
  });
});

test("a block that would lead to itself through a layer outside is drawn open", () => {
  const network = networkOf("text-transformer");
  const [block] = network.groups!;
  const aside = addLayer(network, "Dropout");
  const through = connect(connect(aside.network, block!.nodeIds[0]!, aside.id), aside.id, block!.nodeIds.at(-1)!);
  const graph = graphOf(through);
  expect(graph.frames.map(({ id }) => id)).toEqual([block!.id]);
  expect(placesOf(graph, room).size).toBe(graph.cards.length);
});

test.each(["mnist-cnn", "gpt-shakespeare"])(
  "copies of all of %s, placed by hand, with groups open or closed, cover nothing, and stand to each other as their originals",
  (id) => {
    for (const network of [networkOf(id), opened(networkOf(id))]) {
      const before = graphOf(network);
      const pinned = setAllPositions(network, placesOf(before, room));
      const ids = pinned.nodes.slice(0, 12).map((node) => node.id);
      const copied = duplicateNodes(pinned, ids);
      const shown = boxesOf(before, placesOf(graphOf(pinned), room));
      const way = wayBesideOthers(graphOf(copied.network), shown, (card) => layersOf(copied.network, card).every((part) => copied.ids.includes(part)));
      expect(way).not.toEqual({ x: 0, y: 0 });
      const after = graphOf(moveNodes(copied.network, copied.ids, way));
      expectRoomForAll(after, boxesOf(after, placesOf(after, room)));
    }
  },
);
