/** What each token of a text adds to a score, as far as its slope tells: gradient × input (Shrikumar et al. 2016). */
import * as tf from "@tensorflow/tfjs-core";
import type { Attribution } from "@/engine/protocol";
import type { Model } from "@/engine/worker/model";
import { readFloats } from "@/engine/worker/read";
import { noEmbedding } from "@/engine/worker/training/problems";

interface AttributionCall {
  readonly model: Model;
  /** Nodes of the Embedding layers. */
  readonly embeddings: readonly string[];
  /** Numbers of tokens, [1, T]. */
  readonly row: tf.Tensor;
  /** Number of a class. Of two classes with one output, the first has its score with the sign turned. */
  readonly target: number;
}

export async function attributionOf({ model, embeddings, row, target }: AttributionCall): Promise<Attribution> {
  const [score, effects] = tf.tidy(() => {
    const embedded = embeddedBy(model, embeddings, row);
    if (embedded.size === 0) throw noEmbedding();
    const nodes = [...embedded.keys()];
    const zeros = nodes.map((id) => tf.zerosLike(embedded.get(id)!));
    const shifts = new Map(nodes.map((id, i) => [id, zeros[i]!]));
    const { value, grads } = tf.engine().gradients(() => scoreOf(model, row, target, shifts), zeros);
    // Of each step of each Embedding; several that read the same text add up.
    const parts = nodes.map((id, i) => tf.reshape(tf.sum(tf.mul(grads[i]!, embedded.get(id)!), -1), [-1]));
    return [value, parts.reduce((sum, part) => tf.add(sum, part))];
  });
  try {
    const [[single = 0], all] = await Promise.all([readFloats(score), readFloats(effects)]);
    return { score: single, effects: all };
  } finally {
    tf.dispose([score, effects]);
  }
}

/** A number, [], with something added to what Embedding layers answer. */
export function scoreOf(model: Model, row: tf.Tensor, target: number, shifts: ReadonlyMap<string, tf.Tensor>): tf.Tensor {
  const result = model.forward(row, { shifts });
  const scores = tf.reshape(result.logits ?? result.output, [-1]);
  if (scores.size === 1) return tf.mul(tf.sum(scores), target === 0 ? -1 : 1);
  return tf.sum(tf.slice(scores, [target], [1]));
}

function embeddedBy(model: Model, embeddings: readonly string[], row: tf.Tensor): ReadonlyMap<string, tf.Tensor> {
  const wanted = new Set(embeddings);
  const found = new Map<string, tf.Tensor>();
  model.forward(row, { watch: (id, output) => void (wanted.has(id) && found.set(id, output)) });
  return found;
}
