/** Kernels on shapes that do not fit into vectors and tiles: what they compute must not depend on the backend. */
import * as tf from "@tensorflow/tfjs-core";
import { createRng, seedFromName } from "@/base/rng";

interface ParityCase {
  readonly title: string;
  /** What is compared; made anew on each backend from the same numbers. */
  readonly run: () => tf.Tensor[];
}

/** Numbers between −1 and 1 that follow from the title alone. */
function drawFor(title: string) {
  const rng = createRng(seedFromName(1, title));
  return (shape: readonly number[]) =>
    tf.tensor(
      Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => 2 * rng.next() - 1),
      [...shape],
    );
}

function define(title: string, run: (draw: (shape: readonly number[]) => tf.Tensor) => tf.Tensor | tf.Tensor[]): ParityCase {
  return {
    title,
    run() {
      const results = run(drawFor(title));
      return Array.isArray(results) ? results : [results];
    },
  };
}

const sums = [
  { shape: [1, 1], axis: 0 },
  { shape: [19, 10], axis: 0 },
  { shape: [3, 7, 5, 13], axis: [0, 1, 2] },
  { shape: [33, 4, 6], axis: [0] },
  { shape: [16, 3, 7], axis: [1] },
].map(({ shape, axis }) => define(`Sum of ${shape.join("×")} over ${String(axis)}`, (draw) => tf.sum(draw(shape), axis)));

/** On WebGPU too: the last is so deep that several workgroups share it. */
export const productParity = [
  { m: 1, n: 1, k: 1 },
  { m: 7, n: 9, k: 13 },
  { m: 12, n: 16, k: 8 },
  { m: 50, n: 3, k: 500 },
  { m: 5, n: 1030, k: 6 },
  { m: 6, n: 5, k: 1300 },
].flatMap(({ m, n, k }) =>
  [false, true].flatMap((transposeA) =>
    [false, true].map((transposeB) =>
      define(`${m}×${k}${transposeA ? " transposed" : ""} times ${k}×${n}${transposeB ? " transposed" : ""}`, (draw) =>
        tf.matMul(draw(transposeA ? [k, m] : [m, k]), draw(transposeB ? [n, k] : [k, n]), transposeA, transposeB),
      ),
    ),
  ),
);

const batchedProducts = [
  define("products of a batch", (draw) => tf.matMul(draw([3, 2, 5, 4]), draw([3, 2, 4, 7]))),
  define("products of a batch with one matrix", (draw) => tf.matMul(draw([6, 5, 4]), draw([1, 7, 4]), false, true)),
];

const fusedProducts = (["linear", "relu", "relu6", "elu", "sigmoid", "leakyrelu"] as const).map((activation) =>
  define(`a product with bias and ${activation}`, (draw) =>
    tf.fused.matMul({ a: tf.mul(draw([9, 5]), 4), b: draw([5, 11]), transposeA: false, transposeB: false, bias: draw([11]), activation, leakyreluAlpha: 0.1 }),
  ),
);

type Pair = [number, number];
interface ConvolutionShape {
  readonly x: [number, number, number, number];
  readonly kernel: Pair;
  readonly filters: number;
  readonly strides: Pair;
  readonly padding: "same" | "valid";
}
const convolutionShapes: readonly ConvolutionShape[] = [
  { x: [3, 7, 6, 1], kernel: [3, 3], filters: 9, strides: [1, 1], padding: "valid" },
  { x: [2, 9, 8, 11], kernel: [3, 3], filters: 10, strides: [1, 1], padding: "same" },
  { x: [2, 8, 9, 3], kernel: [4, 2], filters: 16, strides: [2, 3], padding: "same" },
  { x: [1, 10, 10, 5], kernel: [3, 2], filters: 3, strides: [3, 2], padding: "valid" },
  { x: [2, 5, 5, 60], kernel: [3, 3], filters: 7, strides: [1, 1], padding: "same" },
  { x: [4, 4, 4, 8], kernel: [1, 1], filters: 8, strides: [2, 2], padding: "valid" },
  { x: [1, 2, 2, 2], kernel: [5, 5], filters: 2, strides: [1, 1], padding: "same" },
  // So many places that a graphics card shares them out.
  { x: [2, 20, 21, 4], kernel: [3, 3], filters: 34, strides: [1, 1], padding: "same" },
];

export const convolutionParity = convolutionShapes.map(({ x, kernel, filters, strides, padding }) =>
  define(`a convolution of ${x.join("×")} with ${filters} filters of ${kernel.join("×")} by ${strides.join("×")}, ${padding}, and its gradients`, (draw) => {
    const image = draw(x) as tf.Tensor4D;
    const filter = draw([...kernel, x[3], filters]) as tf.Tensor4D;
    const y = tf.conv2d(image, filter, strides, padding);
    return [y, ...tf.grads((a, b) => tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, strides, padding))([image, filter], draw(y.shape))];
  }),
);

const otherConvolutions = [
  define("a dilated convolution", (draw) => tf.conv2d(draw([2, 9, 9, 3]) as tf.Tensor4D, draw([3, 2, 3, 5]) as tf.Tensor4D, 1, "same", "NHWC", [2, 3])),
  define("a convolution with bias and relu", (draw) =>
    tf.fused.conv2d({
      x: draw([2, 6, 6, 4]) as tf.Tensor4D,
      filter: draw([3, 3, 4, 9]) as tf.Tensor4D,
      strides: 1,
      pad: "same",
      bias: draw([9]),
      activation: "relu",
    }),
  ),
];

const poolings = [
  { x: [2, 6, 6, 12], window: [2, 2], strides: [2, 2], padding: "valid" },
  { x: [2, 7, 6, 9], window: [2, 2], strides: [2, 2], padding: "valid" },
  { x: [1, 4, 4, 4], window: [2, 2], strides: [3, 3], padding: "same" },
  { x: [3, 7, 5, 3], window: [3, 2], strides: [2, 1], padding: "same" },
  { x: [1, 5, 6, 16], window: [3, 3], strides: [1, 1], padding: "valid" },
  { x: [2, 7, 7, 1], window: [2, 2], strides: [3, 3], padding: "valid" },
].flatMap(({ x, window, strides, padding }) =>
  ([tf.maxPool, tf.avgPool] as const).map((pool) =>
    define(
      `${pool === tf.maxPool ? "maxima" : "means"} of ${window.join("×")} by ${strides.join("×")} of ${x.join("×")}, ${padding}, and their gradient`,
      (draw) => {
        const image = draw(x) as tf.Tensor4D;
        const run = (from: tf.Tensor) => pool(from as tf.Tensor4D, window as Pair, strides as Pair, padding as "same" | "valid");
        const y = run(image);
        return [y, tf.grad(run)(image, draw(y.shape))];
      },
    ),
  ),
);
const ties = define("the gradient of maxima that tie or are below zero", () => {
  const image = tf.tensor4d([-1, -1, -1, -1, 2, 2, -5, 2, 0, 0, 0, 0, -3, -2, -2, -3], [1, 4, 4, 1]);
  return tf.grad((from: tf.Tensor) => tf.maxPool(from as tf.Tensor4D, 2, 1, "valid"))(image);
});

const depthwise = [
  { x: [2, 6, 7, 9], kernel: [3, 3], multiplier: 1, strides: [1, 1], padding: "same" },
  { x: [3, 7, 5, 3], kernel: [2, 3], multiplier: 2, strides: [2, 1], padding: "valid" },
  { x: [1, 8, 8, 16], kernel: [3, 2], multiplier: 1, strides: [2, 2], padding: "same" },
  { x: [2, 9, 8, 37], kernel: [2, 3], multiplier: 1, strides: [3, 1], padding: "valid" },
  { x: [2, 3, 2, 4], kernel: [5, 5], multiplier: 1, strides: [1, 1], padding: "same" },
].map(({ x, kernel, multiplier, strides, padding }) =>
  define(
    `a depthwise convolution of ${x.join("×")} with ${multiplier} of ${kernel.join("×")} by ${strides.join("×")}, ${padding}, and its gradients`,
    (draw) => {
      const image = draw(x);
      const filter = draw([...kernel, x[3]!, multiplier]);
      const run = (a: tf.Tensor, b: tf.Tensor) => tf.depthwiseConv2d(a as tf.Tensor4D, b as tf.Tensor4D, strides as Pair, padding as "same" | "valid");
      const y = run(image, filter);
      return [y, ...tf.grads(run)([image, filter], draw(y.shape))];
    },
  ),
);
const segments = define("rows added up by number", (draw) => tf.unsortedSegmentSum(draw([7, 3, 6]), tf.tensor1d([2, 0, 2, 5, -1, 2, 9], "int32"), 6));

export const parityCases: readonly ParityCase[] = [
  ...sums,
  ...depthwise,
  segments,
  ...poolings,
  ties,
  ...productParity,
  ...batchedProducts,
  ...fusedProducts,
  ...convolutionParity,
  ...otherConvolutions,
];

/** Largest difference as a share of the largest value, over all results of one case. */
export function apart(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  if (a.length !== b.length) return Infinity;
  return Math.max(
    ...a.map((values, i) => {
      const others = b[i]!;
      if (values.length !== others.length) return Infinity;
      const largest = others.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
      // NaN is never equal: it must not count as no difference.
      return values.reduce((most, value, at) => Math.max(most, Number.isNaN(value - others[at]!) ? Infinity : Math.abs(value - others[at]!)), 0) / largest;
    }),
  );
}

export async function resultsOf({ run }: ParityCase): Promise<Float32Array[]> {
  const tensors = tf.tidy(run);
  const values = await Promise.all(tensors.map(async (tensor) => Float32Array.from(await tensor.data())));
  tf.dispose(tensors);
  return values;
}
