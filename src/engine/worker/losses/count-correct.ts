/** How many answers of a batch are right: the likeliest class, or every side of ½ that the target is on. */
import * as tf from "@tensorflow/tfjs-core";
import type { ForwardResult } from "@/engine/worker/model";
import { countRight } from "@/engine/worker/ops/count-right";
import { areSteps, labelsOf, rowsOf } from "@/engine/worker/losses/classes";
import { valuesLike } from "@/engine/worker/losses/regression";

/** A scalar. Binary outputs with several values per example count as the share of values that are right. */
export function countCorrect(kind: "classIndex" | "binary", result: ForwardResult, targets: tf.Tensor): tf.Tensor {
  if (kind === "classIndex") {
    // Softmax changes no order, so its logits will do.
    const scores = result.logits ?? result.output;
    const outputs = rowsOf(scores);
    const right = countRight.run({ outputs, labels: labelsOf(targets) }, { skipsPadding: areSteps(scores) })[0];
    const answersPerExample = outputs.shape[0]! / scores.shape[0]!;
    return answersPerExample === 1 ? right : tf.div(right, answersPerExample);
  }
  const { output } = result;
  const said = tf.greater(output, 0.5);
  const isRight = tf.cast(tf.equal(said, tf.greater(valuesLike(output, targets), 0.5)), "float32");
  return tf.div(tf.sum(isRight), output.size / output.shape[0]!);
}
