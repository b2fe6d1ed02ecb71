/** The layer within a TimeDistributed. */

interface Within {
  readonly layer: string;
  readonly poolSize: readonly number[];
}

/** Settings of the layer within, by its own words. A pooling window moves by its size here, and a convolution is solid. */
export function innerConfigOf({ layer, poolSize, ...convolution }: Within): Readonly<Record<string, unknown>> {
  if (layer === "Conv2D") return { ...convolution, dilationRate: [1, 1] };
  return layer === "MaxPooling2D" || layer === "AveragePooling2D" ? { poolSize, strides: poolSize, padding: "valid" } : {};
}
