/** The measure to beat: the same network as TensorFlow.js layers, stock kernels, trained by `model.fit` as its documentation shows. */
import * as tf from "@tensorflow/tfjs-core";
import * as layers from "@tensorflow/tfjs-layers";
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-webgl";
import "@tensorflow/tfjs-backend-webgpu";
import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import type { BackendName } from "@/engine/protocol";
import { wasmBinaries } from "@/engine/worker/backends/wasm-binaries";
import { classCount, drawImages, exampleCount, imageSide, learningRate, type Measurement, type ModelName } from "./workload";

const bodies: Readonly<Record<ModelName, () => layers.layers.Layer[]>> = {
  mlp: () => [layers.layers.flatten({ inputShape: [imageSide, imageSide, 1] })],
  cnn: () => [
    layers.layers.conv2d({ inputShape: [imageSide, imageSide, 1], filters: 32, kernelSize: 3, activation: "relu" }),
    layers.layers.maxPooling2d({ poolSize: 2 }),
    layers.layers.conv2d({ filters: 64, kernelSize: 3, activation: "relu" }),
    layers.layers.maxPooling2d({ poolSize: 2 }),
    layers.layers.flatten(),
  ],
};

export async function measureModelFit(backend: BackendName, name: ModelName, batchSize: number, warmUpSteps: number, durationMs: number): Promise<Measurement> {
  if (backend === "wasm" && wasmBinaries) {
    setWasmPaths(wasmBinaries);
    setThreadsCount(1);
  }
  await tf.setBackend(backend);
  const { pixels, labels } = drawImages(1);
  const inputs = tf.tidy(() => tf.div(tf.tensor4d(Float32Array.from(pixels), [exampleCount, imageSide, imageSide, 1]), 255));
  const targets = tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d(Int32Array.from(labels), "int32"), classCount), "float32"));
  const model = layers.sequential({
    layers: [...bodies[name](), layers.layers.dense({ units: 128, activation: "relu" }), layers.layers.dense({ units: classCount, activation: "softmax" })],
  });
  model.compile({ optimizer: tf.train.adam(learningRate), loss: "categoricalCrossentropy", metrics: ["accuracy"] });

  const isWarm = { at: 0, steps: 0, until: 0 };
  await model.fit(inputs, targets, {
    batchSize,
    epochs: 1000,
    shuffle: true,
    verbose: 0,
    callbacks: {
      onBatchEnd() {
        isWarm.steps++;
        const now = performance.now();
        if (isWarm.steps === warmUpSteps) isWarm.at = now;
        if (isWarm.steps > warmUpSteps) isWarm.until = now;
        if (isWarm.steps > warmUpSteps && now - isWarm.at >= durationMs) model.stopTraining = true;
      },
    },
  });
  return { steps: isWarm.steps - warmUpSteps, durationMs: isWarm.until - isWarm.at };
}
