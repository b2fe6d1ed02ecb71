/** The ziggurat of normal.ts in WGSL: the same words give the same numbers, to single precision. */
import * as tf from "@tensorflow/tfjs-core";
import { tailStart, widths } from "@/engine/worker/normal";
import { counterFunctions, float } from "@/engine/worker/webgpu/wgsl";

/** To be bound as `widths`; the caller disposes. */
export const zigguratTable = (): tf.Tensor => tf.tensor1d(Float32Array.from(widths));

/** `normalAt(key, i)`. */
export const normalFunctions = `${counterFunctions}
fn curve(x: f32) -> f32 { return exp(-0.5f * x * x); }
fn placed(word: u32) -> f32 {
  return (f32(bitcast<i32>(word) >> 8u) + 0.5f) * (widths[word & 255u] / 8388608f);
}
fn fromTail(key: u32, start: u32) -> f32 {
  var n = start;
  loop {
    let beyond = -log(1f - uniformAt(key, n)) / ${float(tailStart)};
    if (-2f * log(1f - uniformAt(key, n + 1u)) > beyond * beyond) { return ${float(tailStart)} + beyond; }
    n += 2u;
  }
}
fn atTheEdge(first: u32, key: u32) -> f32 {
  var word = first;
  var n = 0u;
  loop {
    let layer = word & 255u;
    let x = placed(word);
    let next = widths[layer + 1u];
    if (abs(x) < next) { return x; }
    if (layer == 0u) { return sign(x) * fromTail(key, n); }
    let bottom = curve(widths[layer]);
    if (bottom + uniformAt(key, n) * (curve(next) - bottom) < curve(x)) { return x; }
    word = wordAt(key, n + 1u);
    n += 2u;
  }
}
fn normalAt(key: u32, index: u32) -> f32 {
  let word = wordAt(key, index);
  let x = placed(word);
  if (abs(x) < widths[(word & 255u) + 1u]) { return x; }
  return atTheEdge(word, mixSeed(key, index));
}
`;
