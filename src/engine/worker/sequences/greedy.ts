/** What a network says to many sources at once, always the likeliest token. All rows go through the device together, token by token. */
import * as tf from "@tensorflow/tfjs-core";
import { beginId, endId, padId } from "@/data/text/vocabulary";
import type { PairText } from "@/data/define-dataset";
import { createKeptOutputs } from "@/engine/worker/model/kept-outputs";
import type { Model } from "@/engine/worker/model";

export interface GreedyCall {
  readonly model: Model;
  readonly steps: PairText["steps"];
  /** [n, source + target]; of the target nothing is looked at. */
  readonly rows: Float32Array;
  /** Called between tokens, so that messages get their turn. */
  readonly breathe: () => Promise<void>;
  readonly signal?: AbortSignal | undefined;
}

/** → numbers of tokens [n, target], with padding behind `<eos>`. */
export async function answerGreedily({ model, steps, rows, breathe, signal }: GreedyCall): Promise<Int32Array> {
  const width = steps.source + steps.target;
  const count = rows.length / width;
  const said = new Int32Array(count * steps.target).fill(padId);
  const hears = model.inputs.some(({ part }) => part === "target");
  const asked = rows.slice();
  for (let i = 0; i < count; i++) asked.subarray(i * width + steps.source, (i + 1) * width).fill(padId)[0] = beginId;
  const hasEnded = new Uint8Array(count);
  const kept = createKeptOutputs();
  try {
    for (let step = 0; step < steps.target; step += hears ? 1 : steps.target) {
      // A network that hears nothing of the target says all of it at once.
      const [from, size] = hears ? [step, 1] : [0, steps.target];
      const best = await likeliestAt(model, asked, [count, width], kept, from, size);
      for (let i = 0; i < count; i++) {
        for (let t = 0; t < size && !hasEnded[i]; t++) {
          const id = best[i * size + t]!;
          said[i * steps.target + from + t] = id;
          if (id === endId) hasEnded[i] = 1;
          else if (hears && step + 1 < steps.target) asked[i * width + steps.source + step + 1] = id;
        }
      }
      if (hasEnded.every(Boolean)) break;
      await breathe();
      signal?.throwIfAborted();
    }
  } finally {
    kept.dispose();
  }
  return said;
}

async function likeliestAt(
  model: Model,
  asked: Float32Array,
  shape: [number, number],
  kept: ReturnType<typeof createKeptOutputs>,
  from: number,
  size: number,
): Promise<Int32Array> {
  const best = tf.tidy(() => {
    const result = model.forward(tf.tensor2d(asked, shape), { kept });
    const scores = result.logits ?? result.output;
    // What stands before `<eos>` is never said, at the desk neither. Softmax changes no order.
    const sayable = tf.slice(scores, [0, from, endId], [shape[0], size, scores.shape[2]! - endId]);
    return tf.add(tf.argMax(sayable, -1), tf.scalar(endId, "int32"));
  });
  try {
    return await best.data<"int32">();
  } finally {
    best.dispose();
  }
}
