/** Which token comes next: the likeliest, or one drawn from the likely ones. */
import type { Rng } from "@/base/rng";

export interface Sampling {
  /** Exponent of the draw: near 0 takes the likeliest, 1 as the network says, above it more evenly. 0 = always the likeliest. */
  readonly temperature: number;
  /** Only so many of the likeliest are drawn from; 0 = all (Fan et al. 2018). */
  readonly topK: number;
  /** Only the likeliest that together hold this share (Holtzman et al. 2020). */
  readonly topP: number;
}

export interface Choice {
  readonly id: number;
  /** As the network says, before temperature and cuts. */
  readonly probability: number;
}

/** By probability, the likeliest first; of equal ones the lower number. */
export function likeliest(probabilities: ArrayLike<number>, count: number): readonly Choice[] {
  return Array.from(probabilities, (probability, id): Choice => ({ id, probability }))
    .toSorted((a, b) => b.probability - a.probability || a.id - b.id)
    .slice(0, count);
}

/** `never`: numbers that are no answer, as padding is none. */
export function chooseToken(probabilities: ArrayLike<number>, { temperature, topK, topP }: Sampling, rng: Rng, never: readonly number[] = []): Choice {
  const ranked = likeliest(probabilities, probabilities.length).filter(({ id }) => !never.includes(id));
  const [first] = ranked;
  if (!first) throw new RangeError("There is no token to choose.");
  if (temperature === 0) return first;
  // By logarithms, so that a low temperature does not make all weights 0.
  const weights = ranked.map(({ probability }) => Math.exp((Math.log(probability) - Math.log(first.probability)) / temperature));
  const kept = nucleus(weights.slice(0, topK > 0 ? topK : weights.length), topP);
  let left = rng.next() * kept.reduce((sum, weight) => sum + weight, 0);
  for (const [i, weight] of kept.entries()) {
    left -= weight;
    if (left < 0) return ranked[i] ?? first;
  }
  return first;
}

/** The largest that together reach the share, at least one. */
function nucleus(weights: readonly number[], share: number): readonly number[] {
  const wanted = share * weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  const end = weights.findIndex((weight) => (sum += weight) >= wanted);
  return weights.slice(0, end < 0 ? weights.length : end + 1);
}
