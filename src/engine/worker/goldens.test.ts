import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import activationGoldens from "@/engine/worker/goldens/activations.golden.json";
import layerGoldens from "@/engine/worker/goldens/layers.golden.json";
import lossGoldens from "@/engine/worker/goldens/losses.golden.json";
import optimizerGoldens from "@/engine/worker/goldens/optimizers.golden.json";
import trainingGolden from "@/engine/worker/goldens/training.golden.json";
import { clipGradients } from "@/engine/worker/clip-gradients";
import { builderOf } from "@/engine/worker/layers";
import { activate } from "@/engine/worker/layers/activations";
import { lossFunctions } from "@/engine/worker/losses";
import { buildModel } from "@/engine/worker/model";
import { createOptimizer } from "@/engine/worker/optimizers";
import { chain } from "@/engine/worker/test-networks";
import { createTestWeight } from "@/engine/worker/testing/weight";
import { createTrainStep } from "@/engine/worker/train-step";
import { activationNames, type ActivationName } from "@/network/activations";
import type { NetworkDocument } from "@/network/document";
import { initialConfig, layerNames, layerOf, type LayerConfig, type LayerName } from "@/network/layers";
import { losses, type LossName } from "@/network/losses";
import { initialOptimizer } from "@/network/optimizers";
import type { OptimizerChoice, TrainingSettings } from "@/network/training-settings";

interface Golden {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}
interface LayerGolden {
  readonly className: string;
  readonly config: object;
  readonly inputs: readonly Golden[];
  readonly mask?: Golden;
  readonly weights: Readonly<Record<string, Golden>>;
  readonly output: Golden;
  readonly trainingOutput?: Golden;
  readonly tracked?: Readonly<Record<string, Golden>>;
}

const tensor = ({ shape, data }: Golden) => tf.tensor([...data], [...shape], "float32");
const record = (name: string, { shape, data }: Golden) => ({ name, shape, data: new Float32Array(data) });

/** Both sides compute in single precision and sum in different orders: six digits of the largest value agree. */
const tolerance = 2e-6;
/** Rounding differences grow a little with every step. */
const trainedTolerance = 1e-5;

/** Largest difference, as a share of the largest value or of 1. */
function difference(came: tf.Tensor | Float32Array, golden: Golden): number {
  if (!(came instanceof Float32Array) && came.shape.join() !== golden.shape.join()) return Infinity;
  const values = came instanceof Float32Array ? came : came.dataSync<"float32">();
  const scale = Math.max(1, ...golden.data.map(Math.abs));
  return Math.max(...golden.data.map((value, i) => Math.abs(value - values[i]!))) / scale;
}

/** What the layer answers with the golden's weights, and the values it tracks. */
function answer({ className, config: chosen, inputs, mask, weights }: LayerGolden, training: boolean): { output: tf.Tensor; tracked: Map<string, tf.Tensor> } {
  const name = className as LayerName;
  const config = { ...initialConfig(name), ...chosen } as LayerConfig<LayerName>;
  const tracked = new Map<string, tf.Tensor>();
  const output = builderOf(name)({
    config,
    activation: "activation" in config ? config.activation : "linear",
    inputs: inputs.map(tensor),
    masks: inputs.map(() => (mask ? tensor(mask) : undefined)),
    weight: (weightName) => tensor(weights[weightName]!),
    training,
    ...(training ? { random: { layerSeed: 1, step: tf.tensor1d([1], "int32") } } : {}),
    track: (weightName, next) => tracked.set(weightName, next),
  });
  return { output, tracked };
}

const layers = (layerGoldens.cases as unknown as readonly LayerGolden[]).map(
  (golden) => [`${golden.className} ${JSON.stringify(golden.config)}`, golden] as const,
);
const lossCases = lossGoldens.cases.map((golden) => [`${golden.loss} after ${golden.activation}`, golden] as const);
const optimizerCases = optimizerGoldens.cases.map(
  (golden) => [`${golden.name} ${JSON.stringify("clip" in golden ? golden.clip : golden.config)}`, golden] as const,
);

describe.each(["wasm", "cpu"] as const)("as Keras does, on %s,", (backend) => {
  beforeAll(() => openBackend(backend));

  test.each(activationNames)("%s is computed", (name) => {
    expect(difference(activate(name, tensor(activationGoldens.x)), activationGoldens.outputs[name])).toBeLessThan(tolerance);
  });

  test.each(layers)("%s answers", (_, golden) => {
    const declared = layerOf(golden.className as LayerName).weights(
      { ...initialConfig(golden.className as LayerName), ...golden.config } as never,
      golden.inputs.map(({ shape }) => shape),
    );
    expect(declared.map(({ name }) => name)).toEqual(Object.keys(golden.weights));
    expect(difference(answer(golden, false).output, golden.output)).toBeLessThan(tolerance);
  });

  test.each(layers.filter(([, { trainingOutput }]) => trainingOutput))("%s answers and tracks while training", (_, golden) => {
    const { output, tracked } = answer(golden, true);
    expect(difference(output, golden.trainingOutput!)).toBeLessThan(tolerance);
    for (const [name, expected] of Object.entries(golden.tracked!)) expect(difference(tracked.get(name)!, expected)).toBeLessThan(tolerance);
  });

  test("every layer with a certain answer is among them", () => {
    const covered = new Set(layerGoldens.cases.map(({ className }) => className));
    expect(layerNames.filter((name) => !covered.has(name))).toEqual(["Input", "Dropout", "GaussianNoise"]);
  });

  test.each(lossCases)("the loss %s is computed", (_, { loss, activation, x, targets, value }) => {
    const logits = tensor(x);
    const isClass = losses[loss as LossName].targets === "classIndex";
    const came = lossFunctions[loss as LossName]({
      output: activate(activation as ActivationName, logits),
      ...(activation === "linear" ? {} : { logits }),
      activation: activation as ActivationName,
      targets: isClass ? tf.tensor1d(targets.data, "int32") : tensor(targets),
    });
    expect(difference(came, { shape: [], data: [value] })).toBeLessThan(tolerance);
  });

  test.each(optimizerCases)("%s moves the weights", (_, { name, config, start, gradients, weights, ...rest }) => {
    const gradientClip = ("clip" in rest ? rest.clip : { kind: "none", limit: 1 }) as TrainingSettings["gradientClip"];
    const weight = createTestWeight(tensor(start));
    const optimizer = createOptimizer({ name, config } as OptimizerChoice, [weight]);
    gradients.forEach((gradient, step) => {
      const clipped = clipGradients([{ weight, gradient: tensor(gradient) }], gradientClip);
      optimizer.apply(clipped.updates, { learningRate: config.learningRate, t: step + 1, gradientScale: clipped.scale });
      expect(difference(weight.value, weights[step]!)).toBeLessThan(1e-6);
    });
    optimizer.dispose();
  });

  test.each(optimizerGoldens.clipping.map((golden) => [golden.kind, golden] as const))("gradients of two weights are clipped by %s", (_, golden) => {
    const weights = golden.start.map((start) => createTestWeight(tensor(start)));
    const optimizer = createOptimizer({ name: "sgd", config: { learningRate: 0.1 } }, weights);
    const updates = weights.map((weight, i) => ({ weight, gradient: tensor(golden.gradients[i]!) }));
    const { updates: clipped, scale } = clipGradients(updates, golden as Pick<typeof golden, "limit"> & Pick<TrainingSettings["gradientClip"], "kind">);
    optimizer.apply(clipped, { learningRate: 0.1, t: 1, gradientScale: scale });
    weights.forEach((weight, i) => expect(difference(weight.value, golden.end[i]!)).toBeLessThan(1e-6));
    optimizer.dispose();
  });

  test("five steps of a convolutional network with batch normalisation and penalties arrive at the same weights", async () => {
    const network = named(
      chain(
        [6, 6, 1],
        ["Conv2D", { filters: 3, kernelSize: [3, 3], padding: "same", activation: "relu" }],
        ["BatchNormalization", { momentum: 0.9 }],
        ["MaxPooling2D"],
        ["Flatten"],
        ["Dense", { units: 5, activation: "tanh", kernelRegularizer: { l1: 0.001, l2: 0.01 } }],
        ["Dense", { units: 3, activation: "softmax" }],
      ),
      ["input", "conv2d", "batch_normalization", "max_pooling2d", "flatten", "dense", "dense_1"],
    );
    const model = buildModel(network, 1);
    model.load(Object.entries(trainingGolden.start).map(([name, golden]) => record(name, golden)));
    const adam = initialOptimizer("adam");
    const trainStep = createTrainStep(model, {
      loss: "sparseCategoricalCrossentropy",
      optimizer: { name: "adam", config: { ...adam.config, epsilon: 1e-3 } },
      gradientClip: { kind: "none", limit: 1 },
    });
    const x = tensor(trainingGolden.x);
    const y = tf.tensor1d(trainingGolden.y, "int32");
    const came = trainingGolden.losses.map((_, step) => trainStep.step(x, y, { learningRate: 0.01, step, seed: 1 }).loss.dataSync()[0]!);
    expect(difference(new Float32Array(came), { shape: [5], data: trainingGolden.losses })).toBeLessThan(trainedTolerance);
    const end = new Map((await model.records()).map(({ name, data }) => [name, data]));
    for (const [name, expected] of Object.entries(trainingGolden.end)) expect(difference(end.get(name)!, expected)).toBeLessThan(trainedTolerance);
    expect(difference(model.forward(x, {}).output, trainingGolden.predictions)).toBeLessThan(trainedTolerance);
  });
});

/** Keras' own names instead of the chain's. */
function named({ nodes, edges }: NetworkDocument, names: readonly string[]): NetworkDocument {
  return { nodes: nodes.map((node, i) => ({ ...node, name: names[i]! })), edges };
}
