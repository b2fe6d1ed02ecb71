/** Every declared loss: the mean over an example's outputs, then over the batch, as Keras 3 reduces. */
import type { LossName } from "@/network/losses";
import { binaryCrossentropy, classCrossentropy } from "@/engine/worker/losses/crossentropy";
import type { LossFunction } from "@/engine/worker/losses/define-loss";
import { huber, meanAbsoluteError, meanSquaredError } from "@/engine/worker/losses/regression";

export const lossFunctions: { readonly [L in LossName]: LossFunction } = {
  sparseCategoricalCrossentropy: classCrossentropy,
  // Its one-hot targets would be made from the very class numbers that come in.
  categoricalCrossentropy: classCrossentropy,
  binaryCrossentropy,
  meanSquaredError,
  meanAbsoluteError,
  huber,
};
