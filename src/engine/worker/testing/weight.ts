/** A lone weight, for tests of what moves weights. */
import * as tf from "@tensorflow/tfjs-core";
import type { Weight } from "@/engine/worker/model";
import { weight } from "@/network/layers/weight-spec";

export function createTestWeight(start: tf.Tensor, name = "w"): Weight {
  let value = start;
  return {
    name,
    nodeId: name,
    spec: weight(name, start.shape, "zeros"),
    get value() {
      return value;
    },
    assign(next) {
      const old = value;
      value = tf.keep(next);
      old.dispose();
    },
  };
}
