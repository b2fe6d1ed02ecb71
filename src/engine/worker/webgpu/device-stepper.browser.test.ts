import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { augmentationOff, type DataSettings } from "@/data/data-settings";
import { openBackend } from "@/engine/worker/backends";
import type { PreparedDataset } from "@/engine/worker/data/dataset";
import { chain } from "@/engine/worker/test-networks";
import type { TrainStep } from "@/engine/worker/train-step";
import { currentGpu, type Gpu } from "@/engine/worker/webgpu/backend";
import { train, type ShortRun, type Trained } from "@/engine/worker/webgpu/testing/train-both-ways";
import { initialOptimizer, optimizerNames, type OptimizerName } from "@/network/optimizers";
import type { OptimizerChoice } from "@/network/training-settings";

let gpu: Gpu;
const faults: string[] = [];
beforeAll(async () => {
  const { onLost } = await openBackend("webgpu");
  onLost((reason) => faults.push(reason));
  gpu = currentGpu()!;
});

const count = 11;
/** Three steps an epoch, the last of one example. */
const batchSize = 5;
const seed = 3;

/** Small drawn images of three classes. */
function images(augmentation: Partial<DataSettings["augmentation"]> = {}): PreparedDataset {
  const settings = { augmentation: { ...augmentationOff, ...augmentation } };
  return {
    settings,
    definition: { task: "classification", kind: "image", inputShape: [6, 6, 1], targetShape: [], isAugmentable: true },
    loaded: {
      inputs: Uint8Array.from({ length: count * 36 }, (_, i) => 255 * Math.sin(i * 0.7) ** 2),
      targets: Uint8Array.from({ length: count }, (_, i) => i % 3),
      count,
    },
    normalizer: { shift: [0.4], scale: [3] },
  } as unknown as PreparedDataset;
}

/** Sentences of eight tokens of a vocabulary of twelve, the shorter ones padded. */
function texts(): PreparedDataset {
  return {
    settings: { augmentation: augmentationOff },
    definition: { task: "classification", kind: "text", inputShape: [8], targetShape: [], isAugmentable: false },
    loaded: {
      inputs: Float32Array.from({ length: count * 8 }, (_, i) => (i % 8 < 3 + (i % 5) ? 1 + ((i * 7) % 11) : 0)),
      targets: Uint8Array.from({ length: count }, (_, i) => i % 3),
      count,
    },
    normalizer: { shift: [0], scale: [1] },
  } as unknown as PreparedDataset;
}

const mlp = chain([6, 6, 1], ["Flatten"], ["Dense", { units: 7, activation: "relu" }], ["Dense", { units: 3, activation: "softmax" }]);
const cnn = chain(
  [6, 6, 1],
  ["Conv2D", { filters: 3, kernelSize: [3, 3], activation: "linear", kernelRegularizer: { l1: 0, l2: 0.01 } }],
  ["BatchNormalization"],
  ["Activation", { activation: "relu" }],
  ["MaxPooling2D"],
  ["Flatten"],
  ["Dropout", { rate: 0.25 }],
  ["GaussianNoise", { stddev: 0.1 }],
  ["Dense", { units: 3, activation: "softmax" }],
);

type Case = Partial<ShortRun> & Partial<ShortRun["settings"]>;

const steps = 10;

function run(way: "eager" | "captured", { optimizer = initialOptimizer("adam"), gradientClip = { kind: "none", limit: 1 }, ...given }: Case): Promise<Trained> {
  const settings = { loss: "sparseCategoricalCrossentropy", optimizer, gradientClip } as const;
  return train(gpu, way, { network: mlp, data: images(), batchSize, steps, seed, rateAt: () => 0.05, ...given, settings });
}

/** Both ways, without what differs by design. */
async function bothWays(given: Case): Promise<{ readonly eager: Trained; readonly captured: Trained }> {
  const eager = await run("eager", given);
  const captured = await run("captured", given);
  expect(captured.executions).toEqual(["captured"]);
  expect(eager.loss).toHaveLength(steps);
  expect(new Set(eager.loss).size).toBeGreaterThan(steps / 2);
  return { eager, captured: { ...captured, executions: eager.executions } };
}

describe("a replayed run is the eager one, bit for bit", () => {
  const choices: readonly (readonly [string, OptimizerChoice])[] = [
    ...optimizerNames.map((name): readonly [string, OptimizerChoice] => [name, initialOptimizer<OptimizerName>(name) as OptimizerChoice]),
    ["rmsprop, centred, with momentum", { name: "rmsprop", config: { ...initialOptimizer("rmsprop").config, centered: true, momentum: 0.5 } }],
    ["adam with amsgrad", { name: "adam", config: { ...initialOptimizer("adam").config, amsgrad: true } }],
  ];
  test.each(choices)("by %s", async (_, optimizer) => {
    const { eager, captured } = await bothWays({ optimizer });
    expect(captured).toEqual(eager);
  });

  test.each(["norm", "weightNorm", "value"] as const)("with gradients clipped by %s", async (kind) => {
    const { eager, captured } = await bothWays({ gradientClip: { kind, limit: 0.01 } });
    expect(captured).toEqual(eager);
  });

  test("through convolution, batch normalisation, dropout and noise", async () => {
    const { eager, captured } = await bothWays({ network: cnn });
    expect(captured).toEqual(eager);
  });

  test("through attention with masks and dropout, GELU and normalisations, to a class at every step", async () => {
    const network = chain(
      [8],
      ["Embedding", { inputDim: 12, outputDim: 6, maskZero: true }],
      ["PositionalEncoding", { kind: "learned" }],
      ["RMSNormalization"],
      ["MultiHeadAttention", { numHeads: 2, keyDim: 3, useCausalMask: true, dropout: 0.2 }],
      ["LayerNormalization"],
      ["FeedForward", { units: 9, dropout: 0.2 }],
      ["Dense", { units: 12, activation: "softmax" }],
    );
    const all = texts();
    const data = {
      ...all,
      definition: { ...all.definition, task: "nextToken", targetShape: [8] },
      // The same tokens one step on: padding among them.
      loaded: { ...all.loaded, targets: Float32Array.from(all.loaded.inputs, (_, i) => (i % 8 === 7 ? 0 : all.loaded.inputs[i + 1]!)) },
    } as PreparedDataset;
    const { eager, captured } = await bothWays({ network, data });
    expect(captured).toEqual(eager);
  });

  test("through an Embedding with masks, and recurrent layers with dropout", async () => {
    const network = chain(
      [8],
      ["Embedding", { inputDim: 12, outputDim: 5, maskZero: true }],
      ["LSTM", { units: 6, returnSequences: true, dropout: 0.2, recurrentDropout: 0.2 }],
      ["SimpleRNN", { units: 4, returnSequences: true, goBackwards: true }],
      ["GRU", { units: 5, recurrentDropout: 0.2 }],
      ["Dense", { units: 3, activation: "softmax" }],
    );
    const { eager, captured } = await bothWays({ network, data: texts() });
    expect(captured).toEqual(eager);
  });

  test("through both directions, convolution and pooling over steps, and a repeated list", async () => {
    const network = chain(
      [8],
      ["Embedding", { inputDim: 12, outputDim: 5, maskZero: true }],
      ["Bidirectional", { layer: "GRU", units: 3, returnSequences: true }],
      ["Masking"],
      ["Conv1D", { filters: 4, kernelSize: 3, padding: "causal" }],
      ["MaxPooling1D"],
      ["GlobalMaxPooling1D"],
      ["RepeatVector", { n: 3 }],
      ["SimpleRNN", { units: 4 }],
      ["Dense", { units: 3, activation: "softmax" }],
    );
    const { eager, captured } = await bothWays({ network, data: texts() });
    expect(captured).toEqual(eager);
  });

  test("through a Dense at every step and a mean over time", async () => {
    const pooled = chain(
      [8],
      ["Embedding", { inputDim: 12, outputDim: 5, maskZero: true }],
      ["Dense", { units: 4, activation: "tanh" }],
      ["GlobalAveragePooling1D"],
      ["Dense", { units: 3, activation: "softmax" }],
    );
    const { eager, captured } = await bothWays({ network: pooled, data: texts() });
    expect(captured).toEqual(eager);
  });

  test("on examples that are moved, turned, mirrored and noised", async () => {
    const data = images({ enabled: true, shift: 0.2, rotate: 20, scale: 0.2, flip: true, noise: 0.1 });
    const { eager, captured } = await bothWays({ data });
    expect(captured).toEqual(eager);
    expect(eager.loss).not.toEqual((await run("eager", {})).loss);
  });

  test("whether steps are asked for one at a time or many at once", async () => {
    const single = await run("captured", { network: cnn, bursts: [1] });
    const broken = await run("captured", { network: cnn, bursts: [1, 2, 1, 4, 1, 3] });
    expect(broken).toEqual(single);
  });

  test("when the learning rate changes with every step, and by hand in between", async () => {
    const { eager, captured } = await bothWays({ rateAt: (step) => (step < 6 ? 0.05 * 0.9 ** step : 0.001) });
    expect(captured).toEqual(eager);
  });

  test("and reports all weights of a tiny network after every step", async () => {
    const { eager, captured } = await bothWays({ isTiny: true });
    expect(captured).toEqual(eager);
    const { weightHistory, state } = captured;
    const last = state.slice(0, 4).flatMap(({ data }) => [...data]);
    expect(weightHistory).toHaveLength(steps * last.length);
    expect(weightHistory.slice(-last.length)).toEqual(last);
  });
});

describe("a step that cannot be replayed is taken the ordinary way, to the same numbers", () => {
  test("because it leaves tensors behind", async () => {
    const left: tf.Tensor[] = [];
    const disturb = (trainStep: TrainStep): TrainStep => ({
      ...trainStep,
      state: trainStep.state,
      step(x, ...rest) {
        left.push(tf.keep(tf.square(x)));
        return trainStep.step(x, ...rest);
      },
    });
    const eager = await run("eager", {});
    const refused = await run("captured", { disturb });
    tf.dispose(left);
    expect(refused).toEqual({ ...eager, executions: ["eager"] });
  });

  test("because it counts on the host, which a recording cannot", async () => {
    const counting = () => {
      let count = 0;
      return (trainStep: TrainStep): TrainStep => ({
        ...trainStep,
        state: trainStep.state,
        step: (x, ...rest) => trainStep.step(tf.add(x, ++count / 100), ...rest),
      });
    };
    const { executions, loss } = await run("captured", { disturb: counting() });
    expect(executions).toEqual(["eager"]);
    // The trial itself moves this counter on, but no weight: up to there the two runs are the same.
    const { loss: ordinary } = await run("eager", { disturb: counting() });
    expect(loss.slice(0, 2)).toEqual(ordinary.slice(0, 2));
    expect(loss.every(Number.isFinite)).toBe(true);
  });
});

test("nothing is left behind by runs that come and go", async () => {
  await run("captured", { network: cnn });
  const { numTensors } = tf.memory();
  await run("captured", { network: cnn });
  await run("captured", { network: cnn });
  expect(tf.memory().numTensors).toBe(numTensors);
});

test("the device refused nothing on the way", () => {
  expect(faults).toEqual([]);
});
