/** Networks to export in tests, with arbitrary weights and what they answer; and TensorFlow.js as somebody else would use it. */
import * as tf from "@tensorflow/tfjs-core";
import * as tfLayers from "@tensorflow/tfjs-layers";
// As the whole package does; its initialisers call operations as methods of tensors.
import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops";
import { strFromU8, unzipSync } from "fflate";
import { createRng, seedFromName } from "@/base/rng";
import { openBackend } from "@/engine/worker/backends";
import { buildModel } from "@/engine/worker/model";
import { moveImages, type Variation } from "@/engine/worker/data/vary";
import { answerReader, type Question } from "@/engine/worker/writing/answer";
import { createWriter, type WritingOrder } from "@/engine/worker/writing/writer";
import { modelInputs } from "@/interop/export/model-inputs";
import { roundedTo, type Precision } from "@/interop/compress/precision";
import { trainedModel, type TrainedModel } from "@/interop/export/trained-model";
import type { NamedTensor } from "@/interop/layerlab/content";
import type { NetworkDocument } from "@/network/document";
import { planOf } from "@/network/plan";
import type { Shape } from "@/network/shape";

const normal = (length: number, name: string): Float32Array => {
  const rng = createRng(seedFromName(1, name));
  return Float32Array.from({ length }, () => rng.normal());
};

/** An example a row, with all its parts, as the engine takes them. */
function rowsOf(inputs: readonly NamedTensor[]): tf.Tensor {
  const [only] = inputs;
  if (only && inputs.length === 1) return tf.tensor(only.data, [...only.shape]);
  return tf.concat(
    inputs.map(({ data, shape }) => tf.tensor(data, [shape[0]!, data.length / shape[0]!])),
    1,
  );
}

/** No weight is zero or one, moving averages included; `tokens`: what comes in are whole numbers below it, the last of some rows padding. */
export async function modelWithAnswers(
  id: string,
  network: NetworkDocument,
  count: number,
  tokens?: number,
  precision: Precision = "float32",
): Promise<TrainedModel> {
  await openBackend("wasm");
  const model = buildModel(network, 1);
  const records = await model.records();
  const weighted = records.map(({ name, shape, data }) => {
    const drawn = normal(data.length, name);
    // A variance is positive.
    const isVariance = name.endsWith("Variance");
    return { name, shape, data: drawn.map((value, i) => (isVariance ? 0.5 + value * value : (data[i] ?? 0) + 0.1 * value)) };
  });
  model.load(roundedTo(precision, weighted, network));
  const inputs = modelInputs(planOf(network)).map(({ name, layer: { outputShape } }, i): NamedTensor => {
    const shape = [count, ...outputShape.slice(1).map((size) => size ?? 1)];
    const steps = shape[1] ?? 1;
    const drawn = normal(
      shape.reduce((product, size) => product * size, 1),
      `${id}${i || ""}`,
    );
    const token = (value: number, at: number) => (at % steps > (at / steps) % steps ? 0 : 1 + (Math.floor(Math.abs(value) * 1000) % ((tokens ?? 2) - 1)));
    return { name, shape, data: tokens === undefined ? drawn : drawn.map(token) };
  });
  const outputs = tf.tidy(() => model.forward(rowsOf(inputs), {}).output.dataSync<"float32">().slice());
  const weights = await model.records();
  model.dispose();
  return trainedModel(id, network, weights, { classNames: [], golden: { count, inputs, outputs }, precision });
}

/** What the layers of TensorFlow.js answer from `model.json` and `weights.bin` in a zip. */
export async function askTensorFlow(zip: Uint8Array, { golden }: TrainedModel): Promise<Float32Array> {
  const parts = unzipSync(zip);
  const { modelTopology, weightsManifest } = JSON.parse(strFromU8(parts["model.json"]!)) as {
    modelTopology: object;
    weightsManifest: [{ weights: tf.io.WeightsManifestEntry[] }];
  };
  const weightData = parts["weights.bin"]!.slice().buffer;
  if (parts["layers.mjs"]) registerLayers(strFromU8(parts["layers.mjs"]));
  const loaded = await tfLayers.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs: weightsManifest[0].weights, weightData }));
  return tf.tidy(() => {
    const inputs = golden!.inputs.map(({ data, shape }) => tf.tensor(data, [...shape]));
    return (loaded.predict(inputs.length === 1 ? inputs[0]! : inputs) as tf.Tensor).dataSync<"float32">().slice();
  });
}

/** What a page does that imports the module of layers beside a model. */
function registerLayers(module: string): void {
  // oxlint-disable-next-line no-implied-eval, typescript/no-implied-eval, typescript/no-unsafe-call -- that it runs is what is asked
  new Function("tf", `${module.replace("export ", "")}\nregisterLayers(tf);`)({ ...tf, ...tfLayers });
}

/** Runs a program for TensorFlow.js that leaves a `model`: how many parameters it has, and what shape leaves it, without the batch. */
export async function runTensorFlowProgram(program: string): Promise<{ readonly params: number; readonly outputShape: Shape }> {
  await openBackend("wasm");
  const body = program.replace(/^import .*$/m, "").replaceAll("export ", "");
  // oxlint-disable-next-line no-implied-eval, typescript/no-implied-eval, typescript/no-unsafe-call -- that it runs is what is asked
  const model = new Function("tf", `${body}\nreturn model;`)({ ...tf, ...tfLayers }) as tfLayers.LayersModel;
  const found = { params: model.countParams(), outputShape: model.outputs[0]?.shape.slice(1) ?? [] };
  model.dispose();
  return found;
}

/** What a network with these weights answers to an array for each of its inputs. */
export async function answersOf(network: NetworkDocument, weights: readonly NamedTensor[], inputs: readonly NamedTensor[]): Promise<Float32Array> {
  await openBackend("wasm");
  const model = buildModel(network, 1);
  model.load(weights.map((weight) => ({ ...weight, shape: [...weight.shape] })));
  const outputs = tf.tidy(() => model.forward(rowsOf(inputs), {}).output.dataSync<"float32">().slice());
  model.dispose();
  return outputs;
}

/** What a network with these weights writes, always the likeliest token: behind a beginning, or in answer to a source. */
export async function writtenBy(
  network: NetworkDocument,
  weights: Iterable<NamedTensor>,
  order: Pick<WritingOrder, "tokens" | "count" | "endsWith">,
  asked?: Pick<Question, "steps" | "source">,
): Promise<readonly number[]> {
  await openBackend("wasm");
  const model = buildModel(network, 1);
  model.load(Array.from(weights, (weight) => ({ ...weight, shape: [...weight.shape] })));
  const likeliest = { temperature: 0, topK: 0, topP: 1 };
  const writer = createWriter(model, { normalize: (x) => x }, { ...order, sampling: likeliest, seed: 1 }, asked && answerReader({ model, ...asked }));
  const said: number[] = [];
  while (!writer.isDone) said.push(...(await writer.write(() => false)).map(({ id }) => id));
  writer.dispose();
  model.dispose();
  return said;
}

/** All of these images [n, height, width, channels] moved in one way. */
export async function movedAlike(values: readonly number[], shape: [number, number, number, number], variation: Variation): Promise<Float32Array> {
  await openBackend("wasm");
  return tf.tidy(() => {
    const variations = Array.from({ length: shape[0] }, () => variation);
    return moveImages(tf.tensor4d([...values], shape), variations)
      .dataSync<"float32">()
      .slice();
  });
}
