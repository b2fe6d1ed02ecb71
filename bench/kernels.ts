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
  /** Milliseconds of a call in the quickest round; null where TensorFlow.js has no such kernel. */
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
  { kernelName: "MaxPoolGrad", inputs: { dy: half, input: image, output: half }, attrs: pooling },
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

/** Both contenders in turn; the quickest round counts. */
const rounds = 8;
/** Calls are timed several at once, about so many milliseconds of them and at most so many. */
const batchMs = 15;
const mostCalls = 20;

export async function measureKernels(): Promise<KernelRow[]> {
  if (wasmBinaries) setWasmPaths(wasmBinaries);
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  await tf.setBackend("wasm");
  const stock = new Map(cases.map(({ kernelName }) => [kernelName, tf.getKernel(kernelName, "wasm") as tf.KernelConfig | undefined]));
  await openBackend("wasm");
  const rows: KernelRow[] = [];
  for (const one of cases) rows.push(await measureCase(one, stock.get(one.kernelName), tf.getKernel(one.kernelName, "wasm")));
  return rows;
}

async function measureCase(one: KernelCase, stock: tf.KernelConfig | undefined, ours: tf.KernelConfig): Promise<KernelRow> {
  const { kernelName, inputs, operations } = one;
  const contenders = [ours, ...(stock ? [stock] : [])].map((kernel) => ({ kernel, calls: callsFor(kernel, one), bestMs: Infinity }));
  for (let round = 0; round < rounds; round++)
    for (const contender of contenders) contender.bestMs = Math.min(contender.bestMs, await timeOf(contender.kernel, one, contender.calls));
  const oursMs = contenders[0]!.bestMs;
  return {
    kernelName,
    reason: kernels.find((kernel) => kernel.kernelName === kernelName)?.reason ?? "",
    shapes: shapesOf(one, inputs),
    stockMs: contenders[1]?.bestMs ?? null,
    oursMs,
    oursGigaflops: operations ? operations / oursMs / 1e6 : null,
  };
}

/** Weights are new at every training step, and no packed copy of them is at hand: so are the tensors of every call. */
function draw({ inputs }: KernelCase): Record<string, tf.Tensor> {
  return Object.fromEntries(Object.entries(inputs).map(([name, shape]) => [name, tf.randomUniform([...shape], -1, 1)]));
}

function run({ kernelFunc }: tf.KernelConfig, { attrs }: KernelCase, inputs: tf.NamedTensorInfoMap): tf.TensorInfo {
  return kernelFunc({ inputs, attrs: attrs as tf.NamedAttrMap, backend: tf.backend() }) as tf.TensorInfo;
}

function callsFor(kernel: tf.KernelConfig, one: KernelCase): number {
  const tensors = draw(one);
  const from = performance.now();
  const results = [1, 2, 3].map(() => run(kernel, one, tensors));
  const ms = (performance.now() - from) / results.length;
  for (const { dataId } of results) tf.backend().disposeData(dataId);
  tf.dispose(tensors);
  return Math.max(1, Math.min(mostCalls, Math.round(batchMs / ms)));
}

/** Milliseconds that this thread computed for one call: what the machine gives to others meanwhile does not count. */
async function timeOf(kernel: tf.KernelConfig, one: KernelCase, calls: number): Promise<number> {
  const tensors = Array.from({ length: calls }, () => draw(one));
  const from = await window.threadMs();
  const results = tensors.map((own) => run(kernel, one, own));
  const took = (await window.threadMs()) - from;
  for (const { dataId } of results) tf.backend().disposeData(dataId);
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
