import { describe, expect, test } from "vitest";
import { say } from "@/base/text";
import { closedGroups, exitOf } from "@/network/closed-groups";
import type { LayerGroup, NetworkDocument } from "@/network/document";
import { addAfter, addLayer, connect } from "@/network/edit";
import { setCollapsed } from "@/network/groups";
import { initialProject } from "@/project/initial-project";
import type { Bench } from "@/store/bench";
import { commandById, runCommand } from "@/store/commands";
import { pasteText, copyText } from "@/store/commands/clipboard";
import { renameGroup } from "@/store/commands/group-edits";
import { connectLayers, disconnectWire, nudgeLayers, placeLayers } from "@/store/commands/network-edits";
import { trainsAlike } from "@/store/derived";
import { createDocumentStore } from "@/store/document-store";
import { createRunStore } from "@/store/run-store";
import type { Session } from "@/store/session";
import { createViewStore } from "@/store/view-store";

/** Input, Flatten, Dense, Dropout, Dense in a chain. */
function benchOf(): Bench & { readonly ids: readonly string[] } {
  const ids: string[] = [];
  let network: NetworkDocument = { nodes: [], edges: [] };
  for (const className of ["Input", "Flatten", "Dense", "Dropout", "Dense"] as const) {
    const last = ids.at(-1);
    const added = last === undefined ? addLayer(network, className) : addAfter(network, last, className);
    network = added.network;
    ids.push(added.id);
  }
  return {
    ids,
    document: createDocumentStore({ ...initialProject("p"), network }),
    view: createViewStore(undefined, { locale: "en", theme: "light" }),
    run: createRunStore(),
    session: {} as Session,
  };
}
const networkOf = ({ document }: Bench) => document.getState().project.network;
const groupOf = (bench: Bench) => networkOf(bench).groups?.[0] as LayerGroup;
const run = (bench: Bench, id: string) => runCommand(bench, commandById(id));
const whyNot = (bench: Bench, id: string) => {
  const why = commandById(id).disabledBecause?.(bench);
  return why && say(why, "en");
};
const lastStep = ({ document }: Bench) => {
  const label = document.getState().undoStack.at(-1)?.label;
  return label && say(label, "en");
};
async function grouped() {
  const bench = benchOf();
  bench.document.select(bench.ids.slice(1, 4));
  await run(bench, "edit.group");
  return bench;
}

describe("grouping", () => {
  test("makes one card of the chosen layers in one step that can be undone, and trains alike", async () => {
    const bench = benchOf();
    const before = bench.document.getState().project;
    bench.document.select(bench.ids.slice(1, 4));
    await run(bench, "edit.group");
    expect(closedGroups(networkOf(bench)).map(({ nodeIds }) => nodeIds)).toEqual([bench.ids.slice(1, 4)]);
    expect(lastStep(bench)).toBe("Group 3 layers");
    expect(trainsAlike(before, bench.document.getState().project)).toBe(true);
    bench.document.undo();
    expect(bench.document.getState().project).toBe(before);
  });

  test("is refused in words: one layer, layers of a group, a layer left out between them", async () => {
    const bench = await grouped();
    bench.document.select(bench.ids.slice(0, 1));
    expect(whyNot(bench, "edit.group")).toBe("Choose two layers or more first.");
    bench.document.select(bench.ids.slice(0, 2));
    expect(whyNot(bench, "edit.group")).toBe("There are layers of Group among them already. Take that group apart first.");
    await run(bench, "edit.ungroup");
    expect(lastStep(bench)).toBe("Take apart Group");
    bench.document.select([bench.ids[0]!, bench.ids[2]!]);
    expect(whyNot(bench, "edit.group")).toBe("Flatten stands between them: choose it too.");
    expect(whyNot(bench, "edit.ungroup")).toBe("Choose a group first, or a part of one.");
  });
});

describe("a group", () => {
  test("opens and closes by one key, says which it will do, and undo takes it back", async () => {
    const bench = await grouped();
    renameGroup(bench, groupOf(bench), "Middle");
    expect(say(commandById("edit.toggleGroup").describe!(bench)!, "en")).toBe("Open Middle");
    await run(bench, "edit.toggleGroup");
    expect([lastStep(bench), closedGroups(networkOf(bench))]).toEqual(["Open Middle", []]);
    bench.document.select(bench.ids.slice(2, 3));
    await run(bench, "edit.toggleGroup");
    expect(lastStep(bench)).toBe("Close Middle");
    expect(bench.document.getState().selection).toEqual(bench.ids.slice(1, 4));
    bench.document.undo();
    expect(groupOf(bench).isCollapsed).toBe(false);
    renameGroup(bench, groupOf(bench), "  ");
    expect(groupOf(bench)).not.toHaveProperty("name");
  });

  test("does not close while a layer outside stands between its parts, and says which", async () => {
    const bench = await grouped();
    const [, flatten = "", , dropout = ""] = bench.ids;
    const aside = addLayer(setCollapsed(networkOf(bench), groupOf(bench).id, false), "Activation");
    const network = connect(connect(aside.network, flatten, aside.id), aside.id, dropout);
    bench.document.apply({ label: { text: { en: "x", zh: "x" } }, project: { ...bench.document.getState().project, network } });
    expect(whyNot(bench, "edit.toggleGroup")).toBe("Group cannot close: Activation stands between its parts, and it would lead to itself.");
    await run(bench, "edit.toggleGroup");
    expect(lastStep(bench)).toBe("x");
  });

  test("is deleted, duplicated, copied and moved as a whole, each one step by its name", async () => {
    const bench = await grouped();
    const { nodeIds, id } = groupOf(bench);
    await run(bench, "edit.duplicate");
    expect([lastStep(bench), networkOf(bench).groups?.length, networkOf(bench).nodes.length]).toEqual(["Duplicate Group", 2, 8]);
    await run(bench, "edit.delete");
    expect([lastStep(bench), networkOf(bench).groups?.length]).toEqual(["Delete Group 2", 1]);
    bench.document.select(nodeIds);
    expect(pasteText(bench, copyText(bench)!)).toBe(true);
    expect([lastStep(bench), closedGroups(networkOf(bench)).length]).toEqual(["Paste Group", 2]);
    placeLayers(bench, [id], new Map([[id, { x: 3, y: 4 }]]));
    expect([lastStep(bench), groupOf(bench).position]).toEqual(["Move Group 1", { x: 3, y: 4 }]);
    nudgeLayers(bench, nodeIds, { x: 20, y: 0 });
    expect(groupOf(bench).position).toEqual({ x: 23, y: 4 });
    await run(bench, "edit.arrange");
    expect(groupOf(bench)).not.toHaveProperty("position");
  });

  test("deleted from within a chain leaves the chain whole", async () => {
    const bench = await grouped();
    bench.document.select(groupOf(bench).nodeIds);
    await run(bench, "edit.delete");
    expect(networkOf(bench).edges.map(({ source, target }) => [source, target])).toEqual([[bench.ids[0], bench.ids[4]]]);
    bench.document.undo();
    expect(bench.document.getState().selection).toEqual(bench.ids.slice(1, 4));
  });

  test("what is added behind it stands behind all of it", async () => {
    const bench = await grouped();
    await run(bench, "add.BatchNormalization");
    const [added = ""] = bench.document.getState().selection;
    expect(networkOf(bench).edges.map(({ source, target }) => [source, target])).toContainEqual([exitOf(networkOf(bench), groupOf(bench)), added]);
    expect(groupOf(bench).nodeIds).not.toContain(added);
  });

  test("a wire onto its card goes to the part that lacks one, else in the place of the one that is there", async () => {
    const bench = await grouped();
    const [input = "", flatten = ""] = bench.ids;
    const { id } = groupOf(bench);
    const wireIn = networkOf(bench).edges.find(({ target }) => target === flatten)!;
    disconnectWire(bench, wireIn.id);
    expect(lastStep(bench)).toBe("Disconnect Input from Group");
    expect(connectLayers(bench, input, id)).toBeUndefined();
    expect(lastStep(bench)).toBe("Connect Input to Group");
    expect(say(connectLayers(bench, input, id)!, "en")).toBe("Input is wired to Group already.");
    expect(say(connectLayers(bench, id, id)!, "en")).toBe("Group cannot be its own input.");
    const other = addLayer(networkOf(bench), "Reshape");
    bench.document.apply({ label: { text: { en: "x", zh: "x" } }, project: { ...bench.document.getState().project, network: other.network } });
    expect(connectLayers(bench, other.id, id)).toBeUndefined();
    expect(
      networkOf(bench)
        .edges.filter(({ target }) => target === flatten)
        .map(({ source }) => source),
    ).toEqual([other.id]);
  });
});
