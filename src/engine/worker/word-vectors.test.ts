import { strToU8 } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { specialTokens } from "@/data/text/vocabulary";
import { openBackend } from "@/engine/worker/backends";
import { buildModel } from "@/engine/worker/model";
import { createOptimizer } from "@/engine/worker/optimizers";
import { chain } from "@/engine/worker/test-networks";
import { createVectorShelf } from "@/engine/worker/word-vectors";
import { initialOptimizer } from "@/network/optimizers";

const [words, size] = [20_000, 100];
/** The vector of word n is n·0.01 everywhere, but for its last number, which is 0. */
const files: Readonly<Record<string, Uint8Array>> = {
  "glove-100d/words.json.gz": strToU8(JSON.stringify(Array.from({ length: words }, (_, n) => `word${n}`))),
  "glove-100d/scales.f32.gz": new Uint8Array(Float32Array.from({ length: words }, (_, n) => n * 0.001).buffer),
  "glove-100d/vectors.i8.gz": new Uint8Array(Int8Array.from({ length: words * size }, (_, i) => (i % size === size - 1 ? 0 : 10)).buffer),
};
const shelf = (given = files) => createVectorShelf({ read: (path) => Promise.resolve(given[path] ?? new Uint8Array()) });
const vocabulary = { tokens: [...specialTokens, "Word7", "nothing", "word3"], counts: [0, 0, 0, 0, 9, 5, 2] };
const network = (config: { readonly trainable: boolean; readonly pretrained: "none" | "glove100d" }) =>
  chain([4], ["Embedding", { inputDim: 7, outputDim: size, ...config }], ["GlobalAveragePooling1D"], ["Dense", { units: 2, activation: "softmax" }]);
const given = network({ trainable: false, pretrained: "glove100d" });

beforeAll(() => openBackend("cpu"));

describe("an Embedding that starts with GloVe", () => {
  test("has its vectors for the words that GloVe knows, nothing for padding, and small random values for all others", async () => {
    const model = buildModel(given, 1);
    const before = (await model.records())[0]!.data.slice();
    const nodeId = given.nodes[1]!.id;
    expect(await shelf()(given, model, vocabulary)).toEqual([{ nodeId, found: 2, of: 3 }]);
    const table = (await model.records())[0]!.data;
    const row = (id: number, of = table) => [...of.subarray(id * size, (id + 1) * size)];
    expect(row(0)).toEqual(row(0).map(() => 0));
    expect(row(4)[0]).toBeCloseTo(0.07, 6);
    expect(row(6)[98]).toBeCloseTo(0.03, 6);
    expect(row(6)[99]).toBe(0);
    expect([row(1), row(5)]).toEqual([row(1, before), row(5, before)]);
    model.dispose();
  });

  test("is left out by the optimizer when it does not learn", async () => {
    const isTrained = async (trainable: boolean) => {
      const model = buildModel(network({ trainable, pretrained: "none" }), 1);
      const optimizer = createOptimizer(initialOptimizer("adam"), model.weights);
      const kept = await optimizer.records();
      optimizer.dispose();
      model.dispose();
      return kept.some(({ name }) => name.includes("/embeddings:"));
    };
    expect([await isTrained(true), await isTrained(false)]).toEqual([true, false]);
  });

  test("needs words, and files that are whole", async () => {
    const model = buildModel(given, 1);
    await expect(shelf()(given, model, undefined)).rejects.toThrow("GloVe has vectors for words");
    await expect(shelf({ ...files, "glove-100d/scales.f32.gz": new Uint8Array(8) })(given, model, vocabulary)).rejects.toThrow("20,000 words, and do not");
    expect(await shelf()(network({ trainable: true, pretrained: "none" }), model, undefined)).toEqual([]);
    model.dispose();
  });
});
