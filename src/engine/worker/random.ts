/** What layers draw: value i of a layer in a step follows from (seed, step, layer, i) alone. */
import * as tf from "@tensorflow/tfjs-core";
import { mixSeed, seedFromName } from "@/base/rng";
import { uniformAt } from "@/engine/worker/counter";
import type { LayerRandom } from "@/engine/worker/layers/define-builder";
import { fillNormal } from "@/engine/worker/normal";

export function layerKey(seed: number, step: number, layer: string): number {
  return mixSeed(seedFromName(seed, layer), step);
}

export function fillKeepMask(values: Float32Array, key: number, rate: number): Float32Array {
  const kept = 1 / (1 - rate);
  for (let i = 0; i < values.length; i++) values[i] = uniformAt(key, i) < rate ? 0 : kept;
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
