/** Makes a noisy curve readable: exponential moving average, without the pull towards zero at its start. */

/**
 * `weight` in [0, 1) is how much of the past is kept; 0 gives the curve itself. Divided by 1 − weightᵗ as Adam's moments are
 * (Kingma & Ba 2015, §3), so that the first values are true means. Values that are no numbers stay as they are and leave the mean alone.
 */
export function smooth(values: ArrayLike<number>, weight: number): Float32Array {
  const smoothed = new Float32Array(values.length);
  let [average, kept] = [0, 1];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) {
      smoothed[i] = value;
      continue;
    }
    average = weight * average + (1 - weight) * value;
    kept *= weight;
    smoothed[i] = average / (1 - kept);
  }
  return smoothed;
}
