import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { buildModel } from "@/engine/worker/model";
import { chain } from "@/engine/worker/test-networks";
import { gradientsOf } from "@/engine/worker/gradients";
import { createTrainStep } from "@/engine/worker/train-step";
import type { NetworkDocument } from "@/network/document";
import { initialOptimizer } from "@/network/optimizers";

const dense = chain([3], ["Dense", { units: 2, activation: "softmax" }]);

/** A skip connection: concat(input, dense(input)), the wire of the input drawn second but on the first port. */
const skip: NetworkDocument = (() => {
  const { nodes } = chain([2], ["Dense", { units: 2, activation: "linear" }], ["Concatenate"], ["Dense", { units: 1, activation: "linear" }]);
  const [input, hidden, joined, output] = nodes.map(({ id }) => id) as [string, string, string, string];
  const wire = (source: string, target: string, targetPort = 0) => ({ id: `${source}-${target}`, source, target, targetPort });
  return { nodes: nodes.toReversed(), edges: [wire(hidden, joined, 1), wire(input, joined, 0), wire(joined, output), wire(input, hidden)] };
})();

const valuesOf = (tensor: tf.Tensor) => [...tensor.dataSync<"float32">()];

describe.each(["wasm", "cpu"] as const)("a model on %s", (backend) => {
  beforeAll(() => openBackend(backend));

  test("starts with the same weights whatever the backend, and with others for another seed", async () => {
    const [first] = await buildModel(dense, 1).records();
    expect(first).toMatchObject({ name: "dense_1/kernel", shape: [3, 2] });
    // Written down once: a change here means that nobody's runs can be repeated.
    expect([...first!.data].map((value) => value.toFixed(6))).toEqual(["0.112767", "-0.494516", "1.018290", "-1.064884", "-0.039247", "-0.597093"]);
    const [other] = await buildModel(dense, 2).records();
    expect([...other!.data]).not.toEqual([...first!.data]);
  });

  test("runs branches and joins them by port, whatever the order of the document", () => {
    const model = buildModel(skip, 1);
    expect(model.weights.map(({ name }) => name)).toEqual(["dense_1/kernel", "dense_1/bias", "dense_3/kernel", "dense_3/bias"]);
    model.load([
      { name: "dense_1/kernel", shape: [2, 2], data: new Float32Array([1, 2, 3, 4]) },
      { name: "dense_1/bias", shape: [2], data: new Float32Array([10, 20]) },
      { name: "dense_3/kernel", shape: [4, 1], data: new Float32Array([1, 10, 100, 1000]) },
      { name: "dense_3/bias", shape: [1], data: new Float32Array([0.5]) },
    ]);
    const seen = new Map<string, number[]>();
    const { output } = model.forward(tf.tensor2d([[1, 2]]), { watch: (nodeId, tensor) => seen.set(nodeId, valuesOf(tensor)) });
    expect(seen.get("concatenate_2")).toEqual([1, 2, 17, 30]);
    expect(valuesOf(output)).toEqual([1 + 20 + 1700 + 30_000 + 0.5]);
  });

  test("shows the logits behind a final softmax", () => {
    const { output, logits } = buildModel(dense, 1).forward(tf.tensor2d([[1, 2, 3]]), {});
    const again = valuesOf(tf.softmax(logits!));
    expect(again.map((value) => value.toFixed(6))).toEqual(valuesOf(output).map((value) => value.toFixed(6)));
    expect(buildModel(skip, 1).forward(tf.tensor2d([[1, 2]]), {}).logits).toBeUndefined();
  });

  test("refuses weights that do not fit, names the layer, and keeps what it had", async () => {
    const model = buildModel(dense, 1);
    const before = await model.records();
    const [kernel, bias] = before as [(typeof before)[0], (typeof before)[0]];
    expect(() => model.load([bias])).toThrow(/dense_1 expects kernel \(3, 2\)/);
    expect(() => model.load([kernel, { ...bias, shape: [3], data: new Float32Array(3) }])).toThrow(/dense_1 expects bias \(2\), but the weights hold \(3\)/);
    expect(() => model.load([kernel, bias, { ...bias, name: "dense_9/bias" }])).toThrow(/dense_9/);
    expect(await model.records()).toEqual(before);
  });

  test("adds l1·Σ|w| + l2·Σw² of every weight that asks for it", () => {
    const model = buildModel(
      chain([1], ["Dense", { units: 2, activation: "linear", kernelRegularizer: { l1: 0.1, l2: 0.01 }, biasRegularizer: { l1: 0, l2: 1 } }]),
      1,
    );
    model.load([
      { name: "dense_1/kernel", shape: [1, 2], data: new Float32Array([3, -4]) },
      { name: "dense_1/bias", shape: [2], data: new Float32Array([1, 2]) },
    ]);
    expect(valuesOf(model.penalty()!)[0]).toBeCloseTo(0.1 * 7 + 0.01 * 25 + 5, 5);
    expect(buildModel(dense, 1).penalty()).toBeUndefined();
  });

  test("moves what batch normalisation tracks by training steps only, and leaves no tensor behind", () => {
    const model = buildModel(chain([2], ["BatchNormalization", { momentum: 0.5 }], ["Dense", { units: 1, activation: "linear" }]), 1);
    const trainStep = createTrainStep(model, { loss: "meanSquaredError", optimizer: initialOptimizer("sgd"), gradientClip: { kind: "none", limit: 1 } });
    const movingMean = model.weights.find(({ name }) => name.endsWith("movingMean"))!;
    const x = tf.tensor2d([
      [1, 10],
      [3, 30],
    ]);
    const y = tf.tensor2d([[0], [0]]);
    const before = tf.memory().numTensors;
    tf.dispose(tf.tidy(() => model.forward(x, {}).output));
    expect(valuesOf(movingMean.value)).toEqual([0, 0]);
    for (let step = 0; step < 2; step++) trainStep.step(x, y, { learningRate: 0.1, step, seed: 1 }).loss.dispose();
    expect(valuesOf(movingMean.value)).toEqual([1.5, 15]);
    expect(tf.memory().numTensors).toBe(before);
    gradientsOf(model, "meanSquaredError", { inputs: x, targets: y }, { step: 0, seed: 1 }).forEach(({ gradient }) => gradient.dispose());
    expect(valuesOf(movingMean.value)).toEqual([1.5, 15]);
    expect(tf.memory().numTensors).toBe(before);
  });

  test("gives all its tensors back", () => {
    const before = tf.memory().numTensors;
    buildModel(skip, 1).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("networks that cannot run", () => {
  const { nodes, edges } = chain([4, 4, 1], ["Dense", { units: 2 }]);
  test("say what the first layer at fault needs", () => {
    expect(() => buildModel({ nodes, edges }, 1)).toThrow(/Dense needs/);
  });
  test("are refused when nothing leads from the input to an output", () => {
    expect(() => buildModel({ nodes, edges: [] }, 1)).toThrow(/cannot run/);
    expect(() => buildModel({ nodes: [], edges: [] }, 1)).toThrow(/cannot run/);
  });
  test("run all the same when a layer leads nowhere", () => {
    const loose = chain([3], ["Dense", { units: 2, activation: "relu" }], ["Dense", { units: 2 }], ["Dense", { units: 2 }]);
    const spare = {
      ...loose,
      edges: [
        ...loose.edges.slice(0, 1),
        { id: "a", source: "dense_1", target: "dense_3", targetPort: 0 },
        { id: "b", source: "input_0", target: "dense_2", targetPort: 0 },
      ],
    };
    expect(buildModel(spare, 1).weights.map(({ nodeId }) => nodeId)).not.toContain("dense_2");
  });
});
