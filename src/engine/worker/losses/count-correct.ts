/** How many answers of a batch are right: the likeliest class, or every side of ½ that the target is on. */
import * as tf from "@tensorflow/tfjs-core";
import { valuesLike } from "@/engine/worker/losses/regression";

/** A scalar. Binary outputs with several values per example count as the share of values that are right. */
export function countCorrect(kind: "classIndex" | "binary", output: tf.Tensor, targets: tf.Tensor): tf.Tensor {
  if (kind === "classIndex") {
    const classes = output.shape.at(-1)!;
    const answers = tf.argMax(tf.reshape(output, [-1, classes]), -1);
    const right = tf.sum(tf.cast(tf.equal(answers, tf.cast(tf.reshape(targets, [-1]), "int32")), "float32"));
    const answersPerExample = answers.size / output.shape[0]!;
    return answersPerExample === 1 ? right : tf.div(right, answersPerExample);
  }
  const said = tf.greater(output, 0.5);
  const isRight = tf.cast(tf.equal(said, tf.greater(valuesLike(output, targets), 0.5)), "float32");
  return tf.div(tf.sum(isRight), output.size / output.shape[0]!);
}
