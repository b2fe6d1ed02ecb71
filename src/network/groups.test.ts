import { describe, expect, test } from "vitest";
import { bundleOf, closedGroups, drawnId, entriesOf, exitOf, groupTitle } from "@/network/closed-groups";
import { say } from "@/base/text";
import { addBlock } from "@/network/blocks";
import type { LayerGroup, NetworkDocument } from "@/network/document";
import { addAfter, addLayer, connect, copyNodes, insertOnEdge, moveNodes, pasteNodes, removeNodes, setAllPositions } from "@/network/edit";
import { group, joinGroup, layerBetween, nameGroup, setCollapsed, ungroup } from "@/network/groups";

/** Tokens, an embedding, so many encoder blocks, a mean. */
function stack(blocks: number) {
  const input = addLayer({ nodes: [], edges: [] }, "Input", { config: { shape: [10] } });
  const table = addAfter(input.network, input.id, "Embedding", { config: { inputDim: 50, outputDim: 16 } });
  const mean = addAfter(table.network, table.id, "GlobalAveragePooling1D");
  let network = mean.network;
  for (let i = 0; i < blocks; i++) {
    const moved = network.edges.flatMap(({ id, source }) => (source === table.id ? id : []));
    network = addBlock(network, "transformerEncoder", { source: table.id, moved }).network;
  }
  return { network, table: table.id, mean: mean.id, groups: network.groups ?? [] };
}
const groupNamed = ({ groups = [] }: NetworkDocument, id: string) => groups.find((of) => of.id === id)!;
const classOf = ({ nodes }: NetworkDocument, id: string) => nodes.find((node) => node.id === id)?.className;

describe("a block that is closed", () => {
  test("comes in as one card, called after its kind, numbered where there are several", () => {
    const { network, groups } = stack(2);
    expect(groups.map((of) => say(groupTitle(network, of), "en"))).toEqual(["Transformer encoder block 1", "Transformer encoder block 2"]);
    // One object for as long as the groups are the same: what is drawn by it is not drawn anew.
    expect(groupTitle(network, groups[0]!)).toBe(groupTitle({ ...network }, groups[0]!));
    expect(say(groupTitle(nameGroup(network, groups[0]!.id, " 我的 "), groupNamed(nameGroup(network, groups[0]!.id, " 我的 "), groups[0]!.id)), "en")).toBe(
      "我的",
    );
  });

  test("has one wire for each signal that comes in, and gives what its last part gives", () => {
    const { network, table, mean, groups } = stack(1);
    const [block] = groups;
    expect(classOf(network, exitOf(network, block!))).toBe("Add");
    const into = network.edges.filter(({ source }) => source === table);
    expect(into).toHaveLength(2);
    expect(bundleOf(network, into[0]!.id)).toEqual(into.map(({ id }) => id));
    const out = network.edges.find(({ target }) => target === mean)!;
    expect([drawnId(network, out.source), bundleOf(network, out.id)]).toEqual([block!.id, [out.id]]);
    const open = setCollapsed(network, block!.id, false);
    expect([closedGroups(open), bundleOf(open, into[0]!.id)]).toEqual([[], [into[0]!.id]]);
  });

  test("a layer on its wire takes the whole signal; when it is deleted the chain heals, and its group is gone", () => {
    const { network, table, mean, groups } = stack(1);
    const wire = network.edges.find(({ source }) => source === table)!;
    const dropped = insertOnEdge(network, wire.id, "Dropout", { others: bundleOf(network, wire.id) });
    expect(dropped.network.edges.filter(({ source }) => source === table)).toHaveLength(1);
    expect(dropped.network.edges.filter(({ source }) => source === dropped.id)).toHaveLength(2);
    const healed = removeNodes(network, groups[0]!.nodeIds, { heal: true });
    expect(healed.edges.filter(({ target }) => target === mean).map(({ source }) => source)).toEqual([table]);
    expect(healed).not.toHaveProperty("groups");
  });

  test("says where a wire goes in: what lacks one, else where the first signal goes in now", () => {
    const { network, table, groups } = stack(1);
    const bundle = network.edges.filter(({ source }) => source === table).map(({ id }) => id);
    expect(entriesOf(network, groups[0]!)).toEqual({ lacking: [], taken: bundle });
    const cut = { ...network, edges: network.edges.filter(({ id }) => !bundle.includes(id)) };
    expect(entriesOf(cut, groups[0]!).lacking.map((id) => classOf(cut, id))).toEqual(["LayerNormalization", "Add"]);
  });
});

describe("layers that stand together", () => {
  test("are joined by what is put between them, and not by what is put behind their last", () => {
    const { network, groups } = stack(1);
    const ids = groups[0]!.nodeIds;
    const inner = network.edges.find(({ source, target }) => ids.includes(source) && ids.includes(target))!;
    const between = insertOnEdge(network, inner.id, "Dropout");
    expect(between.network.groups?.[0]?.nodeIds).toContain(between.id);
    const first = addAfter(network, ids[0]!, "Dropout");
    expect(first.network.groups?.[0]?.nodeIds).toContain(first.id);
    const behind = addAfter(network, exitOf(network, groups[0]!), "Dropout");
    expect(behind.network.groups).toBe(network.groups);
  });

  test("are copied with their group where all of it is copied", () => {
    const { network, groups } = stack(1);
    const { nodeIds } = groups[0]!;
    const pasted = pasteNodes(network, copyNodes(network, nodeIds));
    expect(pasted.network.groups).toHaveLength(2);
    expect(pasted.network.groups?.[1]).toMatchObject({ kind: "transformerEncoder", isCollapsed: true, nodeIds: pasted.ids });
    expect(copyNodes(network, nodeIds.slice(1))).not.toHaveProperty("groups");
  });

  test("are drawn apart where a layer outside stands between them, whatever was said", () => {
    const { network, groups } = stack(2);
    const [a, b] = groups;
    const ends = [...a!.nodeIds.slice(0, 1), ...b!.nodeIds.slice(0, 1)];
    expect(layerBetween(network, ends)).toBeDefined();
    expect(layerBetween(network, a!.nodeIds)).toBeUndefined();
    const aside = addLayer(network, "Dropout");
    const through = connect(connect(aside.network, a!.nodeIds[0]!, aside.id), aside.id, exitOf(network, a!));
    expect(closedGroups(through).map(({ id }) => id)).toEqual([b!.id]);
    // A circle through both opens both: its wires can be seen, and cut.
    const circle = connect(network, exitOf(network, a!), exitOf(network, b!));
    expect(closedGroups(circle)).toEqual([]);
  });

  test("move with their card, and where they are placed one by one their group is where they are", () => {
    const { network, groups } = stack(1);
    const [{ id, nodeIds }] = groups as [LayerGroup];
    const placed = setAllPositions(network, new Map([[id, { x: 10, y: 20 }]]));
    const moved = moveNodes(placed, nodeIds, { x: 5, y: 5 });
    expect(groupNamed(moved, id).position).toEqual({ x: 15, y: 25 });
    const apart = setAllPositions(moved, new Map(nodeIds.map((node, i) => [node, { x: i * 100, y: 7 }])));
    expect(groupNamed(apart, id)).not.toHaveProperty("position");
    const card = setAllPositions(apart, new Map([[id, { x: 50, y: 50 }]]));
    expect(
      ungroup(card, [id])
        .nodes.filter((node) => nodeIds.includes(node.id))
        .map(({ position }) => position?.x),
    ).toEqual([50, 150, 250, 350, 450, 550]);
  });
});

test("what changes nothing returns the same document", () => {
  const { network, groups } = stack(1);
  expect(group(network, [network.nodes[0]!.id])).toBe(network);
  expect(ungroup(network, ["nobody"])).toBe(network);
  expect(setCollapsed(network, groups[0]!.id, true)).toBe(network);
  expect(joinGroup(network, "n1", undefined)).toBe(network);
});
