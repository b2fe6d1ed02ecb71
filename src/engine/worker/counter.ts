/** Random numbers by counter: number i under a key is a hash of the two, so no state is kept or lost. */

/** 32 bits with full avalanche (lowbias32 by Chris Wellons), as a signed integer. */
export function wordAt(key: number, index: number): number {
  let h = (key + Math.imul(index, 0x9e3779b9)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return h ^ (h >>> 15);
}

/** In [0, 1), of 24 bits: exact in 32-bit floats. */
export function uniformAt(key: number, index: number): number {
  return (wordAt(key, index) >>> 8) / 16777216;
}
