/** Writing: a network that guesses next tokens is asked again and again, each answer added to what it is asked. */
import * as tf from "@tensorflow/tfjs-core";
import { createRng, mixSeed } from "@/base/rng";
import { chooseToken, likeliest, type Sampling } from "@/data/text/sampling";
import { padId, specialIds, unknownId } from "@/data/text/vocabulary";
import type { WrittenToken } from "@/engine/protocol";
import type { Batches } from "@/engine/worker/data/batches";
import type { Model } from "@/engine/worker/model";
import { createStepMemory, type StepMemory } from "@/engine/worker/model/step-memory";
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
  const context = tokens.length > 0 ? Array.from(tokens) : [unknownId];
  const added: WrittenToken[] = [];
  const reader = model.canRemember ? remembering(model, batches) : rereading(model, batches);
  try {
    while (added.length < count) {
      const probabilities = await reader.next(context);
      const chosen = chooseToken(probabilities, sampling, createRng(mixSeed(seed, written + added.length)), specialIds);
      added.push({ ...chosen, alternatives: likeliest(probabilities, alternatives) });
      context.push(chosen.id);
      if (isTime()) break;
    }
    return added;
  } finally {
    reader.dispose();
  }
}

interface Reader {
  /** What the network says comes behind these tokens. */
  next(tokens: readonly number[]): Promise<Float32Array>;
  dispose(): void;
}

const lengthOf = ({ inputShape }: Model): number => inputShape[1] ?? 1;

/** All of the input each time. Behind the tokens stands padding, which a network that looks back does not see. */
function rereading(model: Model, batches: GenerateCall["batches"]): Reader {
  const length = lengthOf(model);
  return {
    next(tokens) {
      const seen = tokens.slice(-length);
      const row = new Float32Array(length).fill(padId);
      row.set(seen);
      return probabilitiesAt(() => model.forward(batches.normalize(tf.tensor(row, [1, length])), {}).output, Math.max(0, seen.length - 1));
    },
    dispose: () => {},
  };
}

/** Only what is new each time. When the input is full, its older half is forgotten and the rest read again. */
function remembering(model: Model, batches: GenerateCall["batches"]): Reader {
  const length = lengthOf(model);
  const half = Math.max(1, Math.floor(length / 2));
  /** Of a text of so many tokens; the same however the text came about. */
  const startOf = (count: number) => (count <= length ? 0 : Math.ceil((count - length) / half) * half);
  let memory: StepMemory | undefined;
  let start = -1;
  return {
    async next(tokens) {
      if (startOf(tokens.length) !== start) {
        memory?.dispose();
        memory = createStepMemory();
        start = startOf(tokens.length);
      }
      const own = memory!;
      const fresh = tokens.slice(start + own.position);
      const said = await probabilitiesAt(
        () => model.forward(batches.normalize(tf.tensor(Float32Array.from(fresh), [1, fresh.length])), { memory: own }).output,
        fresh.length - 1,
      );
      own.advance(fresh.length);
      return said;
    },
    dispose: () => memory?.dispose(),
  };
}

async function probabilitiesAt(forward: () => tf.Tensor, step: number): Promise<Float32Array> {
  const last = tf.tidy(() => {
    const output = forward();
    return tf.slice(output, [0, step, 0], [1, 1, output.shape[2]!]);
  });
  try {
    return await readFloats(last);
  } finally {
    last.dispose();
  }
}
