/** Convolutions, forward, backward, per channel and in two steps; a sequence is an image of one row. */
import { samePadding } from "@/interop/export/arrange";
import { biasOf, type PageLayer } from "@/interop/page/layers/page-layer";
import { addScaled, product, zeros, type Value } from "@/interop/page/value";

type Pair = readonly [number, number];
export interface Window {
  readonly size: Pair;
  readonly strides: Pair;
  readonly dilation?: Pair;
  /** Rows and columns of zeros before the image. */
  readonly before: Pair;
}

/** [H, W, C]. */
export type ImageShape = readonly [number, number, number];
export const imageShape = ({ shape: [height = 1, width = 1, channels = 1] }: Value): ImageShape => [height, width, channels];

export function windowOf([height, width]: ImageShape, size: Pair, strides: Pair, padding: "valid" | "same", dilation: Pair = [1, 1]): Window {
  const before = (length: number, axis: 0 | 1) => (padding === "same" ? samePadding(length, size[axis], strides[axis], dilation[axis])[0] : 0);
  return { size, strides, dilation, before: [before(height, 0), before(width, 1)] };
}

/** Every place of the window on the image: `visit(pixel that leaves, tap, pixel that comes)`, pixels outside left out. */
export function slide(
  [height, width]: Pair,
  [outHeight, outWidth]: Pair,
  { size, strides, dilation = [1, 1], before }: Window,
  visit: (to: number, tap: number, from: number) => void,
): void {
  for (let row = 0; row < outHeight; row++)
    for (let column = 0; column < outWidth; column++)
      for (let i = 0; i < size[0]; i++) {
        const y = row * strides[0] - before[0] + i * dilation[0];
        if (y < 0 || y >= height) continue;
        for (let j = 0; j < size[1]; j++) {
          const x = column * strides[1] - before[1] + j * dilation[1];
          if (x >= 0 && x < width) visit(row * outWidth + column, i * size[1] + j, y * width + x);
        }
      }
}

/** `kernel` [taps, in, out]. */
function convolve(x: Value, kernel: Float32Array, shape: ImageShape, window: Window, bias?: Float32Array): Value {
  const [height, width, channels] = imageShape(x);
  const filters = shape[2];
  const y = zeros(shape);
  const sums = new Float64Array(filters);
  let at = 0;
  const begin = () => (bias ? sums.set(bias) : sums.fill(0));
  begin();
  const end = () => y.data.set(sums, at * filters);
  slide([height, width], [shape[0], shape[1]], window, (to, tap, from) => {
    // Pixels that leave come one after the other.
    for (; at < to; at++, begin()) end();
    for (let c = 0; c < channels; c++) addScaled(sums, kernel, (tap * channels + c) * filters, x.data[from * channels + c] ?? 0);
  });
  for (; at < shape[0] * shape[1]; at++, begin()) end();
  return y;
}

export const conv2d: PageLayer<"Conv2D"> = (call) => {
  const { config, inputs, weight, shape } = call;
  const { kernelSize, strides, padding, dilationRate } = config;
  const window = windowOf(imageShape(inputs[0]), kernelSize, strides, padding, dilationRate);
  return convolve(inputs[0], weight("kernel").data, shape as ImageShape, window, biasOf(call));
};

/** Causal: zeros in front, so many that the last tap of a window meets its own step. */
export const conv1d: PageLayer<"Conv1D"> = (call) => {
  const { config, inputs, weight, shape } = call;
  const { kernelSize, strides, padding, dilationRate } = config;
  const [steps = 1, channels = 1] = inputs[0].shape;
  const row = { shape: [1, steps, channels], data: inputs[0].data };
  const { before, ...window } = windowOf([1, steps, channels], [1, kernelSize], [1, strides], padding === "same" ? "same" : "valid", [1, dilationRate]);
  const front = padding === "causal" ? (kernelSize - 1) * dilationRate : before[1];
  const y = convolve(row, weight("kernel").data, [1, shape[0] ?? 1, config.filters], { ...window, before: [0, front] }, biasOf(call));
  return { shape, data: y.data };
};

/** The way back of a convolution: each pixel is spread over its window. `kernel` [taps, out, in]. */
export const conv2dTranspose: PageLayer<"Conv2DTranspose"> = (call) => {
  const { config, inputs, weight, shape } = call;
  const { kernelSize, strides, padding } = config;
  const [height, width, channels] = imageShape(inputs[0]);
  const [outHeight, outWidth, filters] = shape as ImageShape;
  const kernel = weight("kernel").data;
  const y = new Float64Array(outHeight * outWidth * filters);
  const bias = biasOf(call);
  if (bias) for (let i = 0; i < y.length; i++) y[i] = bias[i % filters] ?? 0;
  slide([outHeight, outWidth], [height, width], windowOf([outHeight, outWidth, filters], kernelSize, strides, padding), (from, tap, to) => {
    for (let f = 0; f < filters; f++) {
      let sum = 0;
      for (let c = 0; c < channels; c++) sum += (inputs[0].data[from * channels + c] ?? 0) * (kernel[(tap * filters + f) * channels + c] ?? 0);
      y[to * filters + f] = (y[to * filters + f] ?? 0) + sum;
    }
  });
  return { shape, data: Float32Array.from(y) };
};

/** `kernel` [taps, channels, multiplier]. */
function perChannel(x: Value, kernel: Value, [height, width]: Pair, strides: Pair, padding: "valid" | "same", bias?: Float32Array): Value {
  const [tall = 1, wide = 1, channels = 1, multiplier = 1] = kernel.shape;
  const out = channels * multiplier;
  const y = new Float64Array(height * width * out);
  if (bias) for (let i = 0; i < y.length; i++) y[i] = bias[i % out] ?? 0;
  const image = imageShape(x);
  slide([image[0], image[1]], [height, width], windowOf(image, [tall, wide], strides, padding), (to, tap, from) => {
    for (let i = 0; i < out; i++) {
      const came = x.data[from * channels + Math.floor(i / multiplier)] ?? 0;
      y[to * out + i] = (y[to * out + i] ?? 0) + came * (kernel.data[tap * out + i] ?? 0);
    }
  });
  return { shape: [height, width, out], data: Float32Array.from(y) };
}

export const depthwiseConv2d: PageLayer<"DepthwiseConv2D"> = (call) => {
  const { strides, padding } = call.config;
  return perChannel(call.inputs[0], call.weight("kernel"), call.shape.slice(0, 2) as [number, number], strides, padding, biasOf(call));
};

export const separableConv2d: PageLayer<"SeparableConv2D"> = (call) => {
  const { strides, padding, filters } = call.config;
  const spread = perChannel(call.inputs[0], call.weight("depthwiseKernel"), call.shape.slice(0, 2) as [number, number], strides, padding);
  return { shape: call.shape, data: product(spread.data, call.weight("pointwiseKernel").data, filters, biasOf(call)) };
};
