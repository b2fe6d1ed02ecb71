/**
 * Convolutions on WebGPU as tiled matrix products whose factors are gathered on the way: forward [places, taps·in] times
 * [taps·in, out], back to the filter [taps·in, places] times [places, out], back to the input [pixels, taps·out] times [taps·out, in].
 */
import type * as tf from "@tensorflow/tfjs-core";
import type { FusedActivation } from "@/engine/worker/ops/fused-activations";
import { fourOf, matrixFactor, tiledProduct, type Factor } from "@/engine/worker/ops/webgpu/tiled-product";
import type { Gpu } from "@/engine/worker/webgpu/backend";
import { read } from "@/engine/worker/webgpu/dispatch";

type Geometry = tf.backend_util.Conv2DInfo;
interface Ending {
  readonly bias?: tf.TensorInfo | undefined;
  readonly activation: FusedActivation;
}

/** Fewer channels than this, and neighbouring threads better read neighbouring pixels. */
const enoughChannels = 8;

const sizesOf = ({ filterHeight, filterWidth, inChannels, batchSize, outHeight, outWidth }: Geometry) => ({
  taps: filterHeight * filterWidth * inChannels,
  places: batchSize * outHeight * outWidth,
});

export function convolve(gpu: Gpu, x: tf.TensorInfo, filter: tf.TensorInfo, geometry: Geometry, ending: Ending): tf.TensorInfo {
  const { taps, places } = sizesOf(geometry);
  const { inChannels, outChannels } = geometry;
  return tiledProduct(gpu, {
    label: "convolution",
    rows: places,
    columns: outChannels,
    depth: taps,
    left: {
      lies: inChannels < enoughChannels ? "across" : "alongDepth",
      bindings: { x: read(x) },
      declarations: `${pixelFunction(geometry)}
      fn leftAt(at: u32, k: u32) -> vec4<f32> { return ${four((i) => `pixelAt(at + ${i}u, k)`)}; }`,
    },
    right: matrixFactor("right", filter, { across: outChannels, depth: taps, lies: "across" }),
    outputShape: geometry.outShape,
    ...ending,
  });
}

export function convolveBackToFilter(gpu: Gpu, x: tf.TensorInfo, dy: tf.TensorInfo, geometry: Geometry): tf.TensorInfo {
  const { taps, places } = sizesOf(geometry);
  const { filterHeight, filterWidth, inChannels, outChannels } = geometry;
  return tiledProduct(gpu, {
    label: "convolution, back to the filter",
    rows: taps,
    columns: outChannels,
    depth: places,
    left: {
      lies: inChannels < enoughChannels ? "alongDepth" : "across",
      bindings: { x: read(x) },
      declarations: `${pixelFunction(geometry)}
      fn leftAt(at: u32, k: u32) -> vec4<f32> { return ${four((i) => `pixelAt(k, at + ${i}u)`)}; }`,
    },
    right: matrixFactor("right", dy, { across: outChannels, depth: places, lies: "across" }),
    outputShape: [filterHeight, filterWidth, inChannels, outChannels],
  });
}

export function convolveBackToInput(gpu: Gpu, dy: tf.TensorInfo, filter: tf.TensorInfo, geometry: Geometry): tf.TensorInfo {
  const { batchSize, inHeight, inWidth, inChannels, outChannels, filterHeight, filterWidth } = geometry;
  return tiledProduct(gpu, {
    label: "convolution, back to the input",
    rows: batchSize * inHeight * inWidth,
    columns: inChannels,
    depth: filterHeight * filterWidth * outChannels,
    left: {
      lies: outChannels < enoughChannels ? "across" : "alongDepth",
      bindings: { dy: read(dy) },
      declarations: `${slopeFunction(geometry)}
      fn leftAt(at: u32, k: u32) -> vec4<f32> { return ${four((i) => `slopeAt(at + ${i}u, k)`)}; }`,
    },
    right: turnedFilter(filter, geometry),
    outputShape: geometry.inShape,
  });
}

const four = (value: (i: number) => string) => `vec4f(${[0, 1, 2, 3].map(value).join(", ")})`;

/** `pixelAt(place, tap)`: 0 outside the image, and beyond the last of both. */
function pixelFunction(geometry: Geometry): string {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, filterWidth, strideHeight, strideWidth, padInfo } = geometry;
  const { taps, places } = sizesOf(geometry);
  return `
      fn pixelAt(place: u32, tap: u32) -> f32 {
        if (tap >= ${taps}u || place >= ${places}u) { return 0f; }
        let y = i32((place / ${outWidth}u) % ${outHeight}u * ${strideHeight}u + tap / ${inChannels * filterWidth}u) - ${padInfo.top};
        let across = i32(place % ${outWidth}u * ${strideWidth}u + tap / ${inChannels}u % ${filterWidth}u) - ${padInfo.left};
        if (y < 0 || y >= ${inHeight} || across < 0 || across >= ${inWidth}) { return 0f; }
        return x[((place / ${outWidth * outHeight}u * ${inHeight}u + u32(y)) * ${inWidth}u + u32(across)) * ${inChannels}u + tap % ${inChannels}u];
      }`;
}

/** `slopeAt(pixel, k)`: the gradient at the place that saw this pixel through a tap, for one channel that came out; 0 where there is none. */
function slopeFunction(geometry: Geometry): string {
  const { batchSize, inHeight, inWidth, outHeight, outWidth, outChannels, filterWidth, strideHeight, strideWidth, padInfo } = geometry;
  const strided = (name: string, stride: number) => (stride === 1 ? "" : ` || ${name} % ${stride} != 0`);
  return `
      fn slopeAt(pixel: u32, k: u32) -> f32 {
        if (pixel >= ${batchSize * inHeight * inWidth}u) { return 0f; }
        let tap = k / ${outChannels}u;
        let down = i32(pixel / ${inWidth}u % ${inHeight}u + ${padInfo.top}u) - i32(tap / ${filterWidth}u);
        let across = i32(pixel % ${inWidth}u + ${padInfo.left}u) - i32(tap % ${filterWidth}u);
        if (down < 0 || across < 0${strided("down", strideHeight)}${strided("across", strideWidth)}) { return 0f; }
        let outY = u32(down) / ${strideHeight}u;
        let outX = u32(across) / ${strideWidth}u;
        if (outY >= ${outHeight}u || outX >= ${outWidth}u) { return 0f; }
        return dy[((pixel / ${inWidth * inHeight}u * ${outHeight}u + outY) * ${outWidth}u + outX) * ${outChannels}u + k % ${outChannels}u];
      }`;
}

/** [taps, in, out] as [taps·out, in]. */
function turnedFilter(filter: tf.TensorInfo, { inChannels, outChannels }: Geometry): Factor {
  const start = `(k / ${outChannels}u * ${inChannels}u + at) * ${outChannels}u + k % ${outChannels}u`;
  return {
    lies: "alongDepth",
    bindings: { weights: read(filter) },
    declarations: `fn rightAt(k: u32, at: u32) -> vec4<f32> { ${fourOf("weights", start, outChannels, inChannels)} }`,
  };
}
