/** Texts in the worker: real messages become numbers, train a small network, and mean the same again with its saved vocabulary. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { specialTokens } from "@/data/text/vocabulary";
import { createTestEngine, openOn, watchRun } from "@/engine/worker/testing/engine";
import { chain, denseNode, inputNode, projectOf } from "@/engine/worker/testing/projects";
import { initialConfig } from "@/network/layers";
import { initialOptimizer } from "@/network/optimizers";

const adam = initialOptimizer("adam");
const T = 24;
const project = projectOf(
  chain([
    inputNode([T]),
    { id: "table", className: "Embedding", name: "embedding", config: { ...initialConfig("Embedding"), inputDim: 1000, outputDim: 8 } },
    { id: "mean", className: "GlobalAveragePooling1D", name: "mean", config: {} },
    denseNode("output", 2, "softmax"),
  ]),
  { datasetId: "sms-spam", config: { length: T, vocabularySize: 1000 }, subset: 0.25 },
  { optimizer: { ...adam, config: { ...adam.config, learningRate: 0.02 } }, batchSize: 64, epochs: 4 },
);

const engine = createTestEngine();
beforeAll(() => openOn(engine, "wasm", project));
afterAll(() => engine.dispose());

describe("loading", () => {
  test("the vocabulary is that of the texts that train, as large as it was set", async () => {
    const { vocabulary, counts } = await engine.call("data.load", { data: project.data });
    expect(vocabulary?.tokens.slice(0, 4)).toEqual(specialTokens);
    expect(vocabulary?.tokens).toHaveLength(1000);
    const other = await engine.call("data.load", { data: { ...project.data, seed: 2 } });
    expect(other.counts).toEqual(counts);
    expect(other.vocabulary?.tokens).not.toEqual(vocabulary?.tokens);
    expect(await engine.call("data.load", { data: project.data })).toMatchObject({ vocabulary });
  });

  test("examples bring their texts along, only those that were asked for", async () => {
    const { texts, inputs, inputShape } = await engine.call("data.examples", { split: "test", indices: [3, 0] });
    expect(texts).toHaveLength(2);
    expect(inputShape).toEqual([T]);
    expect(inputs).toHaveLength(2 * T);
    expect(inputs.every((id) => Number.isInteger(id) && id >= 0 && id < 1000)).toBe(true);
  });

  test("spam calls and is free, and fine messages are about me", async () => {
    const { typical, unknownShare, lengths } = await engine.call("data.textFigures", {});
    const [fine, spam] = typical.map((tokens) => tokens.map(({ token }) => token));
    expect(spam).toEqual(expect.arrayContaining(["call", "free"]));
    expect(fine).toContain("i");
    expect(unknownShare).toBeGreaterThan(0.05);
    expect(unknownShare).toBeLessThan(0.4);
    expect(lengths.counts.reduce((sum, count) => sum + count, 0)).toBe((await engine.call("data.load", { data: project.data })).counts.train);
  });

  test("a given vocabulary is used instead, and forgotten when none is given", async () => {
    const vocabulary = { tokens: [...specialTokens, "free"], counts: [0, 0, 0, 0, 1] };
    const given = await engine.call("data.load", { data: project.data, vocabulary });
    expect(given.vocabulary).toEqual(vocabulary);
    const { inputs } = await engine.call("data.examples", { split: "train", indices: [0, 1, 2, 3, 4, 5, 6, 7] });
    expect(Math.max(...inputs)).toBeLessThanOrEqual(4);
    expect((await engine.call("data.load", { data: project.data })).vocabulary?.tokens).toHaveLength(1000);
  });
});

test("it learns, and says the same again from its weights and its vocabulary in another worker", { timeout: 60_000 }, async () => {
  const { ended, evaluated, plan } = await watchRun(engine, { runId: "r1", project });
  expect(await ended).toMatchObject({ reason: "completed" });
  // Seven of eight are fine: better than saying so of all.
  expect(evaluated.at(-1)?.evaluation.accuracy).toBeGreaterThan(0.92);
  await tellsWhy(plan.data.vocabulary?.tokens ?? []);
  const { inputs } = await engine.call("data.examples", { split: "test", indices: [0, 1, 2, 3] });
  const said = await engine.call("model.predict", { inputs: inputs.slice() });
  const weights = await engine.call("model.weights", {});

  const { vocabulary } = plan.data;
  if (!vocabulary) throw new Error("The plan tells no vocabulary.");
  const other = createTestEngine();
  await other.call("device.open", { preference: "wasm", avoid: [], project });
  await other.call("data.load", { data: project.data, vocabulary });
  await other.call("model.build", { project, weights });
  expect((await other.call("data.examples", { split: "test", indices: [0, 1, 2, 3] })).inputs).toEqual(inputs);
  expect((await other.call("model.predict", { inputs })).outputs).toEqual(said.outputs);
  other.dispose();
});

/** What the trained network has made of its words. */
async function tellsWhy(tokens: readonly string[]): Promise<void> {
  const idOf = (token: string) => tokens.indexOf(token);
  const { perClass, macro } = await engine.call("model.roc", { split: "test" });
  expect(perClass).toHaveLength(2);
  expect(macro).toBeGreaterThan(0.9);
  const inputs = new Float32Array(T);
  inputs.set(["call", "i"].map(idOf));
  const { effects } = await engine.call("model.attribute", { inputs, target: 1 });
  expect(effects[0]).toBeGreaterThan(effects[1]!);
  expect([...effects.subarray(2)].every((effect) => effect === 0)).toBe(true);
  const map = await engine.call("model.embedding", { nodeId: "table", count: 50, near: idOf("call") });
  expect([...map.ids].slice(0, 3)).toEqual([4, 5, 6]);
  expect(map.points).toHaveLength(100);
  expect(map.classes[map.ids.indexOf(idOf("call"))]).toBe(1);
  expect(map.nearest).toHaveLength(10);
  expect(map.nearest.map(({ cosine }) => cosine)).toEqual(map.nearest.map(({ cosine }) => cosine).toSorted((a, b) => b - a));
}

test("texts of one's own are encoded like any others", async () => {
  const own = {
    name: "",
    classNames: ["a", "b"],
    texts: Array.from({ length: 20 }, (_, i) => (i % 2 ? "good day" : "bad day")),
    labels: Array.from({ length: 20 }, (_, i) => i % 2),
  };
  const other = createTestEngine();
  const report = await other.call("data.load", { data: { ...project.data, datasetId: "own-texts", own, subset: 1 } });
  expect(report.counts).toEqual({ train: 12, validation: 4, test: 4 });
  expect(new Set(report.vocabulary?.tokens.slice(4))).toEqual(new Set(["day", "good", "bad"]));
  expect(report.classCounts.train.reduce((sum, count) => sum + count, 0)).toBe(12);
  other.dispose();
});
