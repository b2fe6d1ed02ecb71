import { expect, test } from "vitest";
import { ProblemError } from "@/base/problem";
import { specialTokens, type Vocabulary } from "@/data/text/vocabulary";
import type { ProjectDocument } from "@/project/project";
import type { LayerlabContent } from "@/interop/layerlab/content";
import { openLayerlab, saveLayerlab } from "@/interop/layerlab/layerlab-file";
import { smallProject, tensorsOf } from "@/interop/layerlab/testing/arbitrary-content";

const project: ProjectDocument = {
  ...smallProject(),
  data: { ...smallProject().data, datasetId: "sms-spam", config: { vocabularySize: 8, tokenizer: "word" } },
};
const vocabulary: Vocabulary = { tokens: [...specialTokens, "free", "自由", "🎉"], counts: [0, 0, 0, 0, 3, 2, 1] };

const contentWith = (own: Vocabulary, of = project): LayerlabContent => ({
  project: of,
  run: {
    checkpoint: { runId: "run-1-x", step: 1, weights: tensorsOf(project, (i) => i), optimizer: [] },
    project: of,
    epochs: [],
    curves: { firstStep: 0, loss: new Float32Array(), learningRate: new Float32Array() },
    vocabulary: own,
  },
  metrics: [],
  classNames: [],
});
const opened = async (own: Vocabulary) => openLayerlab(await saveLayerlab(contentWith(own), "0.1.0"));

test("a vocabulary comes back with its run, token by token", async () => {
  expect((await opened(vocabulary)).run?.vocabulary).toEqual(vocabulary);
});

test.each([
  ["special tokens in another order", { tokens: ["<unk>", "<pad>", "<bos>", "<eos>"], counts: [0, 0, 0, 0] }],
  ["a token twice", { tokens: [...specialTokens, "a", "a"], counts: [0, 0, 0, 0, 1, 1] }],
  ["more tokens than its pipeline allows", { tokens: [...specialTokens, "a", "b", "c", "d", "e"], counts: Array.from({ length: 9 }, () => 0) }],
  ["a count too few", { tokens: [...specialTokens, "a"], counts: [0, 0, 0, 0] }],
  ["an endless token", { tokens: [...specialTokens, "a".repeat(65)], counts: [0, 0, 0, 0, 1] }],
  ["a count that is none", { tokens: [...specialTokens], counts: [0, 0, 0, -1] }],
])("a vocabulary with %s is refused", async (_, own) => {
  const error: unknown = await opened(own).catch((cause: unknown) => cause);
  expect(error instanceof ProblemError && error.problem.what.values?.["part"]).toBe("vocabulary.json");
});

test("a running text has no setting for its vocabulary, and says itself how large it may be", async () => {
  const onCorpus = { ...project, data: { ...project.data, datasetId: "shakespeare", config: { length: 64, stride: 16 } } };
  const { run } = await openLayerlab(await saveLayerlab(contentWith(vocabulary, onCorpus), "0.1.0"));
  expect(run?.vocabulary).toEqual(vocabulary);
});
