/** A lone weight, for tests of what moves weights. */
import type * as tf from "@tensorflow/tfjs-core";
import type { Weight } from "@/engine/worker/model";
import { createVariable } from "@/engine/worker/variable";
import { weight } from "@/network/layers/weight-spec";

export function createTestWeight(start: tf.Tensor, name = "w"): Weight {
  const variable = createVariable(start);
  return {
    name,
    nodeId: name,
    spec: weight(name, start.shape, "zeros"),
    get value() {
      return variable.value;
    },
    assign: (next) => variable.assign(next),
  };
}
