/** What layers draw: value i of a layer in a step follows from (seed, layer, step, i) alone, on every backend. */
import { mixSeed, seedFromName } from "@/base/rng";
import { uniformAt } from "@/engine/worker/counter";

/** One stream per run and layer. */
export function layerSeedOf(seed: number, layer: string): number {
  return seedFromName(seed, layer);
}
/** And in it one per step. */
export function stepKey(layerSeed: number, step: number): number {
  return mixSeed(layerSeed, step);
}

/** 0 with probability `rate`, else 1 / (1 − rate), so that the mean stays 1. */
export function fillKeepMask(values: Float32Array, key: number, rate: number): Float32Array {
  const kept = 1 / (1 - rate);
  for (let i = 0; i < values.length; i++) values[i] = uniformAt(key, i) < rate ? 0 : kept;
  return values;
}
