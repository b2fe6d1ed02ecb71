/** Normal random numbers by counter, drawn exactly with the ziggurat of Marsaglia & Tsang (2000): one hash and one product for nearly all. */
import { mixSeed } from "@/base/rng";
import { uniformAt, wordAt } from "@/engine/worker/counter";

/** The bell curve lies under so many steps of equal area; the lowest reaches as far as `tailStart`, and holds the tail beyond as well. */
const steps = 256;
export const tailStart = 3.6541528853610088;
const stepArea = 0.00492867323399;
/** Eight bits of a word choose the step, the other 24 the place on it: −2²³ … 2²³. */
const places = 8388608;

const curve = (x: number) => Math.exp((-x * x) / 2);

/** Widths from the widest step to none at the top. The lowest counts as wide as its area would make it without the tail. */
export const widths = new Float64Array(steps + 1);
widths[0] = stepArea / curve(tailStart);
widths[1] = tailStart;
for (let i = 2; i < steps; i++) {
  const below = widths[i - 1] as number;
  widths[i] = Math.sqrt(-2 * Math.log(stepArea / below + curve(below)));
}
const perPlace = widths.map((width) => width / places);

/** For compiled kernels, which do the common case themselves. */
export const zigguratTables = { perPlace, widths };

/** Value i under a key, where it does not fall inside its step. */
export function normalAtTheEdge(key: number, i: number): number {
  return atTheEdge(wordAt(key, i), mixSeed(key, i));
}

export function fillNormal(values: Float32Array, key: number): Float32Array {
  for (let i = 0; i < values.length; i++) {
    const word = wordAt(key, i);
    const step = word & 255;
    const x = ((word >> 8) + 0.5) * (perPlace[step] as number);
    // Below the next step as well, and so surely below the curve.
    values[i] = Math.abs(x) < (widths[step + 1] as number) ? x : normalAtTheEdge(key, i);
  }
  return values;
}

/** One in a hundred falls where the curve leaves its step: kept, drawn from the tail, or drawn again from a stream of its own. */
function atTheEdge(first: number, key: number): number {
  let word = first;
  for (let n = 0; ; n += 2) {
    const step = word & 255;
    const x = ((word >> 8) + 0.5) * (perPlace[step] as number);
    const next = widths[step + 1] as number;
    if (Math.abs(x) < next) return x;
    if (step === 0) return Math.sign(x) * fromTail(key, n);
    const floor = curve(widths[step] as number);
    if (floor + uniformAt(key, n) * (curve(next) - floor) < curve(x)) return x;
    word = wordAt(key, n + 1);
  }
}

/** Beyond `tailStart`, by rejection from an exponential (Marsaglia 1964). */
function fromTail(key: number, from: number): number {
  for (let n = from; ; n += 2) {
    const beyond = -Math.log(1 - uniformAt(key, n)) / tailStart;
    if (-2 * Math.log(1 - uniformAt(key, n + 1)) > beyond * beyond) return tailStart + beyond;
  }
}
