import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hardTexts } from "@/app/interop/hard-texts";
import { datasetConfig } from "@/data/dataset-config";
import { datasetFor } from "@/data/datasets";
import type { LoadedDataset } from "@/data/define-dataset";
import { charactersOf, corpusWindows, encoderOf } from "@/data/text/corpus-windows";
import { sourceRow, textOfPairTokens } from "@/data/text/pairs";
import { createTextEncoder } from "@/data/text/text-encoder";
import { textFields, type TextPipeline } from "@/data/text/text-fields";
import { beginId, endId, unknownId, type Vocabulary } from "@/data/text/vocabulary";
import { encodeBeginning, wholeTexts } from "@/data/text/whole-texts";
import { modelWithAnswers, writtenBy } from "@/engine/worker/testing/exported";
import { templates, type Template } from "@/examples";
import ownTextsProgram from "@/interop/export/texts/own_texts.py?raw";
import { textFiles } from "@/interop/export/texts/text-files";
import { notes, type Origin } from "@/interop/export/trained-model";
import { trainingProject } from "@/interop/export/training/training-project";
import { initialProject } from "@/project/initial-project";

const python = process.env["LAYERLAB_PYTHON"] ?? "";
const run = async (...words: string[]) => (await promisify(execFile)(python, words, { maxBuffer: 1 << 26 })).stdout;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "layerlab-texts-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function put(name: string, files: Readonly<Record<string, Uint8Array | string>>): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name, path)), { recursive: true });
    await writeFile(join(folder, name, path), content);
  }
  return join(folder, name);
}

interface Answer {
  readonly rows: readonly (readonly number[])[];
  readonly learned: readonly string[];
  readonly said?: readonly string[];
}
async function inPython(cases: readonly object[]): Promise<readonly Answer[]> {
  const list = join(folder, "cases.json");
  await writeFile(list, JSON.stringify(cases));
  return JSON.parse((await run("scripts/interop/check_texts.py", list)).trim().split("\n").at(-1) ?? "") as readonly Answer[];
}

type Data = Pick<Template, "id" | "data">;

/** What is learned from: the others are met for the first time. */
const learnedFrom = hardTexts.filter((_, i) => i % 2 === 0);
const positions = Uint32Array.from(learnedFrom, (_, i) => i);
const pairOf = (text: string): readonly [string, string] => [text, text.slice(0, 9)];

/** Of one project: the vocabulary that it learns, what it learns it from as a program elsewhere has it, and how it reads a text. */
function pipelineOf({ data }: Data): { readonly vocabulary: Vocabulary; readonly learned: readonly unknown[]; readonly read: (text: string) => Float32Array } {
  const dataset = datasetFor(data);
  const { pair, writing, task, vocabularySize = 0, inputShape } = dataset;
  const length = inputShape[0]!;
  const unencoded: LoadedDataset = {
    inputs: new Float32Array(),
    texts: learnedFrom,
    targetTexts: learnedFrom.map((text) => pairOf(text)[1]),
    count: learnedFrom.length,
    testCount: 0,
  };
  if (pair) {
    const vocabulary = dataset.encode!(unencoded, data.config, positions).vocabulary!;
    return { vocabulary, learned: learnedFrom.map(pairOf), read: (text) => sourceRow(text, pair, vocabulary).subarray(0, pair.steps.source) };
  }
  if (task === "nextToken") {
    const size = { length, vocabularySize };
    const vocabulary = writing?.isWhole
      ? wholeTexts({ texts: learnedFrom, testCount: 0 }, size).vocabulary!
      : corpusWindows({ train: learnedFrom, test: [] }, { ...size, stride: 1 }).vocabulary!;
    const encoded = encoderOf(vocabulary);
    const fromWindow = (text: string) => (text === "" ? Float32Array.of(unknownId) : encoded(charactersOf(text)));
    return { vocabulary, learned: learnedFrom, read: writing?.isWhole ? (text) => encodeBeginning(vocabulary, text) : fromWindow };
  }
  const vocabulary = dataset.encode!(unencoded, data.config, positions).vocabulary!;
  const encoder = createTextEncoder(datasetConfig({ fields: textFields }, data.config), vocabulary);
  return { vocabulary, learned: learnedFrom.map((text) => [text, "a class"]), read: (text) => encoder.encode(text).row };
}

const originOf = ({ id, data }: Data, vocabulary: Vocabulary): Origin => ({
  project: { ...initialProject("p", id), data },
  vocabulary,
  counts: { train: 1, validation: 0, test: 0 },
});

const textTemplates: readonly Data[] = templates.filter(({ data }) => datasetFor(data).kind === "text");
/** Settings that no template has. */
const otherPipelines = (
  [
    { tokenizer: "bytePair", stopWords: "en", vocabularySize: 400, minCount: 1 },
    { tokenizer: "bytePair", stripPunctuation: false, lowercase: false, vocabularySize: 120, length: 200 },
    { tokenizer: "word", stopWords: "zh", lowercase: false, minCount: 1 },
    { tokenizer: "character", stripPunctuation: true, minCount: 1, length: 300 },
  ] as readonly Partial<TextPipeline>[]
).map((pipeline, i): Data => {
  const { data } = templates.find(({ id }) => id === "text-lstm")!;
  return { id: `other pipeline ${i + 1}`, data: { ...data, config: { ...data.config, ...pipeline } } };
});

describe("texts in an exported project", () => {
  test("become the same numbers as in the page, and the same vocabulary is learned from them", async () => {
    const projects = [...textTemplates, ...otherPipelines].map((project) => ({ project, ...pipelineOf(project) }));
    const cases = await Promise.all(
      projects.map(async ({ project, vocabulary, learned }) => {
        const origin = originOf(project, vocabulary);
        const files = { ...notes({ classNames: [], origin }), ...textFiles(origin), "own_texts.py": ownTextsProgram };
        return { folder: await put(project.id, files), texts: hardTexts, learned };
      }),
    );
    const found = await inPython(cases);
    for (const [i, { project, vocabulary, read }] of projects.entries()) {
      const others = hardTexts.flatMap((text, k) => {
        const [ours, theirs] = [[...read(text)], found[i]!.rows[k]!];
        return ours.join() === theirs.join() ? [] : [{ text: JSON.stringify(text), ours: ours.join(" "), theirs: theirs.join(" ") }];
      });
      expect({ id: project.id, others: others.slice(0, 3) }).toEqual({ id: project.id, others: [] });
      expect({ id: project.id, learned: found[i]!.learned }).toEqual({ id: project.id, learned: vocabulary.tokens });
    }
  });

  test("are gone on with and answered as in the page", async () => {
    const asked = ["", "Abc 春风", "3 March 2019"];
    const count = 40;
    const expected: string[][] = [];
    const cases: object[] = [];
    for (const id of ["one-sentence", "gpt-tang", "seq2seq-dates"]) {
      const template = templates.find((one) => one.id === id)!;
      const { network, data } = template;
      const { pair, writing, vocabularySize } = datasetFor(data);
      const { vocabulary, read } = pipelineOf(template);
      // Names for all numbers, so that every one can be said.
      const tokens = Array.from({ length: vocabularySize! }, (_, i) => vocabulary.tokens[i] ?? `[${i}]`);
      const model = await modelWithAnswers(id, network, 2, vocabularySize);
      const rows = { count: 1, total: 1, inputs: Float32Array.from(model.golden!.outputs.subarray(0, 1)), targets: new Float32Array(1) };
      const origin = originOf(template, { tokens, counts: [] });
      const zip = await trainingProject.write({ ...model, origin, examples: { train: rows, validation: { ...rows, count: 0 } } }, 0);
      cases.push({ folder: await put(`said by ${id}`, unzipSync(zip)), texts: [], asked, count });
      const answers: string[] = [];
      for (const text of asked) {
        const order = pair
          ? { tokens: [beginId], count: pair.steps.target, endsWith: endId }
          : { tokens: read(text), count, ...(writing?.isWhole ? { endsWith: endId } : {}) };
        const said = await writtenBy(network, model.weights.values(), order, pair && { steps: pair.steps, source: sourceRow(text, pair, { tokens }) });
        const words = textOfPairTokens(said, { tokens }, pair?.tokens.target ?? "character");
        answers.push(pair ? words : text + words);
      }
      expected.push(answers);
    }
    expect((await inPython(cases)).map(({ said }) => said)).toEqual(expected);
  });
});
