/**
 * Weights in fewer bits, as ONNX has them: a Cast makes floats of halves; whole steps are multiplied by the scale of their slice besides.
 * That is what DequantizeLinear says in one word, but ONNX Runtime fuses that with the product after it into one that rounds what comes in
 * as well, and answers differ by almost a hundredth. Cast and Mul are worked out once, when the file is loaded.
 */
import { halfBytes } from "@/interop/compress/float16";
import { areHalves, eightBits, type Precision } from "@/interop/compress/precision";
import { floatType, type FloatTensor, type OnnxNode, type PackedTensor } from "@/interop/export/onnx/onnx-proto";

interface Packed {
  readonly tensor: PackedTensor;
  readonly scales?: FloatTensor;
  /** In order. */
  readonly nodes: readonly OnnxNode[];
  /** Where the floats are. */
  readonly value: string;
}

/** Undefined where the values are not those of the precision: biases, tables that a rule makes up. */
export function packedFor(precision: Precision, { name, shape, data }: FloatTensor): Packed | undefined {
  if (shape.length < 2) return undefined;
  const value = `${name}/float`;
  const cast = (output: string): OnnxNode => ({ op: "Cast", inputs: [name], outputs: [output], attributes: { to: floatType } });
  if (precision === "float16" && areHalves(data)) return { tensor: { name, shape, type: "float16", bytes: halfBytes(data) }, nodes: [cast(value)], value };
  const packed = precision === "int8" ? eightBits({ shape, data }) : undefined;
  if (!packed) return undefined;
  const { axis, scales: along, values } = packed;
  const scales = { name: `${name}/scale`, shape: shape.map((_, i) => (i === axis ? along.length : 1)), data: along };
  const steps = `${name}/steps`;
  return {
    tensor: { name, shape, type: "int8", bytes: new Uint8Array(values.buffer) },
    scales,
    nodes: [cast(steps), { op: "Mul", inputs: [steps, scales.name], outputs: [value] }],
    value,
  };
}
