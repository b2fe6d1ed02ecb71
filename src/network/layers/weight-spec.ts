/** One weight of a layer, with the fans that Keras derives from its shape. */
import { fansOf, type InitializerName } from "@/network/initializers";
import type { Regularizer } from "@/network/fields";
import type { WeightSpec } from "@/network/layers/define-layer";

export function weight(name: string, shape: readonly number[], initializer: InitializerName, regularizer?: Regularizer): WeightSpec {
  return { name, shape, trainable: true, initializer, ...fansOf(shape), ...(regularizer ? { regularizer } : {}) };
}

/** Tracked while training, but not by the gradient: moving averages. */
export function trackedWeight(name: string, shape: readonly number[], initializer: InitializerName): WeightSpec {
  return { ...weight(name, shape, initializer), trainable: false };
}
