/** What single layers hold and answer: outputs for one example, weights, and gradients of one batch. */
import * as tf from "@tensorflow/tfjs-core";
import { histogramOf, rootMeanSquare } from "@/analysis/histogram";
import type { LayerProbe, TensorProbe } from "@/engine/protocol";
import type { Batch } from "@/engine/worker/data/batches";
import { gradientsOf, type Draw } from "@/engine/worker/gradients";
import type { Model } from "@/engine/worker/model";
import { readFloats } from "@/engine/worker/read";
import { copyOf } from "@/engine/worker/variable";
import type { LossName } from "@/network/losses";

const bins = 40;

export interface ProbeCall {
  readonly model: Model;
  readonly nodeIds: readonly string[];
  /** The example, scaled: [1, …inputShape]. */
  readonly example: tf.Tensor;
  /** All values beside their summaries. */
  readonly data: boolean;
  /** Present when gradients are asked for. */
  readonly differentiated?: { readonly loss: LossName; readonly batch: Batch; readonly draw: Draw };
}

export async function probeLayers({ model, nodeIds, example, data, differentiated }: ProbeCall): Promise<LayerProbe[]> {
  const wanted = new Set(nodeIds);
  const outputs = new Map<string, tf.Tensor>();
  const looks = new Map<string, tf.Tensor>();
  const gradients = new Map<string, { readonly nodeId: string; readonly gradient: tf.Tensor }>();
  // Everything is taken at one moment; reading it may then take its time while training goes on.
  const weights = model.weights
    .filter(({ nodeId }) => wanted.has(nodeId))
    .map((weight) => ({ nodeId: weight.nodeId, name: weight.name, value: copyOf(weight.value) }));
  try {
    tf.tidy(() => {
      model.forward(example, {
        watch: (nodeId, output) => {
          if (wanted.has(nodeId)) outputs.set(nodeId, tf.keep(tf.clone(output)));
        },
        // Heads last, as the channels of an image are.
        watchAttention: (nodeId, attention) => {
          if (wanted.has(nodeId)) looks.set(nodeId, tf.keep(tf.transpose(tf.squeeze(tf.slice(attention, [0], [1]), [0]), [1, 2, 0])));
        },
      });
    });
    if (differentiated) {
      const { loss, batch, draw } = differentiated;
      tf.tidy(() => {
        for (const { weight, gradient } of gradientsOf(model, loss, batch, draw))
          if (wanted.has(weight.nodeId)) gradients.set(weight.name, { nodeId: weight.nodeId, gradient: tf.keep(tf.clone(gradient)) });
      });
    }
    const weightProbes = await Promise.all(weights.map(async ({ nodeId, name, value }) => ({ nodeId, probe: await describeTensor(name, value, data) })));
    const gradientProbes = await Promise.all(
      [...gradients].map(async ([name, { nodeId, gradient }]) => ({ nodeId, probe: await describeTensor(name, gradient, data) })),
    );
    const own = (probes: readonly { nodeId: string; probe: TensorProbe }[], id: string) =>
      probes.filter(({ nodeId }) => nodeId === id).map(({ probe }) => probe);
    return await Promise.all(
      [...outputs].map(async ([nodeId, output]) => ({
        nodeId,
        output: { shape: output.shape, data: await readFloats(output) },
        ...(await attentionOf(looks.get(nodeId))),
        weights: own(weightProbes, nodeId),
        gradients: own(gradientProbes, nodeId),
      })),
    );
  } finally {
    tf.dispose([...outputs.values(), ...looks.values(), ...weights.map(({ value }) => value), ...[...gradients.values()].map(({ gradient }) => gradient)]);
  }
}

async function attentionOf(looks: tf.Tensor | undefined): Promise<Pick<LayerProbe, "attention">> {
  return looks ? { attention: { shape: looks.shape, data: await readFloats(looks) } } : {};
}

async function describeTensor(name: string, tensor: tf.Tensor, withData: boolean): Promise<TensorProbe> {
  const values = await readFloats(tensor);
  return {
    name,
    shape: tensor.shape,
    histogram: histogramOf(values, bins),
    rms: rootMeanSquare(values),
    ...(withData ? { data: values } : {}),
  };
}
