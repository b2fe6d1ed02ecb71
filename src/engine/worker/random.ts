/** Random numbers by counter: value i of a layer in a step is a hash of (seed, step, layer, i), so no state is kept or lost. */
import * as tf from "@tensorflow/tfjs-core";
import { mixSeed, seedFromName } from "@/base/rng";
import type { LayerRandom } from "@/engine/worker/layers/define-builder";

/** A hash of the counter with full avalanche (lowbias32 by Chris Wellons), as a float in [0, 1) of 24 bits: exact in 32-bit floats. */
function uniformAt(key: number, index: number): number {
  let h = (key + Math.imul(index, 0x9e3779b9)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return ((h ^ (h >>> 15)) >>> 8) / 16777216;
}

export function layerKey(seed: number, step: number, layer: string): number {
  return mixSeed(seedFromName(seed, layer), step);
}

export function fillKeepMask(values: Float32Array, key: number, rate: number): Float32Array {
  const kept = 1 / (1 - rate);
  for (let i = 0; i < values.length; i++) values[i] = uniformAt(key, i) < rate ? 0 : kept;
  return values;
}

/** Box & Muller: every pair of uniforms gives a pair of normals. */
export function fillNormal(values: Float32Array, key: number): Float32Array {
  for (let i = 0; i < values.length; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - uniformAt(key, i)));
    const angle = 2 * Math.PI * uniformAt(key, i + 1);
    values[i] = radius * Math.cos(angle);
    if (i + 1 < values.length) values[i + 1] = radius * Math.sin(angle);
  }
  return values;
}

export function createLayerRandom(seed: number, step: number, layer: string): LayerRandom {
  const tensor = (shape: readonly number[], fill: (values: Float32Array, key: number) => Float32Array) =>
    tf.tensor(fill(new Float32Array(tf.util.sizeFromShape([...shape])), layerKey(seed, step, layer)), [...shape], "float32");
  return {
    keepMask: (shape, rate) => tensor(shape, (values, key) => fillKeepMask(values, key, rate)),
    normal: (shape) => tensor(shape, fillNormal),
  };
}
