/** The measure to beat: the same network as TensorFlow.js layers, trained by `model.fit` as its documentation shows. */
import * as tf from "@tensorflow/tfjs-core";
import * as layers from "@tensorflow/tfjs-layers";
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-webgl";
import "@tensorflow/tfjs-backend-webgpu";
import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { backendNames } from "@/engine/protocol";
import { openBackend } from "@/engine/worker/backends";
import { wasmBinaries } from "@/engine/worker/backends/wasm-binaries";
import type { Trainer } from "../trainer";
import { classCount, imageSide, learningRate, loadDigits, type Files, type Workload } from "../workload";

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
  return await prepareFit(workload, files);
}

/** What our kernels give to a page that keeps its `model.fit`. */
export async function prepareFitOnOurKernels(workload: Workload, files: Files): Promise<Trainer> {
  const backend = backendNames.find((name) => name === workload.backend);
  if (!backend) throw new Error(`There is no backend "${workload.backend}".`);
  await openBackend(backend);
  return await prepareFit(workload, files);
}

async function prepareFit(workload: Workload, files: Files): Promise<Trainer> {
  const digits = await loadDigits(files);
  const images = tf.tidy(() => tf.div(tf.tensor4d(Float32Array.from(digits.pixels), [digits.count, imageSide, imageSide, 1]), 255));
  const classes = tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d(Int32Array.from(digits.labels), "int32"), classCount), "float32"));
  const model = layers.sequential({ layers: layersOf(workload) });
  model.compile({ optimizer: tf.train.adam(learningRate), loss: "categoricalCrossentropy", metrics: ["accuracy"] });

  let steps = 1;
  let part = partOf(images, classes, workload.batch);
  const fit = async (): Promise<number> => {
    const { history } = await model.fit(part.inputs, part.targets, { batchSize: workload.batch, epochs: 1, shuffle: true, verbose: 0 });
    return Number(history["loss"]?.[0]);
  };
  return {
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
      steps = Math.max(1, Math.min(wanted, mostSteps, Math.floor(digits.count / workload.batch)));
      part = partOf(images, classes, steps * workload.batch);
      return { steps: done, durationMs: elapsed, loss };
    },
  };
}

function partOf(images: tf.Tensor, classes: tf.Tensor, count: number): { readonly inputs: tf.Tensor; readonly targets: tf.Tensor } {
  return { inputs: tf.slice(images, [0], [count]), targets: tf.slice(classes, [0], [count]) };
}

function layersOf({ model, units }: Workload): layers.layers.Layer[] {
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
