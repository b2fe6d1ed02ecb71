/** The measure to beat: the same network as TensorFlow.js layers, trained by `model.fit` as its documentation shows. */
import * as tf from "@tensorflow/tfjs-core";
import * as layers from "@tensorflow/tfjs-layers";
// Layers of tfjs call operations as methods of tensors.
import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops";
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-webgl";
import "@tensorflow/tfjs-backend-webgpu";
import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { backendNames } from "@/engine/protocol";
import { openBackend } from "@/engine/worker/backends";
import { wasmBinaries } from "@/engine/worker/backends/wasm-binaries";
import { prepareDataset } from "@/engine/worker/data/dataset";
import { createFileReader } from "@/engine/worker/data/read-files";
import { installKernels, kernels } from "@/engine/worker/kernels";
import { loadKernels } from "@/engine/worker/wasm/kernels";
import { countKernels } from "../kernel-count";
import type { Trainer } from "../trainer";
import {
  classCount,
  embeddingSize,
  imageSide,
  learningRate,
  lengthOf,
  loadDigits,
  textLength,
  vocabularySize,
  type Files,
  type ModelName,
  type Workload,
} from "../workload";
import { projectOf } from "./layerlab";
import { transformerModel } from "./transformer-layers";

/** One call of `fit` should take about so long: its own beginning and end must not count, nor may it run on for minutes. */
const fitMs = 500;
const mostSteps = 200;

/** Nothing of ours: the kernels as they were published. */
export async function prepareStockFit(workload: Workload, files: Files): Promise<Trainer> {
  if (workload.backend === "wasm" && wasmBinaries) {
    setWasmPaths(wasmBinaries);
    // Its threaded build, bundled, hangs; and where it starts, it computes on one thread all the same.
    setThreadsCount(1);
  }
  // Chromium's software renderer is refused otherwise.
  if (workload.backend === "webgl") tf.env().set("SOFTWARE_WEBGL_ENABLED", true);
  await tf.setBackend(workload.backend);
  if (workload.backend === "wasm" && lengthOf(workload.model) !== undefined) await supplyMissing();
  return await prepareFit(workload, files);
}

/** Stock WebAssembly cannot train an Embedding: what is not there at all is taken from ours, and nothing that is. */
async function supplyMissing(): Promise<void> {
  await loadKernels();
  installKernels(
    "wasm",
    kernels.filter(({ reason }) => reason === "missing"),
  );
}

/** What our kernels give to a page that keeps its `model.fit`. */
export async function prepareFitOnOurKernels(workload: Workload, files: Files): Promise<Trainer> {
  const backend = backendNames.find((name) => name === workload.backend);
  if (!backend) throw new Error(`There is no backend "${workload.backend}".`);
  await openBackend(backend);
  return await prepareFit(workload, files);
}

async function prepareFit(workload: Workload, files: Files): Promise<Trainer> {
  const length = lengthOf(workload.model);
  const { inputs, classes, count } = length === undefined ? await imagesOf(files) : await textsOf(workload, length, files);
  const model = modelOf(workload);
  model.compile({ optimizer: tf.train.adam(learningRate), loss: "categoricalCrossentropy", metrics: ["accuracy"] });

  let steps = 1;
  let part = partOf(inputs, classes, workload.batch);
  const fit = async (): Promise<number> => {
    const { history } = await model.fit(part.inputs, part.targets, { batchSize: workload.batch, epochs: 1, shuffle: true, verbose: 0 });
    return Number(history["loss"]?.[0]);
  };
  return {
    kernels: countKernels(),
    async train(durationMs) {
      const started = performance.now();
      let done = 0;
      let loss: number;
      do {
        loss = await fit();
        done += steps;
      } while (performance.now() - started < durationMs);
      const elapsed = performance.now() - started;
      const wanted = Math.round((fitMs * done) / elapsed);
      tf.dispose([part.inputs, part.targets]);
      steps = Math.max(1, Math.min(wanted, mostSteps, Math.floor(count / workload.batch)));
      part = partOf(inputs, classes, steps * workload.batch);
      return { steps: done, durationMs: elapsed, loss };
    },
  };
}

interface Examples {
  readonly inputs: tf.Tensor;
  /** One-hot, [N, classes]. */
  readonly classes: tf.Tensor;
  readonly count: number;
}

const oneHot = (labels: ArrayLike<number>, depth: number) => tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d(Int32Array.from(labels), "int32"), depth), "float32"));

async function imagesOf(files: Files): Promise<Examples> {
  const { pixels, labels, count } = await loadDigits(files);
  const inputs = tf.tidy(() => tf.div(tf.tensor4d(Float32Array.from(pixels), [count, imageSide, imageSide, 1]), 255));
  return { inputs, classes: oneHot(labels, classCount), count };
}

/** The very token numbers that our engine trains with. */
async function textsOf(workload: Workload, length: number, files: Files): Promise<Examples> {
  const { loaded, positions } = await prepareDataset(projectOf(workload).data, { read: createFileReader(files, () => {}) }, undefined);
  const count = positions.train.length;
  const rows = Array.from(positions.train, (position) => Array.from(loaded.inputs.subarray(position * length, (position + 1) * length)));
  const labels = Array.from(positions.train, (position) => loaded.targets![position]!);
  return { inputs: tf.tensor2d(rows, [count, length]), classes: oneHot(labels, 2), count };
}

function partOf(all: tf.Tensor, classes: tf.Tensor, count: number): { readonly inputs: tf.Tensor; readonly targets: tf.Tensor } {
  return { inputs: tf.slice(all, [0], [count]), targets: tf.slice(classes, [0], [count]) };
}

function modelOf({ model, units }: Workload): layers.LayersModel {
  return model === "transformer" ? transformerModel() : layers.sequential({ layers: layersOf(model, units) });
}

function layersOf(model: Exclude<ModelName, "transformer">, units: number): layers.layers.Layer[] {
  if (model === "lstm")
    return [
      layers.layers.embedding({ inputDim: vocabularySize, outputDim: embeddingSize, inputLength: textLength }),
      layers.layers.lstm({ units, recurrentActivation: "sigmoid" }),
      layers.layers.dense({ units: 2, activation: "softmax" }),
    ];
  const inputShape = [imageSide, imageSide, 1];
  const body = {
    mlp: () => [layers.layers.flatten({ inputShape })],
    cnn: () => [
      layers.layers.conv2d({ inputShape, filters: 32, kernelSize: 3, activation: "relu" }),
      layers.layers.maxPooling2d({ poolSize: 2 }),
      layers.layers.conv2d({ filters: 64, kernelSize: 3, activation: "relu" }),
      layers.layers.maxPooling2d({ poolSize: 2 }),
      layers.layers.flatten(),
    ],
  };
  return [...body[model](), layers.layers.dense({ units, activation: "relu" }), layers.layers.dense({ units: classCount, activation: "softmax" })];
}
