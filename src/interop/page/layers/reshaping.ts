/** Layers that move values about without changing them, and upsampling. */
import { imageShape } from "@/interop/page/layers/convolutions";
import type { PageLayer } from "@/interop/page/layers/page-layer";
import { sizeOf, zeros, type Value } from "@/interop/page/value";

export const sameValues = ({ inputs: [x], shape }: { readonly inputs: readonly [Value, ...Value[]]; readonly shape: readonly number[] }): Value => ({
  shape,
  data: x.data,
});

export const repeatVector: PageLayer<"RepeatVector"> = ({ config: { n }, inputs: [x], shape }) => {
  const y = zeros(shape);
  for (let step = 0; step < n; step++) y.data.set(x.data, step * x.data.length);
  return y;
};

export const zeroPadding2d: PageLayer<"ZeroPadding2D"> = ({ config: { padding }, inputs: [x], shape }) => {
  const [height, width, channels] = imageShape(x);
  const y = zeros(shape);
  for (let row = 0; row < height; row++) {
    const to = ((row + padding[0]) * (shape[1] ?? 1) + padding[1]) * channels;
    y.data.set(x.data.subarray(row * width * channels, (row + 1) * width * channels), to);
  }
  return y;
};

/** Along one axis: the two places that a new one lies between, and how far it is from the first. Pixels are centred at ½. */
function between(position: number, from: number, to: number, isNearest: boolean): readonly [low: number, high: number, share: number] {
  if (isNearest) {
    const at = Math.floor((position * from) / to);
    return [at, at, 0];
  }
  const place = Math.min(from - 1, Math.max(0, ((position + 0.5) * from) / to - 0.5));
  const low = Math.floor(place);
  return [low, Math.min(from - 1, low + 1), place - low];
}

export const upSampling2d: PageLayer<"UpSampling2D"> = ({ config, inputs: [x], shape }) => {
  const [height, width, channels] = imageShape(x);
  const [outHeight = 1, outWidth = 1] = shape;
  const isNearest = config.interpolation === "nearest";
  const y = zeros(shape);
  const pixel = (row: number, column: number, c: number) => x.data[(row * width + column) * channels + c] ?? 0;
  for (let row = 0; row < outHeight; row++) {
    const [top, bottom, down] = between(row, height, outHeight, isNearest);
    for (let column = 0; column < outWidth; column++) {
      const [left, right, along] = between(column, width, outWidth, isNearest);
      for (let c = 0; c < channels; c++) {
        const above = pixel(top, left, c) * (1 - along) + pixel(top, right, c) * along;
        const below = pixel(bottom, left, c) * (1 - along) + pixel(bottom, right, c) * along;
        y.data[(row * outWidth + column) * channels + c] = above * (1 - down) + below * down;
      }
    }
  }
  return y;
};

/** `axis` counts the batch as 0; −1 is the last. */
export const concatenate: PageLayer<"Concatenate"> = ({ config, inputs, shape }) => {
  const axis = config.axis < 0 ? shape.length + config.axis : config.axis - 1;
  const outer = sizeOf(shape.slice(0, axis));
  const y = zeros(shape);
  const whole = y.data.length / outer;
  let at = 0;
  for (const { data } of inputs) {
    const own = data.length / outer;
    for (let i = 0; i < outer; i++) y.data.set(data.subarray(i * own, (i + 1) * own), i * whole + at);
    at += own;
  }
  return y;
};
