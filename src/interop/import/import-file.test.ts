import { beforeAll, describe, expect, test } from "vitest";
import { strToU8, unzipSync, zipSync } from "fflate";
import { problemOf } from "@/base/problem";
import { say } from "@/base/text";
import { roundedTo } from "@/interop/compress/precision";
import { exportFormats } from "@/interop/export";
import { trainedModel } from "@/interop/export/trained-model";
import { openModelFile } from "@/interop/import/import-file";
import { matchingWeights } from "@/interop/import/matching-weights";
import type { NamedTensor } from "@/interop/layerlab/content";
import type { NetworkDocument } from "@/network/document";
import { addAfter, addLayer } from "@/network/edit";
import { weightsOf } from "@/network/summary";

const input = addLayer({ nodes: [], edges: [] }, "Input", { config: { shape: [4] } });
const hidden = addAfter(input.network, input.id, "Dense", { config: { units: 3 } });
const network: NetworkDocument = addAfter(hidden.network, hidden.id, "Dense", { config: { units: 2, activation: "softmax" } }).network;
const weightsWith = (value: (i: number) => number, of = network) =>
  of.nodes.flatMap((node) =>
    weightsOf(of, node).map(({ name, shape }): NamedTensor => {
      const length = shape.reduce((product, size) => product * size, 1);
      return { name: `${node.name}/${name}`, shape, data: Float32Array.from({ length }, (_, i) => value(i)) };
    }),
  );
const written = (id: string, weights = weightsWith((i) => i / 7), of = network) =>
  exportFormats.find((one) => one.id === id)!.write(trainedModel("Two moons", of, weights, { classNames: [] }), 0);

type Parts = Record<string, Uint8Array>;
let tfjs: Parts;
beforeAll(async () => {
  tfjs = unzipSync(await written("tfjs"));
});

describe("what was exported comes back", () => {
  test.each(["keras", "tfjs"])("%s: the same layers, wires and weights", async (id) => {
    const opened = await openModelFile([{ name: "model", bytes: await written(id) }]);
    if (opened.kind !== "model") throw new Error(opened.kind);
    const { model } = opened;
    expect(model.weights).toEqual(weightsWith((i) => i / 7));
    expect(model.network.nodes.map(({ className, name, config }) => ({ className, name, config }))).toEqual(
      network.nodes.map(({ className, name, config }) => ({ className, name, config })),
    );
    expect(model.network.edges.map(({ source, target }) => [source, target])).toEqual(network.edges.map(({ source, target }) => [source, target]));
  });

  test("weights that left in fewer bits are those they were rounded to", async () => {
    const rounded = roundedTo(
      "float16",
      weightsWith((i) => i / 7),
      network,
    );
    const model = trainedModel("Two moons", network, rounded, { classNames: [], precision: "float16" });
    const bytesOf = (id: string) => exportFormats.find((one) => one.id === id)!.write(model, 0);
    const opened = await openModelFile([{ name: "model", bytes: await bytesOf("tfjs") }]);
    expect(opened).toMatchObject({ kind: "model", model: { weights: rounded } });
    const parts = unzipSync(await bytesOf("pytorch"));
    const loose = await openModelFile([{ name: "weights", bytes: parts["weights.safetensors"]! }]);
    expect(loose.kind === "weights" && matchingWeights(network, loose)).toEqual(rounded);
    expect(parts["weights.safetensors"]!.length).toBeLessThan(unzipSync(await written("pytorch"))["weights.safetensors"]!.length);
  });

  test.each(["float16", "int8"] as const)("and by ONNX in %s", async (precision) => {
    const drawn = weightsWith((i) => Math.sin(i + 1));
    const rounded = roundedTo(precision, drawn, network);
    const bytes = await exportFormats.find(({ id }) => id === "onnx")!.write(trainedModel("Two moons", network, rounded, { classNames: [], precision }), 0);
    const opened = await openModelFile([{ name: "model.onnx", bytes }]);
    expect(opened).toMatchObject({ kind: "model", model: { weights: rounded } });
    expect(rounded).not.toEqual(drawn);
  });

  test("model.json may come with its weights beside it", async () => {
    const files = ["model.json", "weights.bin"].map((name) => ({ name, bytes: tfjs[name]! }));
    expect((await openModelFile(files)).kind).toBe("model");
  });
});

describe("weights alone, for the network on screen", () => {
  const weightsIn = async (bytes: Uint8Array) => {
    const opened = await openModelFile([{ name: "weights", bytes }]);
    if (opened.kind !== "weights") throw new Error(opened.kind);
    return opened;
  };

  test("safetensors by the names of the PyTorch module that we write, its rows turned back", async () => {
    const parts = unzipSync(await written("pytorch"));
    expect(matchingWeights(network, await weightsIn(parts["weights.safetensors"]!))).toEqual(weightsWith((i) => i / 7));
  });

  test(".weights.h5 by Keras' places, of a model that our program builds or of the one in a .keras file", async () => {
    const from = addLayer({ nodes: [], edges: [] }, "Input", { config: { shape: [3, 4] } });
    const placed = addAfter(from.network, from.id, "PositionalEncoding", { config: { kind: "learned" } });
    const wide = addAfter(placed.network, placed.id, "FeedForward", { config: { units: 5 } });
    const steps = addAfter(wide.network, wide.id, "Dense", { config: { units: 2 } }).network;
    const weights = weightsWith((i) => i / 5, steps);
    const program = await written("keras-weights", weights, steps);
    const file = unzipSync(await written("keras", weights, steps))["model.weights.h5"]!;
    expect(program).not.toEqual(file);
    for (const bytes of [program, file]) expect(matchingWeights(steps, await weightsIn(bytes))).toEqual(weights);
  });

  const npzOf = (arrays: readonly (readonly [string, Pick<NamedTensor, "shape" | "data">])[]) => {
    const npy = ({ shape, data }: Pick<NamedTensor, "shape" | "data">) => {
      const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(", ")}${shape.length === 1 ? "," : ""}), }`.padEnd(117) + "\n";
      return new Uint8Array([0x93, ...strToU8("NUMPY"), 1, 0, header.length, 0, ...strToU8(header), ...new Uint8Array(data.buffer)]);
    };
    return zipSync(Object.fromEntries(arrays.map(([name, tensor]) => [`${name}.npy`, npy(tensor)])));
  };
  /** As numpy.savez writes them that were not named. */
  const listOf = (tensors: readonly NamedTensor[]) => npzOf(tensors.map((tensor, i) => [`arr_${i}`, tensor]));

  test("NumPy's .npz by our own names", async () => {
    const weights = weightsWith((i) => i / 3);
    expect(matchingWeights(network, await weightsIn(npzOf(weights.map((tensor) => [tensor.name, tensor]))))).toEqual(weights);
  });

  test("NumPy's .npz without names by order and shape, as Keras' get_weights() lists them, eleven and more included", async () => {
    const weights = weightsWith((i) => i / 3);
    // The order of the parts in the archive says nothing.
    const parts = weights.map((tensor, i) => [`arr_${i}`, tensor] as const).toReversed();
    expect(matchingWeights(network, await weightsIn(npzOf(parts)))).toEqual(weights);
    let deep = addLayer({ nodes: [], edges: [] }, "Input", { config: { shape: [3] } });
    for (let units = 1; units <= 6; units++) deep = addAfter(deep.network, deep.id, "Dense", { config: { units } });
    const many = weightsWith((i) => i / 9, deep.network);
    expect(many).toHaveLength(12);
    expect(matchingWeights(deep.network, await weightsIn(listOf(many)))).toEqual(many);
  });

  test("arrays without names that do not fit, or fit in two ways, are refused with what is expected", async () => {
    const weights = weightsWith((i) => i / 3);
    const codeOf = async (of: NetworkDocument, tensors: readonly NamedTensor[]) => {
      const loose = await weightsIn(listOf(tensors));
      try {
        matchingWeights(of, loose);
        return undefined;
      } catch (error) {
        return problemOf(error);
      }
    };
    const short = await codeOf(network, weights.slice(0, -1));
    expect(short?.code).toBe("import.otherList");
    expect(short && say(short.what, "en")).toContain(`${weights.length} arrays are expected, ${weights.length - 1} came`);
    const from = addLayer({ nodes: [], edges: [] }, "Input", { config: { shape: [3] } });
    const square = addAfter(from.network, from.id, "Dense", { config: { units: 3 } }).network;
    expect(
      (
        await codeOf(
          square,
          weightsWith((i) => i, square),
        )
      )?.code,
    ).toBe("import.eitherWay");
  });

  test("those of another network are named", () => {
    expect(() => matchingWeights(network, { tensors: [{ name: "conv.thing", shape: [1], data: new Float32Array(1) }] })).toThrow(/dense\.kernel.*conv\.thing/s);
  });
});
