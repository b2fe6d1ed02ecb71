/** How kernels over the last axis see a tensor: [..., C] as [rows, C]. */
export function rowsAndChannels(shape: readonly number[]): readonly [rows: number, channels: number] {
  const channels = shape.at(-1) ?? 1;
  return [shape.slice(0, -1).reduce((product, d) => product * d, 1), channels];
}
