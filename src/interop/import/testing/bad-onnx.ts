/** Files of ONNX that cannot be opened, each with the name of its problem. */
import { zipSync } from "fflate";
import { PbfWriter } from "pbf";
import { opsetVersion, writeOnnx } from "@/interop/export/onnx/onnx-proto";
import { dense, floats, graph, node, product } from "@/interop/import/testing/onnx-graphs";

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

/** Two numbers that lie in `weights.bin`. */
const elsewhere = raw(
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
);

const cases: readonly (readonly [title: string, code: string, bytes: Uint8Array])[] = [
  ["cut in the middle", "import.damagedOnnx", whole.slice(0, whole.length >> 1)],
  ["a length that lies", "import.damagedOnnx", Uint8Array.of(8, 9, 0x12, 0x7f, 1, 2)],
  ["numbers where words should be", "import.wrongOnnx", Uint8Array.of(8, 9, 0x12, 1, 65, 0x38, 1)],
  ["no graph", "import.noGraph", Uint8Array.of(8, 9, 0x12, 1, 65)],
  ["a format of later", "import.newerOnnx", raw(current, none, 40)],
  ["operators of later", "import.newerOnnx", raw([["", 99]], output)],
  ["operators of long ago", "import.olderOnnx", raw([["", 3]], output)],
  ["operators of another house only", "import.olderOnnx", raw([["com.example", 1]], output)],
  ["no output", "import.severalOutputs", raw(current, none)],
  ["no input", "import.severalInputs", raw(current, output)],
  [
    "three inputs",
    "import.severalInputs",
    writeOnnx(graph([3], [product], dense, { inputs: ["x", "a", "b"].map((name) => ({ name, shape: [null, 3] })) }), {}),
  ],
  ["an open size", "import.openInput", writeOnnx(graph([3], [product], dense, { inputs: [{ name: "x", shape: [null, null] }] }), {})],
  ["weights in floats of eight bits", "import.wrongType", raw(current, both(stored([2], 17, 2)))],
  ["weights shorter than their shape", "import.wrongShape", raw(current, both(stored([2, 2], 1, 4)))],
  ["a shape of a billion", "import.tooManyEntries", raw(current, both(stored([1e9, 9], 1, 4)))],
  ["weights in another file", "import.externalData", elsewhere],
  ["weights in another file that is shorter", "import.shortExternalData", zipSync({ "model.onnx": elsewhere, "weights.bin": new Uint8Array(3) })],
  ["an operator that is no layer", "import.unsupported", writeOnnx(graph([3], [node("Einsum", ["x"], "y")], []), {})],
  ["an operator called toString", "import.unsupported", writeOnnx(graph([3], [node("toString", ["x"], "y")], []), {})],
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
  ],
  ["a slope that is not ours", "import.unsupported", writeOnnx(graph([2], [node("LeakyRelu", ["x"], "y", { alpha: { float: 0.01 } })], []), {})],
  ["a ring", "import.cycle", writeOnnx(graph([3], [node("Add", ["x", "y"], "a"), node("Relu", ["a"], "y")], []), {})],
  ["a value from nowhere", "import.missingValue", writeOnnx(graph([3], [node("Relu", ["z"], "y")], []), {})],
  ["an output that nothing makes", "import.missingValue", writeOnnx(graph([3], [], []), {})],
  ["a value made twice", "import.wrongOnnx", writeOnnx(graph([3], [product, node("Relu", ["x"], "y")], dense), {})],
  ["a kernel for other features", "import.unsupported", writeOnnx(graph([4], [product], dense), {})],
  ["a shape that lies about the output", "import.wrongShape", writeOnnx(graph([3], [product], dense, { output: { name: "y", shape: [null, 7] } }), {})],
  ["NaN weights", "file.notFinite", writeOnnx(graph([3], [product], [dense[0], floats("fc.bias", [2], () => Number.NaN)]), {})],
];
function writeInput(_: undefined, pbf: PbfWriter): void {
  pbf.writeStringField(1, "x");
  pbf.writeMessage(2, (__, type) => type.writeMessage(1, (___, sizes) => sizes.writeMessage(2, shape23, undefined), undefined), undefined);
}
/** [2, 3] */
function shape23(_: undefined, pbf: PbfWriter): void {
  for (const size of [2, 3]) pbf.writeMessage(1, (__, dimension) => dimension.writeVarintField(1, size), undefined);
}

export const badOnnx = cases.map(([title, code, bytes]) => ({ title: `ONNX: ${title}`, code, name: "model.onnx", bytes: () => bytes }));
