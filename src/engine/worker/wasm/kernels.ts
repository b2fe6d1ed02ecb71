/** Our compiled kernels, run on the heap of TensorFlow.js' own WebAssembly. */
import { relaxedSimd, simd } from "virtual:wasm-kernels";

/** What `assembly/index.ts` exports. Addresses are bytes on the heap, sizes are counts of elements. */
export interface WasmKernels {
  /** `a` [m, k] times `b` [k, n], each possibly transposed, → `c` [m, n], plus `bias` [n] (0 for none), between `low` and `high`. */
  product(
    a: number,
    b: number,
    c: number,
    m: number,
    n: number,
    k: number,
    isTransposedA: boolean,
    isTransposedB: boolean,
    bias: number,
    low: number,
    high: number,
    work: number,
  ): void;
  productBytes(n: number, k: number): number;
  /** Of the convolution that the following calls mean; `convolveBytes` and `convolveFilterBytes` included. */
  setGeometry(
    batch: number,
    inHeight: number,
    inWidth: number,
    inChannels: number,
    outHeight: number,
    outWidth: number,
    outChannels: number,
    filterHeight: number,
    filterWidth: number,
    strideHeight: number,
    strideWidth: number,
    padTop: number,
    padLeft: number,
  ): void;
  convolve(x: number, filter: number, y: number, bias: number, low: number, high: number, work: number): void;
  convolveBackToInput(dy: number, filter: number, dx: number, dxBytes: number, work: number): void;
  convolveBytes(): number;
  convolveBackToFilter(x: number, dy: number, gradient: number, work: number): void;
  convolveFilterBytes(): number;
  /** Of the pooling that the next call means. */
  setPooling(
    batch: number,
    inHeight: number,
    inWidth: number,
    channels: number,
    outHeight: number,
    outWidth: number,
    windowHeight: number,
    windowWidth: number,
    strideHeight: number,
    strideWidth: number,
    padTop: number,
    padLeft: number,
  ): void;
  poolMaxBack(dy: number, x: number, y: number, dx: number): void;
  poolMeanBack(dy: number, dx: number): void;
  /** Of the depthwise convolution that the next call means. */
  setDepthwise(
    batch: number,
    inHeight: number,
    inWidth: number,
    channels: number,
    outHeight: number,
    outWidth: number,
    multiplier: number,
    filterHeight: number,
    filterWidth: number,
    strideHeight: number,
    strideWidth: number,
    dilationHeight: number,
    dilationWidth: number,
    padTop: number,
    padLeft: number,
  ): void;
  depthwise(x: number, filter: number, y: number): void;
  depthwiseBackToInput(dy: number, filter: number, dx: number): void;
  depthwiseBackToFilter(x: number, dy: number, gradient: number, part: number): void;
  sumSegments(x: number, ids: number, sums: number, rows: number, width: number, segments: number): void;
  sumRows(x: number, sums: number, exact: number, rows: number, width: number): void;
  sumOfSquares(x: number, count: number): number;
  sgdUpdate(weights: number, gradients: number, count: number, rate: number): void;
  momentumUpdate(weights: number, gradients: number, velocity: number, count: number, rate: number, momentum: number, isNesterov: boolean): void;
  adagradUpdate(weights: number, gradients: number, accumulator: number, count: number, scale: number, rate: number, epsilon: number): void;
  rmspropUpdate(
    weights: number,
    gradients: number,
    velocity: number,
    mean: number,
    rolling: number,
    count: number,
    scale: number,
    rate: number,
    rho: number,
    rest: number,
    momentum: number,
    epsilon: number,
  ): void;
  adamUpdate(
    weights: number,
    gradients: number,
    momentum: number,
    velocity: number,
    largest: number,
    count: number,
    scale: number,
    rest1: number,
    rest2: number,
    size: number,
    epsilon: number,
    keep: number,
  ): void;
  biasActivation(x: number, bias: number, y: number, rows: number, channels: number, activation: number): void;
  activationGradient(dy: number, y: number, dz: number, sums: number, exact: number, rows: number, channels: number, activation: number): void;
  /** Answers how many rows count; with padding skipped, those whose label is not 0. */
  softmaxCrossentropy(
    logits: number,
    labels: number,
    gradient: number,
    shifts: number,
    sums: number,
    rows: number,
    classes: number,
    skipsPadding: boolean,
  ): number;
  dropout(x: number, y: number, count: number, key: number, threshold: number, kept: number): void;
  /** Answers how many values it left undone; their numbers are at `left`. */
  gaussianNoise(x: number, y: number, count: number, key: number, stddev: number, perPlace: number, widths: number, left: number): number;
  /** Both answer the sum of the losses. */
  sigmoidCrossentropy(logits: number, targets: number, gradient: number, count: number): number;
  squaredError(output: number, targets: number, gradient: number, count: number): number;
  embed(ids: number, table: number, y: number, count: number, width: number, tableRows: number): void;
  embedBack(dy: number, ids: number, gradient: number, count: number, width: number, tableRows: number): void;
  /** Of the recurrent layer that the following calls mean; `recurrentBytes` included. */
  setRecurrent(
    cell: number,
    batch: number,
    steps: number,
    units: number,
    activation: number,
    recurrentActivation: number,
    isBackwards: boolean,
    returnSequences: boolean,
  ): void;
  recurrentBytes(): number;
  recurrentForward(
    inputs: number,
    recurrentKernel: number,
    recurrentBias: number,
    mask: number,
    keep: number,
    y: number,
    previous: number,
    kept: number,
    work: number,
  ): void;
  recurrentBack(dy: number, recurrentKernel: number, mask: number, keep: number, previous: number, kept: number, dz: number, dp: number, work: number): void;
  bytesToFloats(x: number, y: number, count: number, scale: number): void;
  layerNormalization(x: number, gamma: number, beta: number, y: number, means: number, inverses: number, rows: number, channels: number, epsilon: number): void;
  layerNormalizationGradient(
    dy: number,
    x: number,
    gamma: number,
    means: number,
    inverses: number,
    dx: number,
    dGamma: number,
    dBeta: number,
    exact: number,
    rows: number,
    channels: number,
  ): void;
  batchNormalization(
    x: number,
    gamma: number,
    beta: number,
    y: number,
    means: number,
    variances: number,
    exact: number,
    rows: number,
    channels: number,
    epsilon: number,
  ): void;
  batchNormalizationGradient(
    dy: number,
    x: number,
    gamma: number,
    means: number,
    variances: number,
    dx: number,
    dGamma: number,
    dBeta: number,
    exact: number,
    rows: number,
    channels: number,
    epsilon: number,
  ): void;
  rmsNormalization(x: number, scale: number, y: number, inverses: number, rows: number, channels: number, epsilon: number): void;
  rmsNormalizationGradient(
    dy: number,
    x: number,
    scale: number,
    inverses: number,
    dx: number,
    dScale: number,
    exact: number,
    rows: number,
    channels: number,
  ): void;
  gelu(x: number, y: number, count: number): void;
  geluGradient(dy: number, x: number, dx: number, count: number): void;
  /** Of the attention that the following calls mean, `attentionBytes` included. */
  setAttention(
    batch: number,
    heads: number,
    queries: number,
    keys: number,
    keySize: number,
    valueSize: number,
    isCausal: boolean,
    scale: number,
    dropKey: number,
    dropThreshold: number,
    dropKept: number,
  ): void;
  attentionBytes(): number;
  attention(q: number, k: number, v: number, mask: number, y: number, weights: number, work: number): void;
  attentionGradient(dy: number, q: number, k: number, v: number, weights: number, dq: number, dk: number, dv: number, work: number): void;
  /** Of a newest step; `scores` is room for as many floats as keys. */
  attendNewest(
    q: number,
    k: number,
    v: number,
    y: number,
    scores: number,
    heads: number,
    keys: number,
    keySize: number,
    valueSize: number,
    scale: number,
  ): void;
  /** Of each row, in place. */
  softmax(x: number, rows: number, columns: number): void;
}

let binary: ArrayBuffer | undefined;

/** Fetches the quicker build that this browser can run. False where its WebAssembly has no SIMD; every one has since 2023. */
export async function loadKernels(): Promise<boolean> {
  for (const address of binary ? [] : [relaxedSimd, simd]) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`The WebAssembly kernels could not be fetched: HTTP ${response.status}.`);
    const bytes = await response.arrayBuffer();
    if (!WebAssembly.validate(bytes)) continue;
    binary = bytes;
    break;
  }
  return binary !== undefined;
}

/** After `loadKernels`. `memory` is the heap that addresses mean. */
export function instantiateKernels(memory: WebAssembly.Memory): WasmKernels {
  if (!binary) throw new Error("The WebAssembly kernels are not loaded yet: open the backend first.");
  return new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { memory } }).exports as unknown as WasmKernels;
}
