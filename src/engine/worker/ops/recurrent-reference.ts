/** Recurrent layers in plain operations, one step after the other. */
import * as tf from "@tensorflow/tfjs-core";
import type { RecurrentBackInputs, RecurrentInputs, RecurrentSettings } from "@/engine/worker/ops/recurrent";
import { cells } from "@/engine/worker/ops/recurrent-cells";

/** Before the first step, each [N, U]; zeros where nothing else is said. */
export interface RecurrentStart {
  readonly state: tf.Tensor;
  /** LSTM only. */
  readonly memory?: tf.Tensor | undefined;
}

export function recurrentInSteps(
  { x, kernel, recurrentKernel, bias, mask, keep }: RecurrentInputs,
  settings: RecurrentSettings,
  start?: RecurrentStart,
): readonly [tf.Tensor, tf.Tensor, tf.Tensor] {
  const [batch, steps, channels] = x.shape as [number, number, number];
  const units = recurrentKernel.shape[0]!;
  const cell = cells[settings.cell];
  const [inputBias, recurrentBias] = !bias ? [] : cell.hasRecurrentBias ? tf.unstack(bias) : [bias];
  const product = tf.matMul(tf.reshape(x, [batch * steps, channels]), kernel);
  const inputs = tf.unstack(tf.reshape(inputBias ? tf.add(product, inputBias) : product, [batch, steps, -1]), 1);
  const counts = tf.split(mask, steps, 1);

  let state: tf.Tensor = start?.state ?? tf.zeros([batch, units]);
  let memory: tf.Tensor = start?.memory ?? tf.zeros([batch, units]);
  const [states, before, traces] = [new Array<tf.Tensor>(steps), new Array<tf.Tensor>(steps), new Array<tf.Tensor>(steps)];
  for (const t of order(steps, settings)) {
    const read = tf.matMul(settings.isDropped ? tf.mul(state, keep) : state, recurrentKernel);
    const next = cell.forward({ ...settings, input: inputs[t]!, product: recurrentBias ? tf.add(read, recurrentBias) : read, state, memory });
    before[t] = state;
    state = choose(counts[t]!, next.state, state);
    const kept = next.trace.map((value) => tf.mul(value, counts[t]!));
    if (settings.cell === "lstm") kept[4] = memory = choose(counts[t]!, next.trace[4]!, memory);
    traces[t] = tf.concat(kept, 1);
    states[t] = state;
  }
  return [settings.returnSequences ? tf.stack(states, 1) : tf.clone(state), tf.stack(before, 1), tf.stack(traces, 1)];
}

export function recurrentBackInSteps(
  { dy, recurrentKernel, mask, keep, previous, trace }: RecurrentBackInputs,
  settings: RecurrentSettings,
): readonly tf.Tensor[] {
  const [batch, steps, units] = previous.shape as [number, number, number];
  const cell = cells[settings.cell];
  const traces = tf.unstack(trace, 1).map((kept) => tf.split(kept, cell.kept, 1));
  const [states, counts] = [tf.unstack(previous, 1), tf.split(mask, steps, 1)];
  const comes = settings.returnSequences ? tf.unstack(dy, 1) : undefined;

  const walk = order(steps, settings);
  const [byInput, byProduct] = [new Array<tf.Tensor>(steps), new Array<tf.Tensor>(steps)];
  let gradient: tf.Tensor = comes ? tf.zeros([batch, units]) : dy;
  let memoryGradient: tf.Tensor = tf.zeros([batch, units]);
  for (const [i, t] of [...walk.entries()].toReversed()) {
    const earlier = walk[i - 1];
    const memory = (earlier === undefined ? undefined : traces[earlier]![4]) ?? tf.zeros([batch, units]);
    if (comes) gradient = tf.add(gradient, comes[t]!);
    const {
      input,
      product = input,
      straight,
      memory: byMemory,
    } = cell.back({ ...settings, gradient, memoryGradient, trace: traces[t]!, state: states[t]!, memory });
    byInput[t] = tf.mul(tf.concat([...input], 1), counts[t]!);
    byProduct[t] = product === input ? byInput[t] : tf.mul(tf.concat([...product], 1), counts[t]!);
    const read = tf.matMul(byProduct[t], recurrentKernel, false, true);
    gradient = tf.add(settings.isDropped ? tf.mul(read, keep) : read, choose(counts[t]!, straight, gradient));
    memoryGradient = choose(counts[t]!, byMemory, memoryGradient);
  }
  const all = tf.stack(byInput, 1);
  return cell.hasRecurrentBias ? [all, tf.stack(byProduct, 1)] : [all];
}

function order(steps: number, { isBackwards }: RecurrentSettings): number[] {
  const forwards = Array.from({ length: steps }, (_, t) => t);
  return isBackwards ? forwards.toReversed() : forwards;
}

/** `yes` where `count` [N, 1] is 1, `no` where it is 0. */
function choose(count: tf.Tensor, yes: tf.Tensor, no: tf.Tensor): tf.Tensor {
  return tf.add(tf.mul(yes, count), tf.mul(no, tf.sub(1, count)));
}
