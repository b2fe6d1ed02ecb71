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
  // Ordering numbers is quick, ordering thousands of choices at every token is not.
  const least = descending(probabilities)[Math.min(count, probabilities.length) - 1] ?? 0;
  const choices: Choice[] = [];
  for (let id = 0; id < probabilities.length; id++) {
    const probability = probabilities[id]!;
    if (!(probability < least)) choices.push({ id, probability });
  }
  return choices.toSorted((a, b) => b.probability - a.probability || a.id - b.id).slice(0, count);
}

/** Lower than every probability. */
const excluded = -1;

/** `never`: numbers that are no answer, as padding is none. */
export function chooseToken(probabilities: ArrayLike<number>, { temperature, topK, topP }: Sampling, rng: Rng, never: readonly number[] = []): Choice {
  const allowed = Float64Array.from(probabilities);
  for (const id of never) if (id < allowed.length) allowed[id] = excluded;
  const ranked = descending(allowed);
  const end = ranked.indexOf(excluded);
  const candidates = ranked.subarray(0, Math.min(end < 0 ? ranked.length : end, topK > 0 ? topK : ranked.length));
  const [first] = candidates;
  if (first === undefined) throw new RangeError("There is no token to choose.");
  if (temperature === 0) return choiceOf(allowed, first, 0);
  // By logarithms, so that a low temperature does not make all weights 0.
  const weights = candidates.map((probability) => Math.exp((Math.log(probability) - Math.log(first)) / temperature));
  const kept = nucleus(weights, topP);
  let left = rng.next() * sumOf(kept);
  const rank = Math.max(
    0,
    kept.findIndex((weight) => (left -= weight) < 0),
  );
  const probability = candidates[rank]!;
  return choiceOf(allowed, probability, rank - candidates.indexOf(probability));
}

function descending(probabilities: ArrayLike<number>): Float64Array {
  return Float64Array.from(probabilities).sort().reverse();
}

/** Of the tokens with this probability the one with so many before it. */
function choiceOf(probabilities: Float64Array, probability: number, before: number): Choice {
  let id = probabilities.indexOf(probability);
  for (let i = 0; i < before; i++) id = probabilities.indexOf(probability, id + 1);
  return { id, probability };
}

/** The largest that together reach the share, at least one. */
function nucleus(weights: Float64Array, share: number): Float64Array {
  const wanted = share * sumOf(weights);
  let sum = 0;
  const end = weights.findIndex((weight) => (sum += weight) >= wanted);
  return weights.subarray(0, end < 0 ? weights.length : end + 1);
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
