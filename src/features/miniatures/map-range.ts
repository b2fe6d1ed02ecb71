/** How a map of activations is coloured: magnitudes from zero to their largest, or signed values about zero. */
import type { RampName } from "@/viz/ramps";

export function mapRange(values: ArrayLike<number>): { readonly ramp: RampName; readonly range: readonly [number, number] } {
  let low = 0;
  let high = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  // After ReLU nothing is below zero; a hair below is rounding.
  if (low >= -1e-6 * Math.max(high, 1e-30)) return { ramp: "sequential", range: [0, high] };
  const extent = Math.max(-low, high);
  return { ramp: "diverging", range: [-extent, extent] };
}
