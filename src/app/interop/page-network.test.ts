import { describe, expect, test } from "vitest";
import { interopCases } from "@/app/interop/cases";
import { chain, twoInputs } from "@/engine/worker/test-networks";
import { modelWithAnswers } from "@/engine/worker/testing/exported";
import { exampleRows } from "@/interop/export/model-inputs";
import { pageNetwork } from "@/interop/page/page-network";
import { createTextReader, windowStart } from "@/interop/page/read-text";
import { createAsk, type KeptAnswers } from "@/interop/page/run-network";
import { summarize } from "@/network/summary";

const count = 2;
/** Larger networks are asked by `npm run test:interop`. */
const mostMacs = 1e6;
const small = interopCases.filter(({ network }) => summarize(network).total.macs <= mostMacs);

describe("the network of an exported page answers as the engine does", () => {
  test.each(small.map((one) => [one.id, one] as const))("%s", async (id, { network, tokens }) => {
    const model = await modelWithAnswers(id, network, count, tokens);
    const ask = createAsk(pageNetwork(model));
    const { outputs } = model.golden!;
    const inputs = exampleRows(model.golden!.inputs, count);
    const size = inputs.length / count;
    const answers = Array.from({ length: count }, (_, i) => [...ask(inputs.slice(i * size, (i + 1) * size)).data]).flat();
    const scale = outputs.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    expect(answers).toHaveLength(outputs.length);
    expect(Math.max(...answers.map((value, i) => Math.abs(value - outputs[i]!))) / scale).toBeLessThan(1e-5);
  });
});

describe("an exported page reads a growing text", () => {
  const tokens = 12;
  const length = 6;
  const embedded = ["Embedding", { inputDim: tokens, outputDim: 6, embeddingsInitializer: "glorotUniform" }] as const;
  const said = ["Dense", { units: tokens, activation: "softmax" }] as const;
  const looking = (useCausalMask: boolean) => ["MultiHeadAttention", { numHeads: 2, keyDim: 3, useCausalMask }] as const;
  test.each([
    [
      "attention with learned places",
      chain([length], embedded, ["PositionalEncoding", { kind: "learned" }], looking(true), ["FeedForward", { units: 8 }], said),
    ],
    ["attention with waves", chain([length], embedded, ["PositionalEncoding"], ["RMSNormalization"], looking(true), said)],
    ["recurrent layers", chain([length], embedded, ["LSTM", { units: 5, returnSequences: true }], ["GRU", { units: 4, returnSequences: true }], said)],
    ["a causal convolution, which is computed anew", chain([length], embedded, ["Conv1D", { filters: 4, kernelSize: 3, padding: "causal" }], said)],
  ] as const)("%s: token by token it says what the whole window says", async (id, network) => {
    const page = pageNetwork(await modelWithAnswers(id, network, 1, tokens));
    const [ask, read] = [createAsk(page), createTextReader(page, length)];
    const text = [4, 7, 5];
    for (let i = 0; i < 14; i++) {
      const seen = text.slice(windowStart(text.length, length));
      const row = new Float32Array(length);
      row.set(seen);
      const whole = ask(row).data.subarray((seen.length - 1) * tokens, seen.length * tokens);
      const next = read(text);
      next.forEach((share, token) => expect(share).toBeCloseTo(whole[token]!, 6));
      text.push(3 + ((i * 5) % (tokens - 3)));
    }
  });
});

test("what an exported page keeps of a source changes no answer to it", async () => {
  const network = twoInputs([3, 4], 7);
  const ask = createAsk(pageNetwork(await modelWithAnswers("kept", network, 1, 7)));
  const kept: KeptAnswers = new Map();
  for (const target of [
    [2, 0, 0, 0],
    [2, 5, 0, 0],
    [2, 5, 4, 6],
  ]) {
    const row = Float32Array.of(4, 6, 5, ...target);
    expect([...ask(row, kept).data]).toEqual([...ask(row).data]);
  }
  expect(kept.size).toBeGreaterThan(1);
});
