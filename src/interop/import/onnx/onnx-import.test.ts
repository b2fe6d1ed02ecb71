import { describe, expect, test } from "vitest";
import { writeOnnx, type OnnxGraph } from "@/interop/export/onnx/onnx-proto";
import { openModelFile } from "@/interop/import/import-file";
import { activationOf } from "@/interop/import/onnx/curves";
import { placesInMemory, plainAxes, reshapedAxes, turnedAxes } from "@/interop/import/onnx/axes";
import { dense, floats, graph, node, product } from "@/interop/import/testing/onnx-graphs";

const opened = async (bytes: Uint8Array) => {
  const found = await openModelFile([{ name: "model", bytes }]);
  if (found.kind !== "model") throw new Error(found.kind);
  return found.model;
};
const layersOf = async (one: OnnxGraph) => (await opened(writeOnnx(one, {}))).network.nodes.map(({ className, config }) => [className, config] as const);
describe("operators become layers", () => {
  test("a product with its kernel turned, named by its weights", async () => {
    const { network, weights, program } = await opened(writeOnnx(graph([3], [product], dense), {}));
    expect([program, ...network.nodes.map(({ name }) => name)]).toEqual(["ONNX", "input", "fc"]);
    expect(weights).toEqual([
      { name: "fc/kernel", shape: [3, 2], data: Float32Array.of(0, 3, 1, 4, 2, 5).map((value) => value / 8) },
      { name: "fc/bias", shape: [2], data: Float32Array.of(0, 0.125) },
    ]);
  });

  test("an activation in several nodes is known by what it computes, and belongs to the layer before it", async () => {
    const nodes = [{ ...product, outputs: ["a"] }, node("Sigmoid", ["a"], "b"), node("Mul", ["a", "b"], "y")];
    expect(await layersOf(graph([3], nodes, dense))).toMatchObject([
      ["Input", {}],
      ["Dense", { activation: "silu", units: 2 }],
    ]);
  });

  test("features flattened channels first find their rows of the kernel", async () => {
    const nodes = [node("Relu", ["x"], "a"), node("Flatten", ["a"], "b"), node("Gemm", ["b", "w"], "y")];
    const { network, weights } = await opened(writeOnnx(graph([2, 1, 2], nodes, [floats("w", [4, 2], (i) => i)]), {}));
    expect(network.nodes.map(({ className }) => className)).toEqual(["Input", "Activation", "Flatten", "Dense"]);
    // Channels first: c0x0 c0x1 c1x0 c1x1; here: x0c0 x0c1 x1c0 x1c1.
    expect([...(weights[0]?.data ?? [])]).toEqual([0, 1, 4, 5, 2, 3, 6, 7]);
  });

  test("pads that are neither valid nor same become a layer of zeros", async () => {
    const nodes = [node("Conv", ["x", "w"], "y", { strides: [2, 2], pads: [1, 1, 1, 1] })];
    const whole = graph([1, 4, 4], nodes, [floats("w", [2, 1, 3, 3])], { output: { name: "y", shape: [null, 2, 2, 2] } });
    expect(await layersOf(whole)).toMatchObject([
      ["Input", { shape: [4, 4, 1] }],
      ["ZeroPadding2D", { padding: [1, 1] }],
      ["Conv2D", { padding: "valid" }],
    ]);
  });

  test("functions without a name here are none", () => {
    expect(activationOf((x) => Math.max(x, 0.01 * x))).toBeUndefined();
    expect(activationOf((x) => 0.5 * x * (1 + Math.tanh(x)))).toBeUndefined();
    expect(activationOf((x) => x / (1 + Math.exp(-x)))).toBe("silu");
  });
});

describe("axes that are only looked at otherwise", () => {
  // [N, 2, 3] in memory, seen as [N, 3, 2].
  const turned = turnedAxes(plainAxes([Number.NaN, 2, 3]), [0, 2, 1]);
  test("where values lie, as NumPy's arange(6).reshape(2, 3).T.ravel()", () => {
    expect([...placesInMemory(turned)]).toEqual([0, 3, 1, 4, 2, 5]);
  });
  test("flattening what is turned scrambles it; cutting an axis does not", () => {
    expect(reshapedAxes(turned, [Number.NaN, 6])).toBe("scrambled");
    expect(reshapedAxes(plainAxes([Number.NaN, 4, 6]), [Number.NaN, 4, 2, 3])).toEqual({ view: [Number.NaN, 4, 2, 3], order: [0, 1, 2, 3] });
    expect(reshapedAxes(turnedAxes(plainAxes([Number.NaN, 4, 6]), [0, 2, 1]), [Number.NaN, 2, 3, 4])).toEqual({
      view: [Number.NaN, 4, 2, 3],
      order: [0, 2, 3, 1],
    });
  });
  test("the batch is never mixed with anything", () => {
    expect(reshapedAxes(plainAxes([Number.NaN, 4, 6]), [24, Number.NaN])).toBeUndefined();
  });
});
