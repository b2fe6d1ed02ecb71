/**
 * On a backend that computes on this thread a training step cannot be interrupted by messages. Between two of its operations, while
 * no weight changes, others may have a moment all the same: an interlude.
 */
import * as tf from "@tensorflow/tfjs-core";

export type Interlude = () => void;

let now: Interlude | undefined;

/** Does the work, which must not wait, with `interlude` between its operations. */
export function withInterludes<T>(interlude: Interlude | undefined, work: () => T): T {
  const before = now;
  now = interlude;
  try {
    return work();
  } finally {
    now = before;
  }
}

/** Called by each operation of our own before it computes. */
export function betweenOperations(): void {
  if (!now) return;
  const interlude = now;
  // Operations within it have no interludes of their own, and no tape of gradients sees them.
  now = undefined;
  const { state } = tf.engine();
  const depth = state.gradientDepth;
  state.gradientDepth = 0;
  try {
    interlude();
  } finally {
    state.gradientDepth = depth;
    now = interlude;
  }
}
