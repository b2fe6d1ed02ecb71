import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { currentHostMemory } from "@/engine/worker/kernels/host-memory";
import { buildModel, type Model } from "@/engine/worker/model";
import { createHeapSteps } from "@/engine/worker/steps/heap-steps";
import { chain } from "@/engine/worker/test-networks";
import type { WasmHeap } from "@/engine/worker/wasm/heap";
import type { NetworkDocument } from "@/network/document";

const [T, tokens] = [37, 11];
const text = Array.from({ length: T }, (_, i) => (i * 7 + 3) % tokens);
beforeAll(() => openBackend("wasm"));

/** The heap, and how much of it is taken. */
const taken = new Set<number>();
function watchedHeap(): WasmHeap {
  const { heap } = currentHostMemory()!;
  return {
    ...heap!,
    reserve(bytes) {
      const address = heap!.reserve(bytes);
      taken.add(address);
      return address;
    },
    giveBack(address) {
      taken.delete(address);
      heap!.giveBack(address);
    },
  };
}
afterEach(() => {
  if (taken.size > 0) throw new Error("Room was not given back.");
});

/** Weights that make up their mind: fresh ones answer nearly the same to everything. */
async function built(network: NetworkDocument): Promise<Model> {
  const model = buildModel(network, 5);
  const records = await model.records();
  model.load(records.map((record) => ({ ...record, data: record.data.map((value, i) => 1.5 * value + 0.2 * Math.sin(i * 1.7)) })));
  return model;
}

/** A wire round each of these layers, as Transformers have them: node i is added to what comes out of node i + 1. */
function withWiresRound(network: NetworkDocument, ...rounds: readonly number[]): NetworkDocument {
  return rounds.reduce(({ nodes, edges }, from) => {
    const id = `sum_${from}`;
    const [around, behind] = [nodes[from]!.id, nodes[from + 1]!.id];
    const rest = edges.map((edge) => (edge.source === behind ? { ...edge, source: id } : edge));
    const wire = (source: string, targetPort: number) => ({ id: `${id}_${targetPort}`, source, target: id, targetPort });
    return { nodes: [...nodes, { id, name: id, className: "Add", config: {} } as const], edges: [...rest, wire(behind, 0), wire(around, 1)] };
  }, network);
}

/** What the whole network says behind each step of the text. */
function whole(model: Model): Float32Array {
  return tf.tidy(() =>
    model
      .forward(tf.tensor2d(text, [1, T]), {})
      .output.dataSync<"float32">()
      .slice(),
  );
}

const embedding = ["Embedding", { inputDim: tokens, outputDim: 10, maskZero: false, embeddingsInitializer: "glorotUniform" }] as const;
const causal = { numHeads: 2, keyDim: 5, useCausalMask: true } as const;
const scores = ["Dense", { units: tokens, activation: "softmax" }] as const;

describe("a text read in pieces is answered as by the whole network:", () => {
  test.each([
    [
      "a GPT",
      withWiresRound(
        chain(
          [T],
          embedding,
          ["PositionalEncoding", { kind: "learned" }],
          ["MultiHeadAttention", causal],
          ["LayerNormalization"],
          ["FeedForward", { units: 24 }],
          ["MultiHeadAttention", causal],
          ["LayerNormalization"],
          scores,
        ),
        2,
        4,
        5,
      ),
    ],
    [
      "sine waves, no biases, values of their own size",
      chain([T], embedding, ["PositionalEncoding", { kind: "sinusoidal" }], ["MultiHeadAttention", { ...causal, valueDim: 3, useBias: false }], scores),
    ],
    [
      "other normalisation, noise that is silent",
      chain(
        [T],
        embedding,
        ["GaussianNoise", { stddev: 0.1 }],
        ["RMSNormalization"],
        ["MultiHeadAttention", causal],
        ["LayerNormalization", { scale: false, center: false }],
        ["Dropout", { rate: 0.5 }],
        scores,
      ),
    ],
    [
      "activations",
      chain(
        [T],
        embedding,
        ["Dense", { units: 9, activation: "tanh" }],
        ["FeedForward", { units: 7, hiddenActivation: "relu" }],
        ["Activation", { activation: "gelu" }],
        ["MultiHeadAttention", causal],
        ["Dense", { units: 8, activation: "gelu" }],
        ["Dense", { units: 6, activation: "softmax", useBias: false }],
        ["Activation", { activation: "sigmoid" }],
        ["Dense", { units: tokens }],
        ["Activation", { activation: "softmax" }],
      ),
    ],
    ["nothing but single steps", chain([T], embedding, scores)],
  ])("%s", async (_, network) => {
    const model = await built(network);
    const expected = whole(model);
    const before = tf.memory().numTensors;
    const steps = createHeapSteps(model, watchedHeap())!;
    for (const size of [1, steps.pieceSteps]) {
      for (let from = 0; from < T; from += size) {
        const piece = text.slice(from, from + size);
        const said = steps.read(piece, true)!;
        said.forEach((value, i) => expect(value).toBeCloseTo(expected[(from + piece.length - 1) * tokens + i]!, 5));
      }
      expect(steps.position).toBe(T);
      steps.forget();
    }
    // Pieces that are only read leave the same behind.
    for (let from = 0; from < T - 1; from += steps.pieceSteps)
      expect(steps.read(text.slice(from, Math.min(T - 1, from + steps.pieceSteps)), false)).toBeUndefined();
    steps.read(text.slice(-1), true)!.forEach((value, i) => expect(value).toBeCloseTo(expected[(T - 1) * tokens + i]!, 5));
    expect(tf.memory().numTensors).toBe(before);
    steps.dispose();
    model.dispose();
  });
});

test("weights that have changed are those that count", async () => {
  const model = await built(chain([T], embedding, ["MultiHeadAttention", causal], scores));
  const steps = createHeapSteps(model, watchedHeap())!;
  const before = steps.read(text.slice(0, 3), true)!;
  for (const weight of model.weights) weight.assign(tf.mul(weight.value, -1.2));
  steps.forget();
  const after = steps.read(text.slice(0, 3), true)!;
  const expected = whole(model);
  expect([...after]).not.toEqual([...before]);
  after.forEach((value, i) => expect(value).toBeCloseTo(expected[2 * tokens + i]!, 5));
  steps.dispose();
  model.dispose();
});

test("the larger the network, the fewer steps a piece has, so that none takes long", () => {
  const piece = (size: number) => {
    const model = buildModel(chain([T], embedding, ["FeedForward", { units: size }], scores), 1);
    const steps = createHeapSteps(model, watchedHeap())!;
    const { pieceSteps } = steps;
    steps.dispose();
    model.dispose();
    return pieceSteps;
  };
  expect(piece(8)).toBe(16);
  // 20 weights for each unit: 2 million.
  expect(piece(100_000)).toBe(7);
});

test.each([
  ["a layer that has states", ["LSTM", { units: 4, returnSequences: true }]],
  ["an activation without a kernel", ["Dense", { units: 4, activation: "mish" }]],
] as const)("with %s it is none of these networks, and nothing is kept", (_, layer) => {
  const model = buildModel(chain([T], embedding, layer, scores), 1);
  expect(createHeapSteps(model, watchedHeap())).toBeUndefined();
  model.dispose();
});
