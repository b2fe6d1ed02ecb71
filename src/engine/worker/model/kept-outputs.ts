/** What the layers say that hear nothing of the target: while a target grows token by token it stays the same, and is computed once. */
import * as tf from "@tensorflow/tfjs-core";
import type { Mask } from "@/engine/worker/model/masks";
import { partOf } from "@/network/inputs-in-order";
import type { Plan } from "@/network/plan";

interface Kept {
  readonly output: tf.Tensor;
  readonly mask: Mask;
}
export interface KeptOutputs {
  get(nodeId: string): Kept | undefined;
  set(nodeId: string, kept: Kept): void;
  dispose(): void;
}

export function createKeptOutputs(): KeptOutputs {
  const kept = new Map<string, Kept>();
  return {
    get: (nodeId) => kept.get(nodeId),
    set(nodeId, { output, mask }) {
      kept.set(nodeId, { output: tf.keep(tf.clone(output)), mask: mask && tf.keep(tf.clone(mask)) });
    },
    dispose() {
      for (const { output, mask } of kept.values()) tf.dispose(mask ? [output, mask] : [output]);
      kept.clear();
    },
  };
}

/** Layers that hear nothing of the target; Inputs, which compute nothing, are left out. */
export function deafToTarget({ layers }: Plan): ReadonlySet<string> {
  const hearing = new Set<string>();
  for (const { node, sources } of layers) if (partOf(node) === "target" || sources.some((id) => hearing.has(id))) hearing.add(node.id);
  return new Set(layers.flatMap(({ node }) => (hearing.has(node.id) || node.className === "Input" ? [] : [node.id])));
}
