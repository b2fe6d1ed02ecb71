/** Cross-entropies, in nats. From logits where there are any; else from probabilities, kept off 0 and 1 as Keras does. */
import * as tf from "@tensorflow/tfjs-core";
import type { LossFunction } from "@/engine/worker/losses/define-loss";
import { sigmoidCrossentropy } from "@/engine/worker/ops/sigmoid-crossentropy";
import { softmaxCrossentropy } from "@/engine/worker/ops/softmax-crossentropy";
import { valuesLike } from "@/engine/worker/losses/regression";

const probabilityFloor = 1e-7;

export const classCrossentropy: LossFunction = ({ output, logits, activation, targets }) => {
  const classes = output.shape.at(-1)!;
  const labels = tf.cast(tf.reshape(targets, [-1]), "int32") as tf.Tensor1D;
  if (logits && activation === "softmax") return softmaxCrossentropy.run({ logits: tf.reshape(logits, [-1, classes]), labels }, {})[0];
  const scores = tf.reshape(output, [-1, classes]);
  const probabilities = tf.clipByValue(tf.div(scores, tf.sum(scores, -1, true)), probabilityFloor, 1 - probabilityFloor);
  const truth = tf.cast(tf.oneHot(labels, classes), "float32");
  return tf.mul(tf.sum(tf.mul(truth, tf.log(probabilities))), -1 / labels.size);
};

export const binaryCrossentropy: LossFunction = ({ output, logits, activation, targets }) => {
  const truth = valuesLike(output, targets);
  if (logits && activation === "sigmoid") return sigmoidCrossentropy.run({ logits, targets: truth }, {})[0];
  const p = tf.clipByValue(output, probabilityFloor, 1 - probabilityFloor);
  const right = tf.mul(truth, tf.log(p));
  const wrong = tf.mul(tf.sub(1, truth), tf.log(tf.sub(1, p)));
  return tf.neg(tf.mean(tf.add(right, wrong)));
};
