/** Layers that read a sequence step by step, each one operation. */
import * as tf from "@tensorflow/tfjs-core";
import { mixSeed } from "@/base/rng";
import { sequenceIn, type LayerBuilder, type LayerCall, type LayerRandom } from "@/engine/worker/layers/define-builder";
import { biasOf } from "@/engine/worker/layers/finish";
import { dropout } from "@/engine/worker/ops/dropout";
import type { FusedActivation } from "@/engine/worker/ops/fused-activations";
import type { LayerMemory } from "@/engine/worker/model/step-memory";
import { recurrent, type RecurrentInputs, type RecurrentSettings } from "@/engine/worker/ops/recurrent";
import { recurrentInSteps } from "@/engine/worker/ops/recurrent-reference";
import type { CellName } from "@/engine/worker/ops/recurrent-cells";
import { weightOf } from "@/network/layers/weight-of-direction";

/** What the three layers' settings have in common. */
interface RecurrentConfig {
  readonly units: number;
  readonly returnSequences: boolean;
  readonly goBackwards: boolean;
  readonly useBias: boolean;
  readonly activation: FusedActivation;
  readonly recurrentActivation?: FusedActivation;
  readonly dropout: number;
  readonly recurrentDropout: number;
}
type Call = Pick<LayerCall<"SimpleRNN">, "inputs" | "masks" | "weight" | "random" | "memory">;

/** What comes out stands where it came in, also when it was read backwards. */
function readWith(cell: CellName, call: Call, config: RecurrentConfig): tf.Tensor {
  const x = sequenceIn(call);
  const [batch, steps, channels] = x.shape;
  const { units, activation, recurrentActivation = "sigmoid", goBackwards: isBackwards, returnSequences } = config;
  const dropInput = factors(call.random, config.dropout, [batch, 1, channels], 1);
  const dropState = factors(call.random, config.recurrentDropout, [batch, units], 2);
  const inputs: RecurrentInputs = {
    x: dropInput ? tf.mul(x, dropInput) : x,
    kernel: call.weight("kernel"),
    recurrentKernel: call.weight("recurrentKernel"),
    bias: biasOf({ config, weight: call.weight }),
    mask: (call.memory ? undefined : call.masks[0]) ?? tf.ones([batch, steps]),
    keep: dropState ?? tf.ones([batch, units]),
  };
  const settings: RecurrentSettings = { cell, activation, recurrentActivation, isBackwards, returnSequences, isDropped: dropState !== undefined };
  return call.memory ? goneOn(inputs, settings, call.memory) : recurrent.run(inputs, settings)[0];
}

/** The first steps of a growing sequence are many and go the usual way; those behind them are few and start where the last one ended. */
function goneOn(inputs: RecurrentInputs, settings: RecurrentSettings, memory: LayerMemory): tf.Tensor {
  const state = memory.recall("state");
  const [y, , trace] = state ? recurrentInSteps(inputs, settings, { state, memory: memory.recall("memory") }) : recurrent.run(inputs, settings);
  const [batch, steps, units] = y.shape as [number, number, number];
  memory.keep("state", tf.reshape(tf.slice(y, [0, steps - 1, 0], [batch, 1, units]), [batch, units]));
  // The last of what an LSTM's cell keeps.
  if (settings.cell === "lstm") memory.keep("memory", tf.reshape(tf.slice(trace, [0, steps - 1, 4 * units], [batch, 1, units]), [batch, units]));
  return y;
}

/** Zeros, and what makes up for them: the same at every step of the sequence, as in Keras. */
function factors(random: LayerRandom | undefined, rate: number, shape: number[], stream: number): tf.Tensor | undefined {
  if (!random || rate === 0) return undefined;
  return dropout.run({ x: tf.ones(shape), step: random.step }, { rate, layerSeed: mixSeed(random.layerSeed, stream) })[0];
}

/** As in Keras, a layer that reads backwards answers in the order of reading. */
const inOrderOfReading = (y: tf.Tensor, { goBackwards, returnSequences }: RecurrentConfig) => (goBackwards && returnSequences ? tf.reverse(y, 1) : y);

export const lstm: LayerBuilder<"LSTM"> = (call) => inOrderOfReading(readWith("lstm", call, call.config), call.config);
export const gru: LayerBuilder<"GRU"> = (call) => inOrderOfReading(readWith("gru", call, call.config), call.config);
export const simpleRnn: LayerBuilder<"SimpleRNN"> = (call) => inOrderOfReading(readWith("simpleRnn", call, call.config), call.config);

const cellOf = { LSTM: "lstm", GRU: "gru", SimpleRNN: "simpleRnn" } as const;

/** Both ways over the same steps. As in Keras, steps that do not count come out as zeros. */
export const bidirectional: LayerBuilder<"Bidirectional"> = (call) => {
  const { config, weight, random } = call;
  const [forward, backward] = (["forward", "backward"] as const).map((direction, i) =>
    readWith(
      cellOf[config.layer],
      {
        inputs: call.inputs,
        masks: call.masks,
        weight: (name) => weight(weightOf(direction, name)),
        ...(random ? { random: { ...random, layerSeed: mixSeed(random.layerSeed, 3 + i) } } : {}),
      },
      { ...config, goBackwards: direction === "backward" },
    ),
  ) as [tf.Tensor, tf.Tensor];
  const [mask] = call.masks;
  const y = merged[config.mergeMode](forward, backward);
  return mask && config.returnSequences ? tf.mul(y, tf.expandDims(mask, -1)) : y;
};

const merged = {
  concat: (a: tf.Tensor, b: tf.Tensor) => tf.concat([a, b], -1),
  sum: (a: tf.Tensor, b: tf.Tensor) => tf.add(a, b),
  ave: (a: tf.Tensor, b: tf.Tensor) => tf.mul(tf.add(a, b), 0.5),
  mul: (a: tf.Tensor, b: tf.Tensor) => tf.mul(a, b),
};
