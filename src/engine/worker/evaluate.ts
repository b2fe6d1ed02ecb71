/** The network's answers on many examples, and the figures that follow from them. */
import * as tf from "@tensorflow/tfjs-core";
import { isPerStep } from "@/data/tasks";
import type { Split, Task } from "@/data/define-dataset";
import type { Evaluation, SequenceAnswers } from "@/engine/protocol";
import type { Batches } from "@/engine/worker/data/batches";
import type { PreparedDataset } from "@/engine/worker/data/dataset";
import { withInterludes, type Interlude } from "@/engine/worker/interludes";
import { lossOf } from "@/engine/worker/gradients";
import { countCorrect } from "@/engine/worker/losses/count-correct";
import type { Model } from "@/engine/worker/model";
import { judgeAnswers } from "@/engine/worker/sequences/judge-answers";
import { readFloats, readPacked } from "@/engine/worker/read";
import type { LossName } from "@/network/losses";

export interface EvaluateCall {
  readonly model: Model;
  readonly loss: LossName;
  readonly task: Task;
  readonly batches: Batches;
  readonly split: Split;
  /** Positions in the loaded dataset. */
  readonly positions: Uint32Array;
  /** The same, within the split. */
  readonly indices: Int32Array;
  readonly isSample: boolean;
  /** Of pairs of texts: to how many examples the network is to answer by itself. */
  readonly answers?: { readonly data: PreparedDataset; readonly most: number };
  /** Called between chunks, so that messages get their turn. */
  readonly breathe: () => Promise<void>;
  readonly signal?: AbortSignal;
  /** Has its moments within a chunk. */
  readonly interlude?: Interlude;
}

/** Memory of all layers' outputs that one chunk may take: small enough to answer others in between. */
const chunkBytes = 16 * 1024 * 1024;

/** Examples per forward pass. It follows from the network alone, so that sums come out the same every time. */
export function chunkSizeOf(model: Model): number {
  return Math.min(1024, Math.max(16, Math.floor(chunkBytes / Math.max(model.activationBytesPerExample, 1))));
}

export async function evaluate(call: EvaluateCall): Promise<Evaluation> {
  const { model, task, batches, positions, indices, split, isSample } = call;
  const count = positions.length;
  const isClassification = task === "classification";
  const hasSteps = isPerStep(task);
  const judged = { labels: new Int32Array(count), predictions: new Int32Array(count), confidences: new Float32Array(count) };
  let loss = 0;
  let distance = 0;
  const chunk = chunkSizeOf(model);
  for (let from = 0; from < count; from += chunk) {
    const part = positions.subarray(from, Math.min(from + chunk, count));
    const values = await readPacked(withInterludes(call.interlude, () => measureChunk(call, part)));
    loss += (values[0] ?? 0) * part.length;
    if (isClassification) judge(values.subarray(1), batches.classes(part), from, judged);
    else distance += (values[1] ?? 0) * part.length;
    await call.breathe();
    call.signal?.throwIfAborted();
  }
  const share = 1 / Math.max(count, 1);
  const common = { split, isSample, indices, loss: loss * share };
  if (hasSteps) {
    const answers = await someAnswers(call, chunk);
    return { ...common, accuracy: distance * share, ...(answers ? { answers } : {}) };
  }
  if (!isClassification) return { ...common, meanAbsoluteError: distance * share };
  let right = 0;
  for (let i = 0; i < count; i++) if (judged.labels[i] === judged.predictions[i]) right++;
  return { ...common, accuracy: right * share, ...judged };
}

/** Evenly spread over the examples, so that the same ones are asked each time. */
async function someAnswers({ model, answers, positions, indices, breathe, signal }: EvaluateCall, chunk: number): Promise<SequenceAnswers | undefined> {
  if (!answers) return undefined;
  const count = Math.min(answers.most, positions.length);
  const at = Uint32Array.from({ length: count }, (_, i) => Math.floor((i * positions.length) / count));
  return await judgeAnswers({
    model,
    data: answers.data,
    positions: at.map((i) => positions[i]!),
    indices: Int32Array.from(at, (i) => indices[i]!),
    chunk,
    breathe,
    signal,
  });
}

/** The loss first, then the outputs of a classifier, the share of steps that are right, or how far off others are. */
function measureChunk({ model, loss, task, batches }: EvaluateCall, positions: Uint32Array): tf.Tensor[] {
  return tf.tidy(() => {
    const { inputs, targets } = batches.plain(positions);
    const result = model.forward(inputs, {});
    const dataLoss = lossOf(model, loss, result, targets);
    if (isPerStep(task)) return [dataLoss, tf.div(countCorrect("classIndex", result, targets), positions.length)];
    const { output } = result;
    return [dataLoss, task === "classification" ? output : tf.mean(tf.abs(tf.sub(output, tf.reshape(targets, output.shape))))];
  });
}

/** Predicted class and its probability; a single output says yes above ½. */
function judge(outputs: Float32Array, labels: Int32Array, from: number, answers: { labels: Int32Array; predictions: Int32Array; confidences: Float32Array }) {
  const classes = outputs.length / labels.length;
  for (let i = 0; i < labels.length; i++) {
    answers.labels[from + i] = labels[i] as number;
    if (classes === 1) {
      const yes = outputs[i] as number;
      answers.predictions[from + i] = yes > 0.5 ? 1 : 0;
      answers.confidences[from + i] = yes > 0.5 ? yes : 1 - yes;
      continue;
    }
    let best = 0;
    for (let c = 1; c < classes; c++) if ((outputs[i * classes + c] as number) > (outputs[i * classes + best] as number)) best = c;
    answers.predictions[from + i] = best;
    answers.confidences[from + i] = outputs[i * classes + best] as number;
  }
}

/** Outputs for examples from elsewhere, [n, …inputShape] with pixels 0 … 1. */
export async function predict(
  model: Model,
  batches: Batches,
  inputs: Float32Array,
  inputShape: readonly number[],
  breathe: () => Promise<void>,
): Promise<{ outputs: Float32Array; shape: readonly number[] }> {
  const width = inputShape.reduce((product, d) => product * d, 1);
  const count = Math.floor(inputs.length / width);
  const shape = [count, ...model.outputShape.slice(1).map((d) => d ?? 1)];
  const outputs = new Float32Array(shape.reduce((product, d) => product * d, 1));
  const chunk = chunkSizeOf(model);
  for (let from = 0; from < count; from += chunk) {
    const size = Math.min(chunk, count - from);
    const output = tf.tidy(() => {
      const raw = tf.tensor(inputs.subarray(from * width, (from + size) * width), [size, ...inputShape]);
      return model.forward(batches.normalize(raw), {}).output;
    });
    try {
      outputs.set(await readFloats(output), from * (outputs.length / count));
    } finally {
      output.dispose();
    }
    if (from + chunk < count) await breathe();
  }
  return { outputs, shape };
}
