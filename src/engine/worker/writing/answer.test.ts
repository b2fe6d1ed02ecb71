import { afterAll, beforeAll, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { buildModel, type Model } from "@/engine/worker/model";
import { answerGreedily } from "@/engine/worker/sequences/greedy";
import { twoInputs } from "@/engine/worker/test-networks";
import { answerReader, createBeamWriter } from "@/engine/worker/writing/answer";
import { createWriter, type Writer } from "@/engine/worker/writing/writer";

const steps = { source: 3, target: 4 };
const [beginId, endId, vocabulary] = [2, 3, 7];
const source = Float32Array.of(4, 6, 5, 0, 0, 0, 0);
let model: Model;
beforeAll(async () => {
  await openBackend("wasm");
  model = buildModel(twoInputs([steps.source, steps.target], vocabulary), 11);
  // Fresh answers are all alike; larger weights make up their mind.
  const records = await model.records();
  model.load(records.map((record) => ({ ...record, data: record.data.map((value, i) => 3 * value + Math.sin(i * 1.7)) })));
});
afterAll(() => model.dispose());

const question = () => ({ model, steps, source });
function all(writer: Writer, isTime = () => true): readonly number[] {
  const said: number[] = [];
  while (!writer.isDone) said.push(...writer.writeAtOnce(isTime).map(({ id }) => id));
  writer.dispose();
  return said;
}
const oneByOne = (temperature: number, seed = 1) =>
  createWriter(
    model,
    { normalize: (x) => x },
    { tokens: [beginId], count: steps.target, endsWith: endId, sampling: { temperature, topK: 0, topP: 1 }, seed },
    answerReader(question()),
  );

/** Every answer there is, with its probability. */
async function everyAnswer(): Promise<readonly { readonly ids: readonly number[]; readonly logProbability: number }[]> {
  const reader = answerReader(question());
  const done: { ids: readonly number[]; logProbability: number }[] = [];
  const visit = (ids: readonly number[], logProbability: number) => {
    if (ids.at(-1) === endId || ids.length === steps.target) return void done.push({ ids, logProbability });
    const said = reader.next([beginId, ...ids], () => false)!;
    const probabilities = said.dataSync<"float32">().slice();
    said.dispose();
    for (const id of [3, 4, 5, 6]) visit([...ids, id], logProbability + Math.log(probabilities[id]!));
  };
  visit([], 0);
  reader.dispose();
  return Promise.resolve(done);
}

test("taking the likeliest token each time is what evaluation does, and one beam is the same", async () => {
  const said = [...(await answerGreedily({ model, steps, rows: source, breathe: () => Promise.resolve() }))].filter((id) => id !== 0);
  const allowed = said.every((id) => id >= 3);
  expect(allowed).toBe(true);
  expect(all(oneByOne(0))).toEqual(said);
  expect(all(createBeamWriter(question(), { width: 1, lengthPenalty: 0 }))).toEqual(said);
});

test("enough beams find the best answer there is, by probability or with long ones favoured", async () => {
  const answers = await everyAnswer();
  for (const lengthPenalty of [0, 1]) {
    const score = ({ ids, logProbability }: (typeof answers)[number]) => logProbability / ((5 + ids.length) / 6) ** lengthPenalty;
    const ended = answers.filter(({ ids }) => ids.at(-1) === endId);
    const best = ended.toSorted((a, b) => score(b) - score(a))[0]!;
    expect(all(createBeamWriter(question(), { width: 64, lengthPenalty }))).toEqual(best.ids);
  }
});

test("drawn answers follow from their seed, end by themselves, and never say what is no text", () => {
  const drawn = Array.from({ length: 12 }, (_, seed) => all(oneByOne(2, seed)));
  expect(Array.from({ length: 12 }, (_, seed) => all(oneByOne(2, seed), () => false))).toEqual(drawn);
  expect(new Set(drawn.map((ids) => ids.join())).size).toBeGreaterThan(3);
  for (const ids of drawn) {
    expect(ids.every((id) => id >= endId)).toBe(true);
    expect(ids.slice(0, -1)).not.toContain(endId);
    expect(ids.length <= steps.target && (ids.at(-1) === endId || ids.length === steps.target)).toBe(true);
  }
});

test("beams begin again when the weights have changed under them", () => {
  const writer = createBeamWriter(question(), { width: 2, lengthPenalty: 0.6 });
  const straight = all(createBeamWriter(question(), { width: 2, lengthPenalty: 0.6 }));
  expect(writer.writeAtOnce(() => true)).toEqual([]);
  writer.readAgain();
  expect(all(writer)).toEqual(straight);
});
