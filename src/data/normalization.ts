/** How inputs are scaled before the network sees them. Statistics come from the training split alone, so that test stays unseen. */
import { assertNever } from "@/base/assert-never";
import type { Normalization } from "@/data/data-settings";
import type { DatasetDefinition, LoadedDataset } from "@/data/define-dataset";

/** normalised = (value − shift) × scale, one pair per channel (the last axis of an example). Pixels are 0 … 1 before it. */
export interface Normalizer {
  readonly shift: readonly number[];
  readonly scale: readonly number[];
}

export function normalizerOf(
  normalization: Normalization,
  definition: Pick<DatasetDefinition, "kind" | "inputShape">,
  loaded: Pick<LoadedDataset, "inputs">,
  trainPositions: Uint32Array,
): Normalizer {
  const channels = definition.inputShape.at(-1) ?? 1;
  const every = (value: number) => Array.from({ length: channels }, () => value);
  const isImage = definition.kind === "image";
  // Numbers of tokens are names, not amounts.
  if (definition.kind === "text") return { shift: every(0), scale: every(1) };
  switch (normalization) {
    case "none":
      // Pixels as files hold them, 0 … 255: to see what scaling is good for.
      return { shift: every(0), scale: every(isImage ? 255 : 1) };
    case "unit": {
      if (isImage) return { shift: every(0), scale: every(1) };
      const { min, max } = statisticsOf(loaded.inputs, definition.inputShape, trainPositions);
      return { shift: min, scale: min.map((low, c) => reciprocal((max[c] ?? low) - low)) };
    }
    case "standard": {
      const { mean, deviation } = statisticsOf(loaded.inputs, definition.inputShape, trainPositions);
      return { shift: mean, scale: deviation.map(reciprocal) };
    }
    default:
      return assertNever(normalization);
  }
}

/** A constant channel carries nothing; it is shifted to zero and left at that. */
function reciprocal(spread: number): number {
  return spread > 0 ? 1 / spread : 1;
}

/** Per channel, over all values of the given examples. */
function statisticsOf(inputs: Uint8Array | Float32Array, inputShape: readonly number[], positions: Uint32Array) {
  const channels = inputShape.at(-1) ?? 1;
  const width = inputShape.reduce((product, d) => product * d, 1);
  const unit = inputs instanceof Uint8Array ? 1 / 255 : 1;
  const fill = (value: number) => Array.from({ length: channels }, () => value);
  const [sum, squares, min, max] = [fill(0), fill(0), fill(Infinity), fill(-Infinity)];
  for (const position of positions) {
    for (let j = 0, c = 0; j < width; j++, c = c + 1 === channels ? 0 : c + 1) {
      const value = inputs[position * width + j] as number;
      sum[c] = (sum[c] as number) + value;
      squares[c] = (squares[c] as number) + value * value;
      if (value < (min[c] as number)) min[c] = value;
      if (value > (max[c] as number)) max[c] = value;
    }
  }
  const count = Math.max((positions.length * width) / channels, 1);
  const mean = sum.map((total) => total / count);
  const deviation = squares.map((total, c) => Math.sqrt(Math.max(total / count - (mean[c] as number) ** 2, 0)));
  const scaled = (values: number[]) => values.map((value) => value * unit);
  return { mean: scaled(mean), deviation: scaled(deviation), min: scaled(min), max: scaled(max) };
}
