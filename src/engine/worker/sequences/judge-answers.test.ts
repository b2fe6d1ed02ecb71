import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { textOfPairTokens } from "@/data/text/pairs";
import { endId, unknownId } from "@/data/text/vocabulary";
import type { Engine, SequenceAnswers, WrittenToken } from "@/engine/protocol";
import { buildModel } from "@/engine/worker/model";
import { createKeptOutputs } from "@/engine/worker/model/kept-outputs";
import { answerGreedily } from "@/engine/worker/sequences/greedy";
import { twoInputs } from "@/engine/worker/test-networks";
import { createTestEngine, openOn, watchRun } from "@/engine/worker/testing/engine";
import { projectOf } from "@/engine/worker/testing/projects";
import { initialOptimizer } from "@/network/optimizers";
import type { ProjectDocument } from "@/project/project";

const steps = { source: 7, target: 5 };
const project: ProjectDocument = projectOf(
  twoInputs([steps.source, steps.target], 15),
  { datasetId: "arithmetic", config: { count: 200, digits: 2 }, validationSplit: 0.2, testSplit: 0.1 },
  {
    batchSize: 32,
    epochs: 2,
    optimizer: { ...initialOptimizer("adam"), config: { ...initialOptimizer("adam").config, learningRate: 0.01 } } as ProjectDocument["training"]["optimizer"],
  },
);
let engine: Engine;

describe("a network for sequences on wasm", () => {
  let answers: SequenceAnswers | undefined;

  beforeAll(async () => {
    engine = createTestEngine();
    await openOn(engine, "wasm", project);
  });
  afterAll(() => engine.dispose());

  test("is trained by teacher forcing, and answers by itself at each evaluation", async () => {
    const run = await watchRun(engine, { runId: "r", project });
    expect((await run.ended).reason).toBe("completed");
    // Tokens that are mostly digits: better than a guess among fifteen.
    expect(run.loss.at(-1)).toBeLessThan(Math.log(15));
    const evaluation = run.evaluated.at(-1)!.evaluation;
    expect(evaluation.accuracy).toBeGreaterThan(0.1);
    answers = evaluation.answers;
    expect(answers?.said).toHaveLength(Math.min(100, run.plan.data.counts.validation));
    expect(answers?.sources[0]).toMatch(/^\d+\+\d+$/);
    expect(answers?.exactMatch).toBe(answers!.said.filter((text, i) => text === answers!.expected[i]).length / answers!.said.length);
  });

  test("says the same again from its weights, in another worker, to as many as are asked for", async () => {
    const weights = await engine.call("model.weights", {});
    const other = createTestEngine();
    await openOn(other, "wasm", project);
    await other.call("model.build", { project, weights });
    expect((await other.call("model.evaluate", { split: "validation" })).answers).toEqual(answers);
    const { answers: few } = await other.call("model.evaluate", { split: "test", answers: 3 });
    expect([...few!.indices]).toEqual([0, 6, 13]);
    other.dispose();
  });

  test("answers a source at the desk as it does when it is judged, in pieces, and with beams", async () => {
    const { inputs } = await engine.call("data.examples", { split: "validation", indices: [0] });
    const { vocabulary } = await engine.call("data.load", { data: project.data });
    const order = { tokens: new Float32Array(), count: 0, sampling: { temperature: 0, topK: 0, topP: 1 }, seed: 1, source: inputs };
    const told: number[] = [];
    engine.on("model.written", ({ writingId, tokens }) => void (writingId === "a1" && told.push(...tokens.map(({ id }) => id))));
    const greedy = await engine.call("model.generate", { ...order, writingId: "a1" });
    const ids = greedy.tokens.map(({ id }) => id);
    expect(told).toEqual(ids);
    expect(textOfPairTokens(ids, vocabulary!, "character")).toBe(answers!.said[0]);
    const beams = await engine.call("model.generate", { ...order, writingId: "a2", beam: { width: 3, lengthPenalty: 0 } });
    const sure = (tokens: readonly WrittenToken[]) => tokens.reduce((sum, { probability }) => sum + Math.log(probability), 0);
    expect(sure(beams.tokens)).toBeGreaterThanOrEqual(sure(greedy.tokens) - 1e-6);
  });

  test("answers many at once as it answers one after the other, each token by all before it, and never <unk>", async () => {
    const model = buildModel(project.network, 5);
    // To it <unk> is the likeliest token everywhere.
    const bias = model.weights.at(-1)!;
    bias.assign(tf.tensor1d(Array.from({ length: bias.value.size }, (_, id) => (id === unknownId ? 9 : 0))));
    const rows = Float32Array.of(5, 6, 7, 4, 0, 0, 0, 2, 9, 9, 9, 9, 8, 9, 10, 11, 4, 5, 6, 2, 0, 0, 0, 0);
    const said = await answerGreedily({ model, steps, rows, breathe: () => Promise.resolve() });
    const alone = await Promise.all(
      [0, 1].map(async (i) => {
        const row = rows.slice(i * 12, (i + 1) * 12).fill(0, 8);
        const own: number[] = [];
        for (let step = 0; step < steps.target && own.at(-1) !== endId; step++) {
          const scores = (await (model.forward(tf.tensor2d([...row], [1, 12]), {}).output as tf.Tensor3D).array())[0]![step]!;
          expect(scores.indexOf(Math.max(...scores))).toBe(unknownId);
          own.push(endId + scores.slice(endId).indexOf(Math.max(...scores.slice(endId))));
          if (step + 1 < steps.target) row[steps.source + step + 1] = own.at(-1)!;
        }
        return [...own, ...Array.from({ length: steps.target - own.length }, () => 0)];
      }),
    );
    expect([...said]).toEqual(alone.flat());
    model.dispose();
  });

  test("computes what hears only the source once, and answers the same as without", async () => {
    const model = buildModel(project.network, 5);
    const kept = createKeptOutputs();
    const rows = tf.tensor2d([[5, 6, 7, 4, 0, 0, 0, 2, 9, 0, 0, 0]]);
    const forward = (options: Parameters<typeof model.forward>[1]) => tf.tidy(() => model.forward(rows, options).output.dataSync<"float32">().slice());
    const [plain, first, second] = [forward({}), forward({ kept }), forward({ kept })];
    expect([first, second]).toEqual([plain, plain]);
    expect(["read", "encoded"].map((id) => kept.get(id) !== undefined)).toEqual([true, true]);
    expect(["source", "known", "across", "answer"].map((id) => kept.get(id))).toEqual([undefined, undefined, undefined, undefined]);
    kept.dispose();
    model.dispose();
  });
});
