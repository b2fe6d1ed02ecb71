/** Which of a layer's tensors speaks for it. */

/** Its kernel, or the scale of a normalisation. */
export function mainTensor<T extends { readonly name: string }>(tensors: readonly T[]): T | undefined {
  return tensors.find(({ name }) => /kernel|gamma/i.test(name)) ?? tensors[0];
}
