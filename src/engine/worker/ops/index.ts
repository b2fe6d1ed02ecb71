/** Every operation of our own, and the registration of its kernels. */
import * as tf from "@tensorflow/tfjs-core";
import type { BackendName } from "@/engine/protocol";
import { hostMemory } from "@/engine/worker/kernels/host-memory";
import { activationGradient } from "@/engine/worker/ops/activation-gradient";
import { attention, attentionGradient } from "@/engine/worker/ops/attention";
import { batchNormalization, batchNormalizationGradient } from "@/engine/worker/ops/batch-normalization";
import { biasActivation } from "@/engine/worker/ops/bias-activation";
import { channelSums } from "@/engine/worker/ops/channel-sums";
import { convolution2d } from "@/engine/worker/ops/convolution2d";
import { countRight } from "@/engine/worker/ops/count-right";
import type { Op, OpCall, Outputs, TensorMap } from "@/engine/worker/ops/define-op";
import { dropout } from "@/engine/worker/ops/dropout";
import { embedding, embeddingGradient } from "@/engine/worker/ops/embedding";
import { gaussianNoise } from "@/engine/worker/ops/gaussian-noise";
import { gelu, geluGradient } from "@/engine/worker/ops/gelu";
import { layerNormalization, layerNormalizationGradient } from "@/engine/worker/ops/layer-normalization";
import { linear } from "@/engine/worker/ops/linear";
import { masking } from "@/engine/worker/ops/masking";
import { movingAverage } from "@/engine/worker/ops/moving-average";
import { rmsNormalization, rmsNormalizationGradient } from "@/engine/worker/ops/rms-normalization";
import { recurrent, recurrentGradient } from "@/engine/worker/ops/recurrent";
import { sigmoidCrossentropy } from "@/engine/worker/ops/sigmoid-crossentropy";
import { squaredError } from "@/engine/worker/ops/squared-error";
import { softmaxCrossentropy } from "@/engine/worker/ops/softmax-crossentropy";
import { stepProduct } from "@/engine/worker/ops/step-product";

// oxlint-disable-next-line typescript/no-explicit-any -- the one place where operations of all inputs and attributes meet
export const ops: readonly Op<any, any, Outputs>[] = [
  linear,
  convolution2d,
  biasActivation,
  activationGradient,
  channelSums,
  softmaxCrossentropy,
  sigmoidCrossentropy,
  squaredError,
  countRight,
  layerNormalization,
  layerNormalizationGradient,
  rmsNormalization,
  rmsNormalizationGradient,
  batchNormalization,
  batchNormalizationGradient,
  movingAverage,
  attention,
  attentionGradient,
  gelu,
  geluGradient,
  dropout,
  gaussianNoise,
  embedding,
  embeddingGradient,
  masking,
  recurrent,
  recurrentGradient,
  stepProduct,
];

const installed = new Set<BackendName>();

/** Registers every operation on a backend: its own kernel where it has one there, else its reference. Again changes nothing. */
export function installOps(backendName: BackendName): void {
  if (installed.has(backendName)) return;
  installed.add(backendName);
  for (const op of ops) {
    const kernel = kernelOf(op, backendName);
    tf.registerKernel({
      kernelName: op.name,
      backendName,
      kernelFunc: ({ inputs, attrs = {}, backend }) => {
        // Within a kernel nothing is recorded for gradients, so plain operations may be used freely.
        if (!kernel) return tf.tidy(() => [...op.reference(inputs, attrs)]) as tf.TensorInfo[];
        return [...kernel({ inputs: inputs as OpCall<TensorMap, object>["inputs"], attrs }, backend as object)];
      },
    });
  }
}

/** An operation's own kernel, whatever kind of call it wants. */
function kernelOf({ kernels }: Op<TensorMap, object, Outputs>, backendName: BackendName) {
  if (backendName === "wasm") {
    const onHeap = kernels?.wasm;
    return (
      onHeap &&
      ((call: OpCall<TensorMap, object>, backend: object) => {
        const memory = hostMemory("wasm", backend);
        return onHeap({ ...call, memory, heap: memory.heap! });
      })
    );
  }
  return backendName === "cpu" ? undefined : kernels?.[backendName];
}
