/** Cross-entropies, in nats. From logits where there are any; else from probabilities, kept off 0 and 1 as Keras does. */
import * as tf from "@tensorflow/tfjs-core";
import { areSteps, labelsOf, rowsOf } from "@/engine/worker/losses/classes";
import type { LossFunction } from "@/engine/worker/losses/define-loss";
import { sigmoidCrossentropy } from "@/engine/worker/ops/sigmoid-crossentropy";
import { sharesOf, softmaxCrossentropy } from "@/engine/worker/ops/softmax-crossentropy";
import { valuesLike } from "@/engine/worker/losses/regression";

const probabilityFloor = 1e-7;

export const classCrossentropy: LossFunction = (result) => {
  const labels = labelsOf(result.targets);
  if (result.logits && result.activation === "softmax")
    return softmaxCrossentropy.run({ logits: rowsOf(result.logits), labels }, { skipsPadding: areSteps(result.logits) })[0];
  const scores = rowsOf(result.output);
  const probabilities = tf.clipByValue(tf.div(scores, tf.sum(scores, -1, true)), probabilityFloor, 1 - probabilityFloor);
  const truth = tf.cast(tf.oneHot(labels, scores.shape[1]), "float32");
  const shares = tf.expandDims(sharesOf(labels, areSteps(result.output)), 1);
  return tf.neg(tf.sum(tf.mul(tf.mul(truth, tf.log(probabilities)), shares)));
};

export const binaryCrossentropy: LossFunction = (result) => {
  const { logits, activation, targets } = result;
  if (logits && activation === "sigmoid") return sigmoidCrossentropy.run({ logits, targets: valuesLike(logits, targets) }, {})[0];
  const { output } = result;
  const truth = valuesLike(output, targets);
  const p = tf.clipByValue(output, probabilityFloor, 1 - probabilityFloor);
  const right = tf.mul(truth, tf.log(p));
  const wrong = tf.mul(tf.sub(1, truth), tf.log(tf.sub(1, p)));
  return tf.neg(tf.mean(tf.add(right, wrong)));
};
