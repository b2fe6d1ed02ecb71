/** Answers about the network: built, asked, judged, looked into. */
import * as tf from "@tensorflow/tfjs-core";
import { createRng, permutation, seedFromName } from "@/base/rng";
import type { Split } from "@/data/define-dataset";
import { beginId, endId } from "@/data/text/vocabulary";
import { attributionOf } from "@/engine/worker/attribution";
import type { CallContext, CallsOf } from "@/engine/worker/calls/call-context";
import { readExamples } from "@/engine/worker/data/examples";
import { embeddingMapOf } from "@/engine/worker/embedding-map";
import { evaluate, predict } from "@/engine/worker/evaluate";
import { batchSizeOf } from "@/engine/worker/holdings";
import { modelReport } from "@/engine/worker/memory";
import type { Model } from "@/engine/worker/model";
import { probeLayers } from "@/engine/worker/probes";
import { rocOf } from "@/engine/worker/roc";
import { usualAnswers } from "@/engine/worker/training/model-trainee";
import { noClasses, noNextToken } from "@/engine/worker/training/problems";
import { answerReader, createBeamWriter } from "@/engine/worker/writing/answer";
import { createWriter } from "@/engine/worker/writing/writer";

/** Examples whose gradients a probe shows when no batch size says otherwise. */
const probeBatch = 64;

export function modelCalls({ held, setup, gate, desk, placeVectors, breathe }: CallContext): CallsOf<"model"> & CallsOf<"probe"> {
  /** The examples of a split, or a fixed part of them. */
  function judged({ split, limit }: { readonly split: Split; readonly limit?: number }) {
    const own = held.currentData().positions[split];
    const isSample = limit !== undefined && limit < own.length;
    const { seed } = held.currentModel().project.training;
    const indices = isSample
      ? Int32Array.from(permutation(own.length, createRng(seedFromName(seed, "sample"))).subarray(0, limit)).toSorted()
      : Int32Array.from(own, (_, i) => i);
    return { split, isSample, indices, positions: Uint32Array.from(indices, (index) => own[index] as number) };
  }

  return {
    "model.build": ({ project, weights }) =>
      setup.pass(async () => {
        held.idle();
        const model = held.build(project);
        if (weights) model.load(weights);
        else if (held.data?.loaded.vocabulary) await placeVectors(project.network, model, held.data.loaded.vocabulary);
        return modelReport(model, project.training, batchSizeOf(project, held.data));
      }),
    async "model.predict"({ inputs, other }) {
      return await held.withModel(other, (model) => predict(model, held.currentBatches(), inputs, held.currentData().definition.inputShape, breathe));
    },
    async "model.generate"({ writingId, source, beam, ...order }, signal) {
      const open = () => {
        const { model } = held.currentModel();
        const { task, pair, writing } = held.currentData().definition;
        if (pair && source) {
          const question = { model, steps: pair.steps, source };
          if (beam) return createBeamWriter(question, beam);
          return createWriter(model, held.currentBatches(), { ...order, tokens: [beginId], count: pair.steps.target, endsWith: endId }, answerReader(question));
        }
        if (task !== "nextToken") throw noNextToken();
        return createWriter(model, held.currentBatches(), writing?.isWhole ? { ...order, endsWith: endId } : order);
      };
      return { tokens: await desk.write(writingId, open, signal) };
    },
    async "model.evaluate"({ answers = usualAnswers, other, ...params }, signal) {
      const { project } = held.currentModel();
      const prepared = held.currentData();
      const { task, pair } = prepared.definition;
      const asked = pair ? { answers: { data: prepared, most: answers } } : {};
      const call = { loss: project.training.loss, task, batches: held.currentBatches(), ...judged(params), ...asked };
      const judge = (model: Model) => evaluate({ ...call, model, breathe, signal, interlude: desk.interlude });
      // Behind the gate training waits, so that all examples meet the same weights; those of another network stand still anyway.
      return await (other ? held.withModel(other, judge) : gate.pass(() => held.withModel(undefined, judge)));
    },
    async "model.attribute"({ inputs, target }) {
      const { model, project } = held.currentModel();
      const own = held.currentBatches();
      const embeddings = project.network.nodes.filter(({ className }) => className === "Embedding").map(({ id }) => id);
      const row = tf.tidy(() => own.normalize(tf.tensor(inputs, [1, inputs.length])));
      try {
        return await attributionOf({ model, embeddings, row, target });
      } finally {
        row.dispose();
      }
    },
    "model.embedding": async (params) => await embeddingMapOf({ ...params, model: held.currentModel().model, data: held.currentData() }),
    async "model.roc"(params, signal) {
      const { model } = held.currentModel();
      if (held.currentData().definition.task !== "classification") throw noClasses();
      const call = { model, batches: held.currentBatches(), ...judged(params) };
      return await gate.pass(() => rocOf({ ...call, breathe, signal, interlude: desk.interlude }));
    },
    async "model.weights"() {
      return await held.currentModel().model.records();
    },
    async "probe.layers"({ example, nodeIds, gradients, data: withData }) {
      const { model, project } = held.currentModel();
      const prepared = held.currentData();
      const own = held.currentBatches();
      const shape = prepared.definition.inputShape;
      const inputs = "inputs" in example ? example.inputs : readExamples(prepared, example.split, [example.index]).inputs;
      const batch = gradients ? own.plain(prepared.positions.train.slice(0, probeBatch)) : undefined;
      const count = inputs.length / shape.reduce((product, length) => product * length, 1);
      const scaled = tf.tidy(() => own.normalize(tf.tensor(inputs, [count, ...shape])));
      try {
        return await probeLayers({
          model,
          nodeIds,
          example: scaled,
          data: withData,
          ...(batch ? { differentiated: { loss: project.training.loss, batch, draw: { step: held.run?.step ?? 0, seed: project.training.seed } } } : {}),
        });
      } finally {
        scaled.dispose();
        batch?.inputs.dispose();
        batch?.targets.dispose();
      }
    },
  };
}
