/** The sine waves of positional encoding, as the engine adds them (Vaswani et al. 2017, 3.5). */

/** [T, C], row-major: sine and cosine in turn, each pair longer than the one before. */
export function sineWaves(steps: number, features: number): Float32Array {
  return Float32Array.from({ length: steps * features }, (_, i) => {
    const [step, feature] = [Math.floor(i / features), i % features];
    const angle = step / 10_000 ** ((feature - (feature % 2)) / features);
    return feature % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
}
