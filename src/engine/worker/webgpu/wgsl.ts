/** Pieces of WGSL that several kernels share. */

/** A number as a WGSL literal of exactly the float that JavaScript would round it to. */
export function float(value: number): string {
  const rounded = Math.fround(value);
  return rounded < 0 ? `(${rounded}f)` : `${rounded}f`;
}

/** `mixSeed` of base/rng and `wordAt` of counter.ts, bit by bit. */
export const counterFunctions = `
fn mixSeed(seed: u32, stream: u32) -> u32 {
  var h = seed ^ ((stream + 0x9e3779b9u) * 0x85ebca6bu);
  h = (h ^ (h >> 16u)) * 0x85ebca6bu;
  h = (h ^ (h >> 13u)) * 0xc2b2ae35u;
  return h ^ (h >> 16u);
}
fn wordAt(key: u32, index: u32) -> u32 {
  var h = key + index * 0x9e3779b9u;
  h = (h ^ (h >> 16u)) * 0x21f0aaadu;
  h = (h ^ (h >> 15u)) * 0x735a2d97u;
  return h ^ (h >> 15u);
}
fn uniformAt(key: u32, index: u32) -> f32 {
  return f32(wordAt(key, index) >> 8u) / 16777216f;
}
`;

/** `sumOverGroup(local, value)`: the sum over all threads of a workgroup, to all of them, always added in the same order. */
export function groupSum(groupSize: number): string {
  return `
var<workgroup> part: array<f32, ${groupSize}>;
fn sumOverGroup(local: u32, value: f32) -> f32 {
  part[local] = value;
  workgroupBarrier();
  for (var half = ${groupSize / 2}u; half > 0u; half >>= 1u) {
    if (local < half) { part[local] += part[local + half]; }
    workgroupBarrier();
  }
  let total = part[0];
  workgroupBarrier();
  return total;
}
`;
}

const groupsPerAxis = 65_535;
/** Any number of workgroups in a line, which has to be broken at the most that one axis holds. */
export function lined(count: number): [number, number, number] {
  return [Math.min(count, groupsPerAxis), Math.ceil(count / groupsPerAxis), 1];
}
/** The number in that line, in WGSL. */
export const lineNumber = `group.x + group.y * ${groupsPerAxis}u`;
