/** In which order an epoch meets its examples. */
import { createRng, mixSeed, permutation, seedFromName } from "@/base/rng";

/** A fresh shuffle per epoch that follows from (seed, epoch) alone: a resumed run meets the same batches as an unbroken one. */
export function epochOrder(positions: Uint32Array, seed: number, epoch: number): Uint32Array {
  const order = permutation(positions.length, createRng(mixSeed(seedFromName(seed, "order"), epoch)));
  for (let i = 0; i < order.length; i++) order[i] = positions[order[i] as number] as number;
  return order;
}
