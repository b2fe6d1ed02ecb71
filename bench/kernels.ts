/** Single kernels of the wasm backend, TensorFlow.js' own against ours, on the shapes of the networks that the bench trains. */
import * as tf from "@tensorflow/tfjs-core";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { openBackend } from "@/engine/worker/backends";
import { wasmBinaries } from "@/engine/worker/backends/wasm-binaries";
import { kernels } from "@/engine/worker/kernels";

interface KernelCase {
  readonly kernelName: string;
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly attrs: object;
  /** Multiplications and additions. */
  readonly operations?: number;
}

export interface KernelRow {
  readonly kernelName: string;
  readonly reason: string;
  readonly shapes: string;
  /** Milliseconds of the quickest call; null where TensorFlow.js has no such kernel. */
  readonly stockMs: number | null;
  readonly oursMs: number;
  readonly oursGigaflops: number | null;
}

function product(m: number, n: number, k: number, transposeA: boolean, transposeB: boolean): KernelCase {
  const inputs = { a: transposeA ? [k, m] : [m, k], b: transposeB ? [n, k] : [k, n] };
  return { kernelName: "BatchMatMul", inputs, attrs: { transposeA, transposeB }, operations: 2 * m * n * k };
}

/** A 3×3 convolution without border and what training makes of it. */
function convolution(x: readonly [number, number, number, number], filters: number): KernelCase[] {
  const [batch, height, width, channels] = x;
  const filter = [3, 3, channels, filters];
  const y = [batch, height - 2, width - 2, filters];
  const attrs = { strides: [1, 1], pad: "valid", dataFormat: "NHWC", dilations: [1, 1] };
  const operations = 2 * tf.util.sizeFromShape(y) * 9 * channels;
  return [
    { kernelName: "Conv2D", inputs: { x, filter }, attrs, operations },
    { kernelName: "Conv2DBackpropInput", inputs: { dy: y, filter }, attrs: { ...attrs, inputShape: x }, operations },
    { kernelName: "Conv2DBackpropFilter", inputs: { x, dy: y }, attrs: { ...attrs, filterShape: filter }, operations },
  ];
}

const image = [64, 26, 26, 32];
const half = [64, 13, 13, 32];
const pooling = { filterSize: [2, 2], strides: [2, 2], pad: "valid" };
const depthwise = { strides: [1, 1], pad: "same", dilations: [1, 1] };

const cases: readonly KernelCase[] = [
  product(32, 128, 784, false, false),
  product(784, 128, 32, true, false),
  product(32, 784, 128, false, true),
  product(784, 128, 128, true, false),
  product(512, 512, 512, false, false),
  product(512, 512, 512, true, false),
  product(512, 512, 512, false, true),
  ...convolution([64, 28, 28, 1], 32),
  ...convolution([64, 13, 13, 32], 64),
  { kernelName: "MaxPool", inputs: { x: image }, attrs: pooling },
  { kernelName: "MaxPoolGrad", inputs: { dy: half, input: image, output: half }, attrs: pooling },
  { kernelName: "AvgPool", inputs: { x: image }, attrs: pooling },
  { kernelName: "AvgPoolGrad", inputs: { dy: half, input: image }, attrs: pooling },
  { kernelName: "DepthwiseConv2dNative", inputs: { x: image, filter: [3, 3, 32, 1] }, attrs: depthwise },
  {
    kernelName: "DepthwiseConv2dNativeBackpropInput",
    inputs: { dy: image, filter: [3, 3, 32, 1] },
    attrs: { ...depthwise, inputShape: image },
  },
  {
    kernelName: "DepthwiseConv2dNativeBackpropFilter",
    inputs: { x: image, dy: image },
    attrs: { ...depthwise, filterShape: [3, 3, 32, 1] },
  },
  { kernelName: "Sum", inputs: { x: [64 * 26 * 26, 32] }, attrs: { axis: [0], keepDims: false } },
  { kernelName: "Identity", inputs: { x: image }, attrs: {} },
];

/** Both contenders in turn, so long; the quickest counts: a moment that the machine gives to others is passed by. */
const caseMs = 4000;
const leastRounds = 5;
/** The clock of a browser ticks every tenth of a millisecond: small calls are timed several at once. */
const smallSize = 300_000;
const callsOfSmall = 10;

export async function measureKernels(): Promise<KernelRow[]> {
  if (wasmBinaries) setWasmPaths(wasmBinaries);
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  await tf.setBackend("wasm");
  const stock = new Map(cases.map(({ kernelName }) => [kernelName, tf.getKernel(kernelName, "wasm") as tf.KernelConfig | undefined]));
  await openBackend("wasm");
  return cases.map((one) => {
    const { kernelName, inputs, operations } = one;
    const before = stock.get(kernelName);
    const after = tf.getKernel(kernelName, "wasm");
    let [stockMs, oursMs] = [Infinity, Infinity];
    const started = performance.now();
    for (let round = 0; round < leastRounds || performance.now() - started < caseMs; round++) {
      if (before) stockMs = Math.min(stockMs, timeOf(before, one));
      oursMs = Math.min(oursMs, timeOf(after, one));
    }
    return {
      kernelName,
      reason: kernels.find((kernel) => kernel.kernelName === kernelName)?.reason ?? "",
      shapes: shapesOf(one, inputs),
      stockMs: before ? stockMs : null,
      oursMs,
      oursGigaflops: operations ? operations / oursMs / 1e6 : null,
    };
  });
}

/** Milliseconds of one call on tensors made for it: weights are new at every training step, and no packed copy of them is at hand. */
function timeOf({ kernelFunc }: tf.KernelConfig, { inputs, attrs }: KernelCase): number {
  const size = Object.values(inputs).reduce((sum, shape) => sum + tf.util.sizeFromShape([...shape]), 0);
  const calls = size < smallSize ? callsOfSmall : 1;
  const draw = () => Object.fromEntries(Object.entries(inputs).map(([name, shape]) => [name, tf.randomUniform([...shape], -1, 1)]));
  const tensors = Array.from({ length: calls }, draw);
  const backend = tf.backend();
  const from = performance.now();
  const results = tensors.map((own) => kernelFunc({ inputs: own, attrs: attrs as tf.NamedAttrMap, backend }) as tf.TensorInfo);
  const took = performance.now() - from;
  for (const { dataId } of results) backend.disposeData(dataId);
  tf.dispose(tensors);
  return took / calls;
}

function shapesOf({ attrs }: KernelCase, inputs: KernelCase["inputs"]): string {
  const turned: Readonly<Record<string, boolean>> = {
    a: "transposeA" in attrs && attrs.transposeA === true,
    b: "transposeB" in attrs && attrs.transposeB === true,
  };
  return Object.entries(inputs)
    .map(([name, shape]) => `${shape.join("×")}${turned[name] ? "ᵀ" : ""}`)
    .join(", ");
}
