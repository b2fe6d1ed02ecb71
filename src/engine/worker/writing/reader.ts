/** What a network says comes behind a growing text: of all of it each time, or only of what is new. */
import * as tf from "@tensorflow/tfjs-core";
import { padId } from "@/data/text/vocabulary";
import type { Batches } from "@/engine/worker/data/batches";
import { currentHostMemory } from "@/engine/worker/kernels/host-memory";
import type { Model } from "@/engine/worker/model";
import { createStepMemory, type StepMemory } from "@/engine/worker/model/step-memory";
import { createHeapSteps, type HeapSteps } from "@/engine/worker/steps/heap-steps";

/** Whether it is time for others, `written` tokens after the turn began. */
export type IsTime = (written: number) => boolean;

export interface Reader {
  /**
   * Probabilities of the token behind these, [1, 1, tokens]; the caller's to dispose of. Nothing when time was up before all had been
   * read: it goes on from there when it is asked again.
   */
  next(tokens: readonly number[], isTime: () => boolean): tf.Tensor | undefined;
  /** Whether the token behind so many has much to be read again for it, all at once: it begins a turn, so that no turn is longer than one. */
  isDear(count: number): boolean;
  /** What was kept of earlier steps no longer holds: it is read again next time. */
  forget(): void;
  dispose(): void;
}

type Normalize = Pick<Batches, "normalize">;

const lengthOf = ({ inputShape }: Model): number => inputShape[1] ?? 1;

/**
 * Where a network begins to read a text of so many tokens: when its input is full, the older half is left out and the rest read again.
 * It follows from the count alone, so that a text goes on in the same way however it came about.
 */
export function windowStart(count: number, length: number): number {
  const half = Math.max(1, Math.floor(length / 2));
  return count <= length ? 0 : Math.ceil((count - length) / half) * half;
}

export function createReader(model: Model, batches: Normalize): Reader {
  if (!model.canRemember) return rereading(model, batches);
  const heap = currentHostMemory()?.heap;
  const steps = heap && createHeapSteps(model, heap);
  return steps ? inPieces(steps, lengthOf(model)) : remembering(model, batches);
}

/** Only what is new, and of that no more at once than there is time for. */
function inPieces(steps: HeapSteps, length: number): Reader {
  let start = 0;
  return {
    next(tokens, isTime) {
      const from = windowStart(tokens.length, length);
      if (from !== start) steps.forget();
      start = from;
      for (;;) {
        const piece = tokens.slice(start + steps.position, start + steps.position + steps.pieceSteps);
        const isLast = start + steps.position + piece.length === tokens.length;
        const said = steps.read(piece, isLast);
        if (said) return tf.tensor(said, [1, 1, said.length]);
        if (isTime()) return undefined;
      }
    },
    isDear: () => false,
    forget: () => steps.forget(),
    dispose: () => steps.dispose(),
  };
}

/** All of the input each time. Behind the tokens stands padding, which a network that looks back does not see. */
export function rereading(model: Model, batches: Normalize): Reader {
  const length = lengthOf(model);
  return {
    next(tokens) {
      const seen = tokens.slice(windowStart(tokens.length, length));
      const row = new Float32Array(length).fill(padId);
      row.set(seen);
      return saidAt(() => model.forward(batches.normalize(tf.tensor(row, [1, length])), {}).output, Math.max(0, seen.length - 1));
    },
    isDear: () => false,
    forget: () => {},
    dispose: () => {},
  };
}

/** Only what is new each time. */
function remembering(model: Model, batches: Normalize): Reader {
  const length = lengthOf(model);
  let memory: StepMemory | undefined;
  let start = 0;
  const forget = () => {
    memory?.dispose();
    memory = undefined;
  };
  return {
    next(tokens) {
      const from = windowStart(tokens.length, length);
      if (from !== start) forget();
      start = from;
      const own = (memory ??= createStepMemory());
      const fresh = tokens.slice(start + own.position);
      const said = saidAt(
        () => model.forward(batches.normalize(tf.tensor(Float32Array.from(fresh), [1, fresh.length])), { memory: own }).output,
        fresh.length - 1,
      );
      own.advance(fresh.length);
      return said;
    },
    isDear: (count) => windowStart(count, length) !== start,
    forget,
    dispose: forget,
  };
}

function saidAt(forward: () => tf.Tensor, step: number): tf.Tensor {
  return tf.tidy(() => {
    const output = forward();
    return tf.slice(output, [0, step, 0], [1, 1, output.shape[2]!]);
  });
}
