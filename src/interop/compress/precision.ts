/** How exactly weights leave: as they are, as halves, or as eight bits and a scale for each channel. */
import { halfBits, valueOfHalf } from "@/interop/compress/float16";
import type { NamedTensor } from "@/interop/layerlab/content";
import type { NetworkDocument } from "@/network/document";
import { weightsOf } from "@/network/summary";

export const precisions = ["float32", "float16", "int8"] as const;
export type Precision = (typeof precisions)[number];

const bytesPerValue: Readonly<Record<Precision, number>> = { float32: 4, float16: 2, int8: 1 };
const steps = 127;

type Named = Pick<NamedTensor, "name" | "shape">;

/** Biases, moving averages and what else stands once per channel stay as they are: they are few, and every bit of them counts. */
const isCompressed = ({ name, shape }: Named) => shape.length >= 2 && !/bias$/i.test(name);

/** How many scales a tensor has: one for each of its last axis; of heads of attention and of depthwise filters, of its last two. */
function channelsOf({ name, shape }: Named, { nodes }: NetworkDocument): number {
  const [layer, word = ""] = name.split("/");
  const isDepthwise = nodes.some((node) => node.name === layer && node.className === "DepthwiseConv2D");
  const isWide = isDepthwise || /^(depthwise|query|key|value)Kernel$/.test(word);
  return shape.slice(isWide ? -2 : -1).reduce((product, size) => product * size, 1);
}

/** The same tensors with values that the precision can hold; those of float32 are the very ones. */
export function roundedTo(precision: Precision, weights: readonly NamedTensor[], network: NetworkDocument): readonly NamedTensor[] {
  if (precision === "float32") return weights;
  return weights.map((tensor) => {
    if (!isCompressed(tensor)) return tensor;
    return { ...tensor, data: precision === "float16" ? halves(tensor.data) : wholeSteps(tensor.data, channelsOf(tensor, network)) };
  });
}

/** Values beyond the largest half become that, rather than infinite. */
function halves(data: Float32Array): Float32Array {
  return data.map((value) => valueOfHalf(halfBits(Math.max(-65_504, Math.min(65_504, value)))));
}

/** Per channel whole steps of its largest value / 127, to both sides alike: zero stays zero. */
function wholeSteps(data: Float32Array, channels: number): Float32Array {
  const scales = largestBy(data, (i) => i % channels, channels).map((largest) => largest / steps);
  return data.map((value, i) => {
    const scale = scales[i % channels] ?? 0;
    return scale === 0 ? 0 : Math.round(value / scale) * scale;
  });
}

function largestBy(data: Float32Array, sliceOf: (i: number) => number, slices: number): Float32Array {
  const largest = new Float32Array(slices);
  data.forEach((value, i) => (largest[sliceOf(i)] = Math.max(largest[sliceOf(i)] ?? 0, Math.abs(value))));
  return largest;
}

/** Bytes that the weights alone take. */
export function weightBytes(precision: Precision, network: NetworkDocument): number {
  const tensors = network.nodes.flatMap((node) => weightsOf(network, node).map(({ name, shape }) => ({ name: `${node.name}/${name}`, shape })));
  return tensors.reduce((sum, tensor) => {
    const count = tensor.shape.reduce((product, size) => product * size, 1);
    if (!isCompressed(tensor)) return sum + count * 4;
    return sum + count * bytesPerValue[precision] + (precision === "int8" ? 4 * channelsOf(tensor, network) : 0);
  }, 0);
}

export interface EightBits {
  readonly values: Int8Array;
  readonly scales: Float32Array;
  /** Along which each slice has its scale. */
  readonly axis: number;
}

/**
 * Eight bits for values that `roundedTo` made, wherever their axes have gone since: the axis along which every slice is whole steps of its
 * own largest value / 127 is found again, the one with the fewest slices. Undefined where there is none.
 */
export function eightBits({ shape, data }: Pick<NamedTensor, "shape" | "data">): EightBits | undefined {
  const axes = shape.map((_, axis) => axis).toSorted((a, b) => (shape[a] ?? 0) - (shape[b] ?? 0));
  for (const axis of axes) {
    const slices = shape[axis] ?? 1;
    // Scales that take more room than they save are none.
    if (slices * 8 > data.length) return undefined;
    const inner = shape.slice(axis + 1).reduce((product, size) => product * size, 1);
    const sliceOf = (i: number) => Math.floor(i / inner) % slices;
    const scales = largestBy(data, sliceOf, slices).map((largest) => largest / steps);
    const values = new Int8Array(data.length);
    const fits = data.every((value, i) => {
      const scale = scales[sliceOf(i)] ?? 0;
      const step = scale === 0 ? 0 : value / scale;
      values[i] = Math.round(step);
      return Math.abs(step - (values[i] as number)) < 1e-3;
    });
    if (fits) return { values, scales, axis };
  }
  return undefined;
}

/** Whether halves hold these very values. */
export function areHalves(data: Float32Array): boolean {
  return data.every((value) => valueOfHalf(halfBits(value)) === value);
}
