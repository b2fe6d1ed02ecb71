import { PbfWriter } from "pbf";
import { describe, expect, test } from "vitest";
import { ProblemError } from "@/base/problem";
import { opsetVersion, writeOnnx, type OnnxGraph, type OnnxNode } from "@/interop/export/onnx/onnx-proto";
import { openModelFile } from "@/interop/import/import-file";
import { activationOf } from "@/interop/import/onnx/curves";
import { placesInMemory, plainAxes, reshapedAxes, turnedAxes } from "@/interop/import/onnx/axes";
import type { NamedTensor } from "@/interop/layerlab/content";

const floats = (name: string, shape: readonly number[], value: (i: number) => number = (i) => i / 8): NamedTensor => ({
  name,
  shape,
  data: Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, (_, i) => value(i)),
});
const node = (op: string, inputs: readonly string[], output: string, attributes: OnnxNode["attributes"] = {}): OnnxNode => ({
  op,
  inputs,
  outputs: [output],
  attributes,
});
const graph = (shape: readonly number[], nodes: readonly OnnxNode[], tensors: readonly NamedTensor[], rest: Partial<OnnxGraph> = {}): OnnxGraph => ({
  name: "graph",
  nodes,
  floats: tensors,
  ints: [],
  inputs: [{ name: "x", shape: [null, ...shape] }],
  output: { name: "y", shape: [null, 2] },
  ...rest,
});
const opened = async (bytes: Uint8Array) => {
  const found = await openModelFile([{ name: "model", bytes }]);
  if (found.kind !== "model") throw new Error(found.kind);
  return found.model;
};
const layersOf = async (one: OnnxGraph) => (await opened(writeOnnx(one, {}))).network.nodes.map(({ className, config }) => [className, config] as const);
const dense = [floats("fc.weight", [2, 3]), floats("fc.bias", [2])] as const;
const product = node("Gemm", ["x", "fc.weight", "fc.bias"], "y", { transB: 1 });

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

/** Field by field, as the writer has no wrong ones. */
function raw(opsets: readonly (readonly [string, number])[], write: (pbf: PbfWriter) => void, version = 9): Uint8Array {
  const pbf = new PbfWriter();
  pbf.writeVarintField(1, version);
  pbf.writeStringField(2, "test");
  pbf.writeMessage(7, (_, inner) => write(inner), undefined);
  for (const [domain, number] of opsets)
    pbf.writeMessage(
      8,
      (_, inner) => {
        inner.writeStringField(1, domain);
        inner.writeVarintField(2, number);
      },
      undefined,
    );
  return pbf.finish().slice();
}
const none = () => undefined;
const tensor = (write: (pbf: PbfWriter) => void) => (pbf: PbfWriter) => pbf.writeMessage(5, (_, inner) => write(inner), undefined);
const output = (pbf: PbfWriter) => pbf.writeMessage(12, (_, inner) => inner.writeStringField(1, "y"), undefined);
const stored = (shape: readonly number[], type: number, bytes: number) =>
  tensor((pbf) => {
    pbf.writePackedVarint(1, [...shape]);
    pbf.writeVarintField(2, type);
    pbf.writeStringField(8, "w");
    pbf.writeBytesField(9, new Uint8Array(bytes));
  });
const both = (write: (pbf: PbfWriter) => void) => (pbf: PbfWriter) => {
  write(pbf);
  output(pbf);
};
const current = [["", opsetVersion]] as const;
const whole = writeOnnx(graph([3], [product], dense), {});

const bad: readonly (readonly [title: string, code: string, bytes: Uint8Array, words: RegExp])[] = [
  ["cut in the middle", "import.damagedOnnx", whole.slice(0, whole.length >> 1), /cut off/],
  ["a length that lies", "import.damagedOnnx", Uint8Array.of(8, 9, 0x12, 0x7f, 1, 2), /beyond its end/],
  ["numbers where words should be", "import.wrongOnnx", Uint8Array.of(8, 9, 0x12, 1, 65, 0x38, 1), /at model/],
  ["no graph", "import.noGraph", Uint8Array.of(8, 9, 0x12, 1, 65), /no graph/],
  ["a format of later", "import.newerOnnx", raw(current, none, 40), /format 40/],
  ["operators of later", "import.newerOnnx", raw([["", 99]], output), /version 99/],
  ["operators of long ago", "import.olderOnnx", raw([["", 3]], output), /version 3/],
  ["operators of another house only", "import.olderOnnx", raw([["com.example", 1]], output), /version 0/],
  ["no output", "import.severalOutputs", raw(current, none), /0 outputs/],
  ["no input", "import.severalInputs", raw(current, output), /0 inputs/],
  [
    "three inputs",
    "import.severalInputs",
    writeOnnx(graph([3], [product], dense, { inputs: ["x", "a", "b"].map((name) => ({ name, shape: [null, 3] })) }), {}),
    /3 inputs/,
  ],
  ["an open size", "import.openInput", writeOnnx(graph([3], [product], dense, { inputs: [{ name: "x", shape: [null, null] }] }), {}), /open size/],
  ["weights in half precision", "import.wrongType", raw(current, both(stored([2], 10, 4))), /float16/],
  ["weights shorter than their shape", "import.wrongShape", raw(current, both(stored([2, 2], 1, 4))), /should be 4/],
  ["a shape of a billion", "import.tooManyEntries", raw(current, both(stored([1e9, 9], 1, 4))), /20,000,000 values/],
  [
    "weights in another file",
    "import.externalData",
    raw(
      current,
      both(
        tensor((pbf) => {
          pbf.writePackedVarint(1, [2]);
          pbf.writeVarintField(2, 1);
          pbf.writeMessage(
            13,
            (_, entry) => {
              entry.writeStringField(1, "location");
              entry.writeStringField(2, "weights.bin");
            },
            undefined,
          );
        }),
      ),
    ),
    /weights\.bin/,
  ],
  ["an operator that is no layer", "import.unsupported", writeOnnx(graph([3], [node("Einsum", ["x"], "y")], []), {}), /Einsum/],
  ["an operator called toString", "import.unsupported", writeOnnx(graph([3], [node("toString", ["x"], "y")], []), {}), /toString/],
  [
    "an operator of somebody's own",
    "import.unsupported",
    raw([...current, ["com.example", 1]], (pbf) => {
      pbf.writeMessage(
        1,
        (_, inner) => {
          inner.writeStringField(2, "y");
          inner.writeStringField(4, "Relu");
          inner.writeStringField(7, "com.example");
        },
        undefined,
      );
      pbf.writeMessage(11, writeInput, undefined);
      output(pbf);
    }),
    /com\.example/,
  ],
  ["a slope that is not ours", "import.unsupported", writeOnnx(graph([2], [node("LeakyRelu", ["x"], "y", { alpha: { float: 0.01 } })], []), {}), /LeakyRelu/],
  ["a ring", "import.cycle", writeOnnx(graph([3], [node("Add", ["x", "y"], "a"), node("Relu", ["a"], "y")], []), {}), /circle/],
  ["a value from nowhere", "import.missingValue", writeOnnx(graph([3], [node("Relu", ["z"], "y")], []), {}), /reads z/],
  ["an output that nothing makes", "import.missingValue", writeOnnx(graph([3], [], []), {}), /reads y/],
  ["a value made twice", "import.wrongOnnx", writeOnnx(graph([3], [product, node("Relu", ["x"], "y")], dense), {}), /at y/],
  ["a kernel for other features", "import.unsupported", writeOnnx(graph([4], [product], dense), {}), /3 features, and 4 come in/],
  [
    "a shape that lies about the output",
    "import.wrongShape",
    writeOnnx(graph([3], [product], dense, { output: { name: "y", shape: [null, 7] } }), {}),
    /should be/,
  ],
  ["NaN weights", "file.notFinite", writeOnnx(graph([3], [product], [dense[0], floats("fc.bias", [2], () => Number.NaN)]), {}), /fc\/bias/],
];
function writeInput(_: undefined, pbf: PbfWriter): void {
  pbf.writeStringField(1, "x");
  pbf.writeMessage(2, (__, type) => type.writeMessage(1, (___, sizes) => sizes.writeMessage(2, shape23, undefined), undefined), undefined);
}
/** [2, 3] */
function shape23(_: undefined, pbf: PbfWriter): void {
  for (const size of [2, 3]) pbf.writeMessage(1, (__, dimension) => dimension.writeVarintField(1, size), undefined);
}

describe("what is wrong with a file is said", () => {
  test.each(bad.map(([title, code, bytes, words]) => ({ title, code, bytes, words })))("$title: $code", async ({ code, bytes, words }) => {
    const error: unknown = await openModelFile([{ name: "model.onnx", bytes }]).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ProblemError);
    const { problem } = error as ProblemError;
    expect(problem.code).toBe(code);
    expect((error as ProblemError).message).toMatch(words);
  });
});
