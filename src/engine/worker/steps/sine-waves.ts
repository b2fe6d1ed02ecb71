/** Positions as sine waves: sine and cosine in turn, each pair longer than the one before (Vaswani et al. 2017, 3.5). */

/** [steps, features] of the positions behind `from`. */
export function sineWaves(from: number, steps: number, features: number): Float32Array {
  return Float32Array.from({ length: steps * features }, (_, i) => {
    const [step, feature] = [from + Math.floor(i / features), i % features];
    const angle = step / 10_000 ** ((feature - (feature % 2)) / features);
    return feature % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
}
