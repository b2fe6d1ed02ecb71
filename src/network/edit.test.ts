import fc from "@/base/testing/fast-check";
import { describe, expect, test } from "vitest";
import type { NetworkDocument } from "@/network/document";
import {
  addAfter,
  addLayer,
  connect,
  copyNodes,
  disconnect,
  duplicateNodes,
  insertOnEdge,
  kerasBaseName,
  moveNodes,
  pasteNodes,
  removeNodes,
  rename,
  setAllPositions,
  setConfig,
} from "@/network/edit";
import { inputEdges } from "@/network/infer-shapes";
import { layerNames, layerOf } from "@/network/layers";
import { anyNetwork } from "@/network/testing/arbitraries";

const empty: NetworkDocument = { nodes: [], edges: [] };
/** input → dense → dense_1 */
function chain() {
  const input = addLayer(empty, "Input");
  const dense = addAfter(input.network, input.id, "Dense");
  const last = addAfter(dense.network, dense.id, "Dense");
  return { network: last.network, ids: [input.id, dense.id, last.id] as const };
}
const wires = (network: NetworkDocument) => {
  const name = (id: string) => network.nodes.find((node) => node.id === id)?.name ?? "?";
  return network.edges.map((edge) => `${name(edge.source)}>${name(edge.target)}:${edge.targetPort}`).sort();
};
const at = (values: readonly string[], index: number) => values[index] ?? "";

/** What dangles: ids or names that stand twice, wires without their layers, ports with gaps; nothing in a sound network. */
function faultsOf(network: NetworkDocument): readonly string[] {
  const twice = (values: readonly string[]) => values.filter((value, i) => values.indexOf(value) !== i).map((value) => `${value} stands twice`);
  const ids = network.nodes.map((node) => node.id);
  const badEdges = network.edges.filter((edge) => !ids.includes(edge.source) || !ids.includes(edge.target) || edge.source === edge.target);
  const badPorts = network.nodes.filter((node) => {
    const ports = inputEdges(network, node.id).map((edge) => edge.targetPort);
    const { arity } = layerOf(node.className).input;
    return ports.some((port, i) => port !== i) || (arity !== "many" && ports.length > arity);
  });
  return [
    ...twice(ids),
    ...twice(network.nodes.map((node) => node.name)),
    ...twice(network.edges.map((edge) => edge.id)),
    ...badEdges.map((edge) => `${edge.id} dangles`),
    ...badPorts.map((node) => `${node.id} has wrong ports`),
  ];
}

test("new layers are named as Keras names them, and counted when the name is taken", () => {
  expect(chain().network.nodes.map((node) => node.name)).toEqual(["input", "dense", "dense_1"]);
  expect(["Conv2D", "MaxPooling2D", "Conv2DTranspose", "BatchNormalization"].map(kerasBaseName)).toEqual([
    "conv2d",
    "max_pooling2d",
    "conv2d_transpose",
    "batch_normalization",
  ]);
});

test("a layer inserted on a wire takes over its end and keeps its port", () => {
  const { network } = chain();
  const edge = network.edges[1];
  const inserted = insertOnEdge(network, edge?.id ?? "", "Dropout");
  expect(wires(inserted.network)).toEqual(["dense>dropout:0", "dropout>dense_1:0", "input>dense:0"]);
});

test("a layer of one input lets go of its old wire when another is connected", () => {
  const { network, ids } = chain();
  expect(wires(connect(network, ids[0], ids[2]))).toEqual(["input>dense:0", "input>dense_1:0"]);
});

test("a layer of two inputs takes a second wire, and a third in its place", () => {
  const { network, ids } = chain();
  const attention = addLayer(network, "MultiHeadAttention");
  const wired = ids.reduce((current, id) => connect(current, id, attention.id), attention.network);
  expect(wires(wired).filter((wire) => wire.includes(">multi_head_attention"))).toEqual(["dense_1>multi_head_attention:1", "input>multi_head_attention:0"]);
});

test("wires that cannot be change nothing: to itself, into an Input, the same twice", () => {
  const { network, ids } = chain();
  expect(connect(network, ids[1], ids[1])).toBe(network);
  expect(connect(network, ids[1], ids[0])).toBe(network);
  expect(connect(network, ids[0], ids[1])).toBe(network);
  expect(connect(network, "nobody", ids[1])).toBe(network);
});

test("the ports of a merge close up when a wire goes", () => {
  const { network, ids } = chain();
  const add = addLayer(network, "Add");
  const wired = [0, 1, 2].reduce((current, i) => connect(current, at(ids, i), add.id), add.network);
  const middle = wired.edges.find((edge) => edge.target === add.id && edge.targetPort === 1);
  expect(wires(disconnect(wired, [middle?.id ?? ""])).filter((wire) => wire.includes("add"))).toEqual(["dense_1>add:1", "input>add:0"]);
});

test("removing a layer heals the chain when asked, and leaves a gap when not", () => {
  const { network, ids } = chain();
  expect(wires(removeNodes(network, [ids[1]], { heal: true }))).toEqual(["input>dense_1:0"]);
  expect(wires(removeNodes(network, [ids[1]]))).toEqual([]);
});

test("healing does not wire the same two layers twice", () => {
  const { network, ids } = chain();
  const add = addLayer(network, "Add");
  const both = connect(connect(add.network, ids[0], add.id), ids[1], add.id);
  expect(wires(removeNodes(both, [ids[1]], { heal: true })).filter((wire) => wire.includes("add"))).toEqual(["input>add:0"]);
});

test("healing a cycle of two leaves no wire that leads from a layer to itself, which no file could hold", () => {
  const { network, ids } = chain();
  expect(wires(removeNodes(connect(network, ids[2], ids[1]), [ids[2]], { heal: true }))).toEqual([]);
});

test("copies take their settings and the wires among them, and get names and ids of their own", () => {
  const { network, ids } = chain();
  const set = setConfig(network, ids[1], { units: 7 });
  const placed = setAllPositions(set, new Map([[ids[1], { x: 10, y: 20 }]]));
  const copy = duplicateNodes(placed, [ids[1], ids[2]]);
  expect(copy.network.nodes.slice(3).map((node) => node.name)).toEqual(["dense_2", "dense_3"]);
  expect(copy.network.nodes[3]?.config).toMatchObject({ units: 7 });
  expect(copy.network.nodes[3]?.position).toEqual({ x: 42, y: 52 });
  expect(wires(copy.network)).toContain("dense_2>dense_3:0");
});

test("pasting past the largest network changes nothing", () => {
  let network = chain().network;
  for (let i = 0; i < 5; i++)
    network = duplicateNodes(
      network,
      network.nodes.map((node) => node.id),
    ).network;
  expect(network.nodes.length).toBe(48);
});

test("names keep to letters, digits and underscores, and never clash", () => {
  const { network, ids } = chain();
  const nameOf = (name: string) => rename(network, ids[1], name).nodes[1]?.name;
  expect(nameOf("  my layer!")).toBe("my_layer_");
  expect(nameOf("dense_1")).toBe("dense_1_1");
  expect(nameOf("1st")).toBe("dense");
});

test("what does not change stays the same object", () => {
  const { network, ids } = chain();
  expect(setConfig(network, ids[1], { units: 64 })).toBe(network);
  expect(disconnect(network, ["none"])).toBe(network);
  expect(moveNodes(network, ids, { x: 0, y: 0 })).toBe(network);
  expect(setConfig(network, ids[1], { units: 5 }).nodes[2]).toBe(network.nodes[2]);
});

describe("any edits of any network", () => {
  const pick = fc.nat(1000);
  const edit = fc.oneof(
    fc.record({ kind: fc.constant("add" as const), layer: fc.constantFrom(...layerNames), pick }),
    fc.record({ kind: fc.constant("insert" as const), layer: fc.constantFrom(...layerNames.filter((name) => layerOf(name).input.arity !== 0)), pick }),
    fc.record({ kind: fc.constant("connect" as const), pick, other: pick }),
    fc.record({ kind: fc.constant("disconnect" as const), pick }),
    fc.record({ kind: fc.constant("remove" as const), pick, other: pick, heal: fc.boolean() }),
    fc.record({ kind: fc.constant("duplicate" as const), pick, other: pick }),
    fc.record({ kind: fc.constant("rename" as const), pick, name: fc.string({ maxLength: 12 }) }),
  );

  test("leave no wire without its layers, no name twice and no port empty", () => {
    fc.assert(
      fc.property(anyNetwork, fc.array(edit, { maxLength: 12 }), (network, edits) => {
        expect(faultsOf(network)).toEqual([]);
        const final = edits.reduce((current, step) => {
          const node = (index: number) => current.nodes[index % Math.max(1, current.nodes.length)]?.id ?? "";
          const edge = (index: number) => current.edges[index % Math.max(1, current.edges.length)]?.id ?? "";
          switch (step.kind) {
            case "add":
              return addLayer(current, step.layer).network;
            case "insert":
              return insertOnEdge(current, edge(step.pick), step.layer).network;
            case "connect":
              return connect(current, node(step.pick), node(step.other));
            case "disconnect":
              return disconnect(current, [edge(step.pick)]);
            case "remove":
              return removeNodes(current, [node(step.pick), node(step.other)], { heal: step.heal });
            case "duplicate":
              return duplicateNodes(current, [node(step.pick), node(step.other)]).network;
            case "rename":
              return rename(current, node(step.pick), step.name);
          }
        }, network);
        expect(faultsOf(final)).toEqual([]);
      }),
      { numRuns: 120 },
    );
  });

  test("copy and paste keep settings and inner wires", () => {
    fc.assert(
      fc.property(anyNetwork, (network) => {
        const all = network.nodes.map((node) => node.id);
        const pasted = pasteNodes({ nodes: [], edges: [] }, copyNodes(network, all));
        expect(pasted.network.nodes.map((node) => node.config)).toEqual(network.nodes.map((node) => node.config));
        expect(pasted.network.edges.length).toBe(network.edges.length);
        expect(faultsOf(pasted.network)).toEqual([]);
      }),
      { seed: 5 },
    );
  });
});
