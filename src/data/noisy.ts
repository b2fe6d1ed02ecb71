/** An image with Gaussian noise laid over it, kept within 0 … 1; the same seed gives the same noise. */
import { createRng } from "@/base/rng";

export function noisy(image: Float32Array, deviation: number, seed: number): Float32Array {
  const rng = createRng(seed);
  return image.map((value) => Math.min(1, Math.max(0, value + deviation * rng.normal())));
}
