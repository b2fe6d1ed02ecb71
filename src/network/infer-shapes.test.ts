import fc from "@/base/testing/fast-check";
import { expect, test } from "vitest";
import type { NetworkDocument } from "@/network/document";
import { addAfter, addLayer, connect } from "@/network/edit";
import { inferShapes, inputEdges } from "@/network/infer-shapes";
import { anyDag, anyNetwork } from "@/network/testing/arbitraries";

const empty: NetworkDocument = { nodes: [], edges: [] };
const input = (shape: readonly number[]) => addLayer(empty, "Input", { config: { shape } });

test("the shapes of a small CNN are those that Keras prints", () => {
  let at = input([28, 28, 1]);
  const shapes: string[] = [];
  for (const [name, config] of [
    ["Conv2D", { filters: 32 }],
    ["MaxPooling2D", {}],
    ["Conv2D", { filters: 64, strides: [2, 2], padding: "same" }],
    ["Flatten", {}],
    ["Dense", { units: 10 }],
  ] as const) {
    at = addAfter(at.network, at.id, name, { config });
    shapes.push(`${inferShapes(at.network).nodes.get(at.id)?.output?.join()}`);
  }
  expect(shapes).toEqual([",26,26,32", ",13,13,32", ",7,7,64", ",3136", ",10"]);
});

test("a residual block keeps its shape through Add", () => {
  const start = input([8, 8, 16]);
  const conv = addAfter(start.network, start.id, "Conv2D", { config: { filters: 16, padding: "same" } });
  const add = addAfter(conv.network, conv.id, "Add");
  const network = connect(add.network, start.id, add.id);
  expect(inferShapes(network).nodes.get(add.id)?.output).toEqual([null, 8, 8, 16]);
});

test("a layer that cannot take its input says which wire is at fault, and those behind it stay unknown", () => {
  const start = input([8, 8, 16]);
  const dense = addAfter(start.network, start.id, "Dense");
  const after = addAfter(dense.network, dense.id, "Dropout");
  const { nodes } = inferShapes(after.network);
  expect(nodes.get(dense.id)?.problem?.code).toBe("network.shape");
  expect(nodes.get(dense.id)?.faultyInput).toBe(0);
  expect(nodes.get(after.id)).toEqual({ inputs: [] });
});

test("layers of a cycle, and those behind it, are named and have no shapes", () => {
  const start = input([4]);
  const add = addAfter(start.network, start.id, "Add");
  const dense = addAfter(add.network, add.id, "Dense");
  const tail = addAfter(dense.network, dense.id, "Dropout");
  const looped = connect(tail.network, dense.id, add.id);
  const report = inferShapes(looped);
  expect(report.order).toEqual([start.id]);
  expect(report.cyclic).toEqual([add.id, dense.id, tail.id]);
});

test("in any acyclic network every layer comes after those it takes, and wires carry what their source sends", () => {
  fc.assert(
    fc.property(anyDag, (network) => {
      const { order, cyclic, nodes, edges } = inferShapes(network);
      expect(cyclic).toEqual([]);
      expect([...order].sort()).toEqual(network.nodes.map((node) => node.id).sort());
      for (const edge of network.edges) {
        expect(order.indexOf(edge.source)).toBeLessThan(order.indexOf(edge.target));
        expect(edges.get(edge.id)).toBe(nodes.get(edge.source)?.output);
      }
    }),
    { seed: 2 },
  );
});

test("in any network each layer has an output, a problem, or an input that is not known; never two of them", () => {
  fc.assert(
    fc.property(anyNetwork, (network) => {
      const { nodes, cyclic, edges } = inferShapes(network);
      for (const node of network.nodes) {
        const shapes = nodes.get(node.id);
        expect(shapes).toBeDefined();
        expect(Boolean(shapes?.output) && (Boolean(shapes?.problem) || cyclic.includes(node.id))).toBe(false);
        expect(shapes?.output?.slice(1).filter((size) => !Number.isInteger(size) || Number(size) < 1) ?? []).toEqual([]);
        const carried = inputEdges(network, node.id).map((edge) => edges.get(edge.id));
        expect(shapes?.inputs).toEqual(cyclic.includes(node.id) ? [] : carried.filter((shape) => shape !== undefined));
      }
    }),
    { numRuns: 100 },
  );
});
