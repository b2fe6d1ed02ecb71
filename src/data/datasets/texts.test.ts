import { describe, expect, test } from "vitest";
import { datasetConfig } from "@/data/dataset-config";
import { datasetFor, datasetOf, datasets, findDatasetFor } from "@/data/datasets";
import { readTexts } from "@/data/datasets/read-texts";

const utf8 = new TextEncoder();
const files = (parts: Record<string, unknown>) => ({
  read: (path: string) => {
    const part = parts[path];
    if (part === undefined) return Promise.reject(new Error(`${path} is not there`));
    return Promise.resolve(part instanceof Uint8Array ? part : utf8.encode(typeof part === "string" ? part : JSON.stringify(part)));
  },
});
const whole = {
  "set/train-texts.json.gz": ["eins", "二", "🎉"],
  "set/train-labels.u8.gz": Uint8Array.of(0, 1, 0),
  "set/test-texts.json.gz": ["vier"],
  "set/test-labels.u8.gz": Uint8Array.of(1),
};
const counts = { train: 3, test: 1 };

describe("reading texts", () => {
  test("training texts come first, then those for test", async () => {
    const loaded = await readTexts("set", counts, 2, files(whole));
    expect(loaded).toMatchObject({ texts: ["eins", "二", "🎉", "vier"], count: 4, testCount: 1 });
    expect([...(loaded.targets ?? [])]).toEqual([0, 1, 0, 1]);
  });

  test.each([
    ["a list that is too short", { "set/train-texts.json.gz": ["eins"] }],
    ["what is no list", { "set/train-texts.json.gz": { length: 3 } }],
    ["something that is no text", { "set/train-texts.json.gz": ["eins", 2, "drei"] }],
    ["what is no JSON", { "set/test-texts.json.gz": '["vier"' }],
    ["a class that does not exist", { "set/test-labels.u8.gz": Uint8Array.of(2) }],
  ])("refuses %s", async (_, damage) => {
    await expect(readTexts("set", counts, 2, files({ ...whole, ...damage }))).rejects.toThrow("data.texts: The files of set should hold");
  });
});

describe.each(datasets.filter(({ kind, pair }) => kind === "text" && !pair))("$id", (dataset) => {
  test("its examples are as long as its pipeline says", () => {
    expect(dataset.inputShape).toEqual([datasetConfig(dataset, {})["length"]]);
    const shorter = datasetFor({ datasetId: dataset.id, config: { length: 17 } });
    expect(shorter.inputShape).toEqual([17]);
    expect(findDatasetFor({ datasetId: dataset.id, config: { length: 17 } })).toBe(shorter);
    expect(datasetFor({ datasetId: dataset.id, config: {} })).toBe(datasetOf(dataset.id));
  });

  test("says where it comes from, and begins with a sentence", () => {
    expect(dataset.source.citation ?? dataset.source.url).toBeDefined();
    expect(dataset.sampleText?.length).toBeGreaterThan(10);
  });
});

test("a setting that is no option, or no yes or no, becomes the initial one", () => {
  const config = datasetConfig(datasetOf("sms-spam"), { tokenizer: "syllable", lowercase: 1, length: 9999, stopWords: "zh" });
  expect(config).toMatchObject({ tokenizer: "word", lowercase: true, length: 512, stopWords: "zh" });
});
