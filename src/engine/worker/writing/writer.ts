/** Writing: a network that guesses next tokens is asked again and again, each answer added to what it is asked. */
import { createRng, mixSeed } from "@/base/rng";
import { chooseToken, likeliest, type Sampling } from "@/data/text/sampling";
import { specialIds, unknownId } from "@/data/text/vocabulary";
import type { WrittenToken } from "@/engine/protocol";
import type { Batches } from "@/engine/worker/data/batches";
import { isHostBackend } from "@/engine/worker/kernels/host-memory";
import type { Model } from "@/engine/worker/model";
import { readFloats } from "@/engine/worker/read";
import { createReader, type IsTime, type Reader } from "@/engine/worker/writing/reader";
import * as tf from "@tensorflow/tfjs-core";

export interface WritingOrder {
  /** What is there already; the newest that fit into the input are looked at. */
  readonly tokens: ArrayLike<number>;
  /** Tokens to write. */
  readonly count: number;
  readonly sampling: Sampling;
  readonly seed: number;
  /** The token that ends a text; absent where texts have no end. */
  readonly endsWith?: number;
}

/** Each turn writes a token or reads a piece at least, and fewer than there is time for where the next is dear. */
export interface Writer {
  readonly isDone: boolean;
  write(isTime: IsTime): Promise<readonly WrittenToken[]>;
  /** The same without a pause in it; only where the device is this thread. */
  writeAtOnce(isTime: IsTime): readonly WrittenToken[];
  /** The weights have changed since the text was begun, and now they stand still: what was kept of its beginning is computed again. */
  readAgain(): void;
  dispose(): void;
}

const alternatives = 5;

export function createWriter(
  model: Model,
  batches: Pick<Batches, "normalize">,
  { tokens, count, sampling, seed, endsWith }: WritingOrder,
  reader: Reader = createReader(model, batches),
): Writer {
  const text = tokens.length > 0 ? Array.from(tokens) : [unknownId];
  const never = specialIds.filter((id) => id !== endsWith);
  let written = 0;
  let hasEnded = false;
  const isDone = () => hasEnded || written >= count;

  function choose(probabilities: Float32Array): WrittenToken {
    const chosen = chooseToken(probabilities, sampling, createRng(mixSeed(seed, written++)), never);
    text.push(chosen.id);
    hasEnded = chosen.id === endsWith;
    return { ...chosen, alternatives: likeliest(probabilities, alternatives) };
  }

  return {
    get isDone() {
      return isDone();
    },
    async write(isTime) {
      if (isHostBackend(tf.getBackend())) return this.writeAtOnce(isTime);
      const added: WrittenToken[] = [];
      while (!isDone()) {
        const said = reader.next(text, () => isTime(added.length));
        if (!said) break;
        try {
          added.push(choose(await readFloats(said)));
        } finally {
          said.dispose();
        }
        if (isTime(added.length) || reader.isDear(text.length)) break;
      }
      return added;
    },
    writeAtOnce(isTime) {
      const added: WrittenToken[] = [];
      while (!isDone()) {
        const said = reader.next(text, () => isTime(added.length));
        if (!said) break;
        added.push(choose(said.dataSync<"float32">()));
        said.dispose();
        if (isTime(added.length) || reader.isDear(text.length)) break;
      }
      return added;
    },
    readAgain: () => reader.forget(),
    dispose: () => reader.dispose(),
  };
}
