/** Writing: a network that guesses next tokens is asked again and again, each answer added to what it is asked. */
import * as tf from "@tensorflow/tfjs-core";
import { chooseToken, likeliest, type Sampling } from "@/data/text/sampling";
import { createRng, mixSeed } from "@/base/rng";
import { padId, specialIds } from "@/data/text/vocabulary";
import type { WrittenToken } from "@/engine/protocol";
import type { Batches } from "@/engine/worker/data/batches";
import type { Model } from "@/engine/worker/model";
import { readFloats } from "@/engine/worker/read";

export interface GenerateCall {
  readonly model: Model;
  readonly batches: Pick<Batches, "normalize">;
  /** What is there already; the newest that fit into the input are looked at. */
  readonly tokens: ArrayLike<number>;
  /** How many were written before, so that the draws of a text do not depend on how often it was asked for. */
  readonly written: number;
  readonly count: number;
  readonly sampling: Sampling;
  readonly seed: number;
  /** Whether it is time to answer with what there is. At least one token is written. */
  readonly isTime: () => boolean;
}

const alternatives = 5;

export async function generate({ model, batches, tokens, written, count, sampling, seed, isTime }: GenerateCall): Promise<readonly WrittenToken[]> {
  const length = model.inputShape[1] ?? 1;
  const context = Array.from(tokens);
  const added: WrittenToken[] = [];
  while (added.length < count) {
    const probabilities = await nextProbabilities(model, batches, context.slice(-length), length);
    const chosen = chooseToken(probabilities, sampling, createRng(mixSeed(seed, written + added.length)), specialIds);
    added.push({ ...chosen, alternatives: likeliest(probabilities, alternatives) });
    context.push(chosen.id);
    if (isTime()) break;
  }
  return added;
}

/** What the network says at the last of these tokens. Behind them stands padding, which a network that looks back does not see. */
async function nextProbabilities(model: Model, batches: Pick<Batches, "normalize">, tokens: readonly number[], length: number): Promise<Float32Array> {
  const last = tf.tidy(() => {
    const row = new Float32Array(length).fill(padId);
    row.set(tokens);
    const { output } = model.forward(batches.normalize(tf.tensor(row, [1, length])), {});
    return tf.slice(output, [0, Math.max(0, tokens.length - 1), 0], [1, 1, output.shape[2]!]);
  });
  try {
    return await readFloats(last);
  } finally {
    last.dispose();
  }
}
