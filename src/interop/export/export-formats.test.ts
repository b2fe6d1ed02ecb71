import { describe, expect, test } from "vitest";
import { unzipSync, strFromU8 } from "fflate";
import { createRng } from "@/base/rng";
import { precisions, roundedTo } from "@/interop/compress/precision";
import { samePadding, transposed } from "@/interop/export/arrange";
import { exportFormats, modelFormats } from "@/interop/export";
import { fileGroups } from "@/interop/export/keras/keras-weights";
import { torchParts } from "@/interop/export/pytorch/torch-call";
import { layerNameOf, pythonName } from "@/interop/export/pytorch/torch-module";
import { identifierOf, trainedModel } from "@/interop/export/trained-model";
import type { NetworkDocument } from "@/network/document";
import { initialProject } from "@/project/initial-project";
import { addLayer, connect } from "@/network/edit";
import { layerNames } from "@/network/layers";
import { planOf } from "@/network/plan";
import { weightsOf } from "@/network/summary";

/** Input of the given shape, then the layers one after the other. */
function sequence(
  shape: readonly number[],
  layers: readonly (readonly [className: Parameters<typeof addLayer>[1], config?: Readonly<Record<string, unknown>>])[],
): NetworkDocument {
  const input = addLayer({ nodes: [], edges: [] }, "Input", { config: { shape } });
  return layers.reduce(({ network: before, id }, [className, config = {}]) => {
    const added = addLayer(before, className, { config });
    return { network: connect(added.network, id, added.id), id: added.id };
  }, input).network;
}

const network = sequence(
  [2],
  [
    ["Dense", { units: 3 }],
    ["Dense", { units: 1, activation: "linear" }],
  ],
);
const weights = network.nodes.flatMap((node) =>
  weightsOf(network, node).map(({ name, shape }) => {
    const length = shape.reduce((product, size) => product * size, 1);
    return { name: `${node.name}/${name}`, shape, data: Float32Array.from({ length }, (_, i) => i) };
  }),
);
const rows = { count: 2, total: 2, inputs: Float32Array.of(1, 2, 3, 4), targets: Float32Array.of(0, 1) };
const project = { ...initialProject("p", "Two moons / 1"), network };
const rest = {
  classNames: [],
  origin: { project: { ...project, data: { ...project.data, datasetId: "moons" } }, counts: { train: 2, validation: 2, test: 0 } },
  examples: { train: rows, validation: rows },
  run: {
    epochs: [{ epoch: 1, step: 1, loss: 0.5, accuracy: 0.75 }],
    curves: { firstStep: 0, loss: Float32Array.of(0.5), learningRate: Float32Array.of(0.01) },
    steps: 1,
    elapsedMs: 20,
    evaluations: [],
  },
};
const model = trainedModel("Two moons / 1", network, weights, rest);
const format = (id: string) => exportFormats.find((one) => one.id === id)!;

describe("formats of other programs", () => {
  test.each(exportFormats.map((one) => [one.id, one] as const))("%s: the same model at the same time gives the same bytes", async (_, one) => {
    const first = await one.write(model, 0);
    expect(first.length).toBeGreaterThan(50);
    expect(await one.write(model, 0)).toEqual(first);
  });

  test("a kernel of PyTorch has its outputs in rows", async () => {
    const parts = unzipSync(await format("pytorch").write(model, 0));
    expect(strFromU8(parts["model.py"]!)).toContain("self.dense = nn.Linear(2, 3)");
    expect(transposed(weights[0]!, [1, 0])).toEqual({ name: "dense/kernel", shape: [3, 2], data: Float32Array.of(0, 3, 1, 4, 2, 5) });
  });

  test("Keras keeps its layers in an order of its own: the farthest from the end first, equally far ones by the wires into it", () => {
    let network: NetworkDocument = { nodes: [], edges: [] };
    const add = (className: "Input" | "Dense" | "Concatenate", name: string, ...from: readonly string[]) => {
      const added = addLayer(network, className, { name, config: className === "Input" ? { shape: [2] } : {} });
      network = from.reduce((all, id) => connect(all, id, added.id), added.network);
      return added.id;
    };
    const input = add("Input", "in");
    const [short, beside] = [add("Dense", "short", input), add("Dense", "beside", input)];
    const long = add("Dense", "long_end", add("Dense", "long", input));
    add("Concatenate", "out", beside, long, short);
    const groups = fileGroups(planOf(network)).map(({ entry, group }) => [entry.name, group.replace("layers/", "")]);
    expect(groups).toEqual([
      ["in", "input_layer"],
      ["long", "dense"],
      ["beside", "dense_1"],
      ["long_end", "dense_2"],
      ["short", "dense_3"],
      ["out", "concatenate"],
    ]);
  });

  test("ONNX takes half the room as halves, and a quarter as whole steps", async () => {
    const wide = sequence([64], [["Dense", { units: 96 }]]);
    const drawn = wide.nodes.flatMap((node) =>
      weightsOf(wide, node).map(({ name, shape }) => {
        const rng = createRng(1);
        return {
          name: `${node.name}/${name}`,
          shape,
          data: Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, () => rng.normal()),
        };
      }),
    );
    const sizes = await Promise.all(
      precisions.map(async (precision) => {
        const rounded = trainedModel("wide", wide, roundedTo(precision, drawn, wide), { classNames: [], precision });
        return (await format("onnx").write(rounded, 0)).length;
      }),
    );
    const [whole = 0, half = 0, quarter = 0] = sizes;
    expect([half / whole, quarter / whole].map((share) => Math.round(share * 20) / 20)).toEqual([0.5, 0.3]);
  });

  test("weights of another network are refused before anything is written", async () => {
    const other = trainedModel("other", network, weights.slice(1), rest);
    for (const one of modelFormats) await expect(Promise.resolve().then(() => one.write(other, 0))).rejects.toThrow("dense/kernel");
  });

  test.each(exportFormats.map((one) => [one.id, one] as const))("%s holds every layer", (_, one) => {
    const nodes = layerNames.flatMap((className) => addLayer({ nodes: [], edges: [] }, className).network.nodes);
    expect(nodes.filter((node) => one.cannotHold(node, { nodes: [node], edges: [] })).map(({ className }) => className)).toEqual([]);
  });
});

test("three axes change places as in NumPy", () => {
  const cube = { name: "x", shape: [2, 3, 2], data: Float32Array.from({ length: 12 }, (_, i) => i) };
  // numpy.arange(12).reshape(2, 3, 2).transpose(2, 0, 1).ravel()
  expect([...transposed(cube, [2, 0, 1]).data]).toEqual([0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11]);
});

test("`same` puts the odd row after, as TensorFlow does", () => {
  expect(samePadding(5, 3, 2)).toEqual([1, 1]);
  expect(samePadding(4, 3, 2)).toEqual([0, 1]);
  expect(samePadding(7, 3, 1, 2)).toEqual([2, 2]);
});

test("names become identifiers, and words of Python are not taken", () => {
  expect(identifierOf("Two moons / 1")).toBe("two_moons_1");
  expect(identifierOf("月亮")).toBe("network");
  expect(pythonName("train")).toBe("layer_train");
  expect(pythonName("dense_1")).toBe("dense_1");
});

test("no two layers share a name in PyTorch, nor a layer and a part of another, and a program is read back by the layers' own names", () => {
  const names = [
    "a",
    "a_depthwise",
    "a_depthwise_",
    "layer_a",
    "layer_a_depthwise",
    "a_output",
    "layer_a_output_",
    "train",
    "layer_train",
    "output",
    "x_",
    "mask_1",
  ];
  const parts = names.flatMap((name) => torchParts.map((part) => `${pythonName(name)}_${part}`));
  const words = [...names.map(pythonName), ...parts];
  expect(new Set(words).size).toBe(words.length);
  expect(names.map((name) => layerNameOf(pythonName(name)))).toEqual(names);
});
