/** One step of each recurrent layer, forward and back, in plain operations: the meaning that the fused kernels are held against. */
import * as tf from "@tensorflow/tfjs-core";
import { activate } from "@/engine/worker/layers/activations";
import { slopeOf, type FusedActivation } from "@/engine/worker/ops/fused-activations";

export const cellNames = ["lstm", "gru", "simpleRnn"] as const;
export type CellName = (typeof cellNames)[number];

export interface CellActivations {
  readonly activation: FusedActivation;
  /** Of the gates; SimpleRNN has none. */
  readonly recurrentActivation: FusedActivation;
}

export interface CellForward extends CellActivations {
  /** What comes in times the kernel, plus the bias, [N, gates·U]. */
  readonly input: tf.Tensor;
  /** The state times the recurrent kernel, plus its own bias where there is one, [N, gates·U]. */
  readonly product: tf.Tensor;
  /** Before this step, [N, U]. */
  readonly state: tf.Tensor;
  /** LSTM only: the memory before this step, [N, U]. */
  readonly memory: tf.Tensor;
}
export interface CellBack extends CellActivations {
  /** By the state after this step, [N, U]. */
  readonly gradient: tf.Tensor;
  /** LSTM only: by the memory after this step, [N, U]. */
  readonly memoryGradient: tf.Tensor;
  /** What `forward` kept. */
  readonly trace: readonly tf.Tensor[];
  readonly state: tf.Tensor;
  readonly memory: tf.Tensor;
}

interface Cell {
  /** Units of the products, each a column block of the kernels. */
  readonly gates: number;
  /** Values per unit and step that are kept for the way back. The memory of an LSTM is the last. */
  readonly kept: number;
  readonly hasRecurrentBias: boolean;
  /** → the state after the step, and what is kept. */
  forward(step: CellForward): { readonly state: tf.Tensor; readonly trace: readonly tf.Tensor[] };
  /** → gradients by `input` and, where it differs, by `product`; what goes straight to the state before; by the memory before. */
  back(step: CellBack): {
    readonly input: readonly tf.Tensor[];
    readonly product?: readonly tf.Tensor[];
    readonly straight: tf.Tensor;
    readonly memory: tf.Tensor;
  };
}

const blocks = (x: tf.Tensor, count: number) => tf.split(x, count, 1);

/** Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000; gates in Keras' order: in, forget, candidate, out. */
const lstm: Cell = {
  gates: 4,
  kept: 5,
  hasRecurrentBias: false,
  forward({ input, product, memory, activation, recurrentActivation }) {
    const [i, f, c, o] = blocks(tf.add(input, product), 4) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
    const [enter, forget, leave] = [i, f, o].map((gate) => activate(recurrentActivation, gate)) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const candidate = activate(activation, c);
    const next = tf.add(tf.mul(forget, memory), tf.mul(enter, candidate));
    return { state: tf.mul(leave, activate(activation, next)), trace: [enter, forget, candidate, leave, next] };
  },
  back({ gradient, memoryGradient, trace, memory, activation, recurrentActivation }) {
    const [enter, forget, candidate, leave, next] = trace as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
    const shown = activate(activation, next);
    const byMemory = tf.add(memoryGradient, tf.mul(tf.mul(gradient, leave), slopeOf(activation, shown)));
    const gate = (by: tf.Tensor, answer: tf.Tensor) => tf.mul(by, slopeOf(recurrentActivation, answer));
    return {
      input: [
        gate(tf.mul(byMemory, candidate), enter),
        gate(tf.mul(byMemory, memory), forget),
        tf.mul(tf.mul(byMemory, enter), slopeOf(activation, candidate)),
        gate(tf.mul(gradient, shown), leave),
      ],
      straight: tf.zerosLike(gradient),
      memory: tf.mul(byMemory, forget),
    };
  },
};

/** Cho et al. 2014; as in Keras the reset gate acts after the product. Gates: update, reset, candidate. */
const gru: Cell = {
  gates: 3,
  kept: 4,
  hasRecurrentBias: true,
  forward({ input, product, state, activation, recurrentActivation }) {
    const [xz, xr, xh] = blocks(input, 3) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const [hz, hr, inner] = blocks(product, 3) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const update = activate(recurrentActivation, tf.add(xz, hz));
    const reset = activate(recurrentActivation, tf.add(xr, hr));
    const candidate = activate(activation, tf.add(xh, tf.mul(reset, inner)));
    return { state: tf.add(tf.mul(update, state), tf.mul(tf.sub(1, update), candidate)), trace: [update, reset, candidate, inner] };
  },
  back({ gradient, memoryGradient, trace, state, activation, recurrentActivation }) {
    const [update, reset, candidate, inner] = trace as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
    const byCandidate = tf.mul(tf.mul(gradient, tf.sub(1, update)), slopeOf(activation, candidate));
    const byUpdate = tf.mul(tf.mul(gradient, tf.sub(state, candidate)), slopeOf(recurrentActivation, update));
    const byReset = tf.mul(tf.mul(byCandidate, inner), slopeOf(recurrentActivation, reset));
    return {
      input: [byUpdate, byReset, byCandidate],
      product: [byUpdate, byReset, tf.mul(byCandidate, reset)],
      straight: tf.mul(gradient, update),
      memory: memoryGradient,
    };
  },
};

/** Elman 1990. */
const simpleRnn: Cell = {
  gates: 1,
  kept: 1,
  hasRecurrentBias: false,
  forward({ input, product, activation }) {
    const state = activate(activation, tf.add(input, product));
    return { state, trace: [state] };
  },
  back: ({ gradient, memoryGradient, trace: [state], activation }) => ({
    input: [tf.mul(gradient, slopeOf(activation, state!))],
    straight: tf.zerosLike(gradient),
    memory: memoryGradient,
  }),
};

export const cells: { readonly [N in CellName]: Cell } = { lstm, gru, simpleRnn };
