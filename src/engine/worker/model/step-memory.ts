/** What layers keep of earlier steps while a sequence grows at its end, so that only the new steps have to be computed. */
import * as tf from "@tensorflow/tfjs-core";
import type { NetworkDocument } from "@/network/document";
import type { LayerName } from "@/network/layers";

/** One layer's. */
export interface LayerMemory {
  /** Steps that came before those that come in now. */
  readonly position: number;
  /** What was kept under that name with `now`, [1, n, C], behind it; kept in turn. */
  join(name: string, now: tf.Tensor): tf.Tensor;
  /** What was kept under that name last; nothing before the first step. */
  recall(name: string): tf.Tensor | undefined;
  keep(name: string, now: tf.Tensor): void;
}
export interface StepMemory {
  readonly position: number;
  of(nodeId: string): LayerMemory;
  /** So many steps have gone through all layers. */
  advance(steps: number): void;
  dispose(): void;
}

export function createStepMemory(): StepMemory {
  const kept = new Map<string, tf.Tensor>();
  let position = 0;
  const keep = (key: string, now: tf.Tensor): tf.Tensor => {
    const all = tf.keep(now);
    kept.get(key)?.dispose();
    kept.set(key, all);
    return all;
  };
  return {
    get position() {
      return position;
    },
    of: (nodeId) => ({
      position,
      join(name, now) {
        const key = `${nodeId}/${name}`;
        const before = kept.get(key);
        return keep(key, before ? tf.concat([before, now], 1) : tf.clone(now));
      },
      recall: (name) => kept.get(`${nodeId}/${name}`),
      keep: (name, now) => void keep(`${nodeId}/${name}`, tf.clone(now)),
    }),
    advance: (steps) => void (position += steps),
    dispose: () => tf.dispose([...kept.values()]),
  };
}

/** Layers that do the same to every step by itself; of the others only attention and what reads step by step know how to remember. */
const stepwise: ReadonlySet<LayerName> = new Set<LayerName>([
  "Input",
  "Embedding",
  "Dense",
  "FeedForward",
  "LayerNormalization",
  "RMSNormalization",
  "BatchNormalization",
  "Activation",
  "Dropout",
  "GaussianNoise",
  "Add",
  "Multiply",
  "Average",
  "Maximum",
  "PositionalEncoding",
]);

/** Whether a network can take a sequence step by step: what comes later must change nothing before it. */
export function canRemember({ nodes, edges }: NetworkDocument): boolean {
  const wiresInto = (id: string) => edges.filter(({ target }) => target === id).length;
  return nodes.every((node) => {
    if (node.className === "MultiHeadAttention") return node.config.useCausalMask && wiresInto(node.id) === 1;
    if (node.className === "LSTM" || node.className === "GRU" || node.className === "SimpleRNN") return node.config.returnSequences && !node.config.goBackwards;
    return stepwise.has(node.className);
  });
}
