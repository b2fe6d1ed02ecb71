/** How many values a tensor of this shape holds. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, d) => product * d, 1);
}

/** How kernels over the last axis see a tensor: [..., C] as [rows, C]. */
export function rowsAndChannels(shape: readonly number[]): readonly [rows: number, channels: number] {
  const channels = shape.at(-1) ?? 1;
  return [sizeOf(shape.slice(0, -1)), channels];
}
