import { describe, expect, test } from "vitest";
import { interopCases } from "@/app/interop/cases";
import { modelWithAnswers } from "@/engine/worker/testing/exported";
import { exampleRows } from "@/interop/export/model-inputs";
import { pageNetwork } from "@/interop/page/page-network";
import { createAsk } from "@/interop/page/run-network";
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
