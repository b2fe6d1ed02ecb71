/** Seeded random numbers: the same seed gives the same run, on every machine. */

/** One 32-bit hash of two words (the finaliser of MurmurHash3), to derive independent seeds. */
export function mixSeed(seed: number, stream: number): number {
  let h = (seed ^ Math.imul(stream + 0x9e3779b9, 0x85ebca6b)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A seed from a name, so that each layer's initial weights depend on the run's seed and its own name only (FNV-1a). */
export function seedFromName(seed: number, name: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  return mixSeed(seed, h >>> 0);
}

export interface Rng {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [0, bound). */
  int(bound: number): number;
  /** Standard normal (Box & Muller 1958). */
  normal(): number;
}

/** sfc32 by Chris Doty-Humphrey (PractRand): small, fast, 128 bits of state. */
export function createRng(seed: number): Rng {
  let a = mixSeed(seed, 1) | 0;
  let b = mixSeed(seed, 2) | 0;
  let c = mixSeed(seed, 3) | 0;
  let d = 1;
  const word = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) word();
  const next = () => word() / 4294967296;
  let spare: number | undefined;
  return {
    next,
    int: (bound) => Math.floor(next() * bound),
    normal() {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - next()));
      const angle = 2 * Math.PI * next();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
  };
}

/** Fisher-Yates shuffle in place. */
export function shuffle<T extends { length: number; [index: number]: number }>(values: T, rng: Rng): T {
  for (let i = values.length - 1; i > 0; i--) {
    const j = rng.int(i + 1);
    const held = values[i] as number;
    values[i] = values[j] as number;
    values[j] = held;
  }
  return values;
}

/** 0 … count − 1 in seeded random order. */
export function permutation(count: number, rng: Rng): Uint32Array {
  return shuffle(
    Uint32Array.from({ length: count }, (_, i) => i),
    rng,
  );
}
