/**
 * Gradient of a convolution by its filter on WebGPU, as one tiled matrix product: [taps·in, places] times [places, out], where the
 * left factor is gathered from the image on the way. There are few taps and very many places, so the places are shared out among
 * workgroups, and what each has found is added up in a fixed order.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { Gpu } from "@/engine/worker/webgpu/backend";
import { dispatchEach, dispatchGroups, read, write } from "@/engine/worker/webgpu/dispatch";

/** Side of a workgroup's tile of the gradient; each of its 64 threads computes 4 × 4 values of it. */
const tile = 32;
/** Places that are staged in workgroup memory at a time. */
const depth = 16;
const threads = 64;
/** So many workgroups occupy a graphics card. */
const wantedGroups = 256;
/** A share of fewer places is not worth the adding up. */
const leastPlaces = 128;

type Geometry = tf.backend_util.Conv2DInfo;

export function conv2dBackpropFilter(gpu: Gpu, x: tf.TensorInfo, dy: tf.TensorInfo, geometry: Geometry): tf.TensorInfo {
  const { filterHeight, filterWidth, inChannels, outChannels, batchSize, outHeight, outWidth } = geometry;
  const taps = filterHeight * filterWidth * inChannels;
  const places = batchSize * outHeight * outWidth;
  const tilesDown = Math.ceil(taps / tile);
  const tilesAcross = Math.ceil(outChannels / tile);
  const shares = Math.max(1, Math.min(Math.ceil(wantedGroups / (tilesDown * tilesAcross)), Math.floor(places / leastPlaces)));
  const filterShape = [filterHeight, filterWidth, inChannels, outChannels];
  const parts = gpu.output(shares === 1 ? filterShape : [shares, ...filterShape]);
  dispatchGroups(gpu, {
    label: "conv2dBackpropFilter",
    bindings: { x: read(x), dy: read(dy), parts: write(parts) },
    groups: [tilesDown, tilesAcross, shares],
    groupSize: threads,
    declarations: `
      var<workgroup> patches: array<vec4<f32>, ${(depth * tile) / 4}>;
      var<workgroup> slopes: array<vec4<f32>, ${(depth * tile) / 4}>;
      ${gather(geometry, taps, places)}`,
    body: `
      let firstTap = group.x * ${tile}u;
      let firstChannel = group.y * ${tile}u;
      let end = min(${places}u, (group.z + 1u) * ${Math.ceil(places / shares)}u);
      let row = local / ${tile / 4}u;
      let column = local % ${tile / 4}u;
      var sums: array<vec4<f32>, 4>;
      for (var place = group.z * ${Math.ceil(places / shares)}u; place < end; place += ${depth}u) {
        for (var i = local; i < ${(depth * tile) / 4}u; i += ${threads}u) {
          let at = place + i / ${tile / 4}u;
          let four = 4u * (i % ${tile / 4}u);
          patches[i] = select(vec4f(), patchAt(at, firstTap + four), at < end);
          slopes[i] = select(vec4f(), slopeAt(at, firstChannel + four), at < end);
        }
        workgroupBarrier();
        for (var k = 0u; k < ${depth}u; k++) {
          let a = patches[k * ${tile / 4}u + row];
          let b = slopes[k * ${tile / 4}u + column];
          sums[0] += a.x * b;
          sums[1] += a.y * b;
          sums[2] += a.z * b;
          sums[3] += a.w * b;
        }
        workgroupBarrier();
      }
      for (var i = 0u; i < 4u; i++) {
        let tap = firstTap + 4u * row + i;
        for (var j = 0u; j < 4u; j++) {
          let channel = firstChannel + 4u * column + j;
          if (tap < ${taps}u && channel < ${outChannels}u) {
            parts[(group.z * ${taps}u + tap) * ${outChannels}u + channel] = sums[i][j];
          }
        }
      }`,
  });
  if (shares === 1) return parts;
  const gradient = gpu.output(filterShape);
  const count = taps * outChannels;
  dispatchEach(gpu, {
    label: "conv2dBackpropFilter, shares",
    count,
    bindings: { parts: read(parts), gradient: write(gradient) },
    body: `
      var sum = 0f;
      for (var share = 0u; share < ${shares}u; share++) { sum += parts[share * ${count}u + i]; }
      gradient[i] = sum;`,
  });
  tf.engine().makeTensorFromTensorInfo(parts).dispose();
  return gradient;
}

/** Four neighbouring values of each factor; 0 beyond its edges and outside the image. */
function gather(geometry: Geometry, taps: number, places: number): string {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterWidth, strideHeight, strideWidth, padInfo } = geometry;
  return `
    fn pixelAt(place: u32, tap: u32) -> f32 {
      if (tap >= ${taps}u || place >= ${places}u) { return 0f; }
      let channel = tap % ${inChannels}u;
      let tapX = (tap / ${inChannels}u) % ${filterWidth}u;
      let tapY = tap / ${inChannels * filterWidth}u;
      let outX = place % ${outWidth}u;
      let outY = (place / ${outWidth}u) % ${outHeight}u;
      let image = place / ${outWidth * outHeight}u;
      let y = i32(outY * ${strideHeight}u + tapY) - ${padInfo.top};
      let x0 = i32(outX * ${strideWidth}u + tapX) - ${padInfo.left};
      if (y < 0 || y >= ${inHeight} || x0 < 0 || x0 >= ${inWidth}) { return 0f; }
      return x[((image * ${inHeight}u + u32(y)) * ${inWidth}u + u32(x0)) * ${inChannels}u + channel];
    }
    fn patchAt(place: u32, tap: u32) -> vec4<f32> {
      return vec4f(pixelAt(place, tap), pixelAt(place, tap + 1u), pixelAt(place, tap + 2u), pixelAt(place, tap + 3u));
    }
    fn valueAt(place: u32, channel: u32) -> f32 {
      if (channel >= ${outChannels}u || place >= ${places}u) { return 0f; }
      return dy[place * ${outChannels}u + channel];
    }
    fn slopeAt(place: u32, channel: u32) -> vec4<f32> {
      return vec4f(valueAt(place, channel), valueAt(place, channel + 1u), valueAt(place, channel + 2u), valueAt(place, channel + 3u));
    }`;
}
