/** What differs from step to step, as the device sees it: eight words, worked out on the host in double precision. */
import type * as tf from "@tensorflow/tfjs-core";
import { read, type Bound } from "@/engine/worker/webgpu/dispatch";

export interface StepRow {
  /** 0-based number of the update. First, since operations that draw by step read the first word. */
  readonly step: number;
  /** Where the batch begins in the epoch's order. */
  readonly first: number;
  /** Where in the ring the step's figures go. */
  readonly slot: number;
  /** What variations of examples are drawn from in this epoch. */
  readonly epochSeed: number;
  /** Factor of the optimizer's step: the learning rate, with Adam's bias correction folded in. */
  readonly rate: number;
  /** Share of each weight that the decay leaves. */
  readonly keep?: number;
}

export const rowWords = 8;

export function writeRow(words: Uint32Array<ArrayBuffer>, at: number, { step, first, slot, epochSeed, rate, keep = 1 }: StepRow): void {
  words.set([step, first, slot, epochSeed], at);
  new Float32Array(words.buffer, words.byteOffset).set([rate, keep], at + 4);
}

/** For a step outside a run, which takes its batch from elsewhere and reports to nobody. */
export function rowOf(row: Pick<StepRow, "step" | "rate" | "keep">): Int32Array {
  const words = new Uint32Array(rowWords);
  writeRow(words, 0, { first: 0, slot: 0, epochSeed: 0, ...row });
  return new Int32Array(words.buffer);
}

/** In WGSL, where `now` is bound: */
export const nowIs = {
  step: "now[0]",
  first: "now[1]",
  slot: "now[2]",
  epochSeed: "now[3]",
  rate: "bitcast<f32>(now[4])",
  keep: "bitcast<f32>(now[5])",
} as const satisfies Record<keyof StepRow, string>;

/** `row`: int32 [8]. */
export const bindNow = (row: tf.TensorInfo): Bound => read(row, "u32");
