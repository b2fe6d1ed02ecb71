import { describe, expect, test } from "vitest";
import { measureCase } from "./measure.mjs";

const one = {
  section: "speed",
  model: "mlp",
  batch: 32,
  units: 128,
  backend: "wasm",
  kind: "real",
  contenders: [
    { contender: "layerlab", backend: "wasm" },
    { contender: "model.fit", backend: "wasm" },
  ],
};
const stepsPerSecond = (steps, loss = 0.1) => ({ steps, durationMs: 1000, loss, threadMsPerStep: 1 / steps });
const silent = { rounds: 3, say: () => {} };

/** Answers in the order of the rounds. */
function answering(answers) {
  const left = structuredClone(answers);
  const asked = [];
  const measureOne = async (_case, { contender }) => {
    asked.push(contender);
    const answer = left[contender].shift();
    if (typeof answer === "string") throw new Error(answer);
    return answer;
  };
  return { measureOne, asked };
}

describe("measuring a case", () => {
  test("the contenders take turns, and the medians make the rows", async () => {
    const { measureOne, asked } = answering({
      layerlab: [stepsPerSecond(400), stepsPerSecond(900), stepsPerSecond(500)],
      "model.fit": [stepsPerSecond(100), stepsPerSecond(90), stepsPerSecond(110)],
    });
    const [ours, fit] = await measureCase(one, { ...silent, measureOne });
    expect(asked).toEqual(["layerlab", "model.fit", "layerlab", "model.fit", "layerlab", "model.fit"]);
    expect(ours).toEqual({
      section: "speed",
      model: "mlp",
      batch: 32,
      units: 128,
      backend: "wasm",
      kind: "real",
      contender: "layerlab",
      examplesPerSecond: 16_000,
      stepsPerSecond: 500,
      ratioToFit: 5,
    });
    expect(fit.ratioToFit).toBe(1);
  });

  test("the overhead limit tells the milliseconds of JavaScript, and needs no learning", async () => {
    const { measureOne } = answering({ layerlab: [stepsPerSecond(1000, 0)], "model.fit": [stepsPerSecond(100, 5)] });
    const [ours, fit] = await measureCase({ ...one, kind: "overhead" }, { ...silent, rounds: 1, measureOne });
    expect(ours.jsMsPerStep).toBe(0.001);
    expect(fit.stepsPerSecond).toBe(100);
  });

  test("a contender that breaks is not asked again, and its row says why in one line", async () => {
    const { measureOne, asked } = answering({
      layerlab: [stepsPerSecond(400), stepsPerSecond(400), stepsPerSecond(400)],
      "model.fit": ["page.evaluate: Error: no kernel\n    at somewhere"],
    });
    const [ours, fit] = await measureCase(one, { ...silent, measureOne });
    expect(asked.filter((name) => name === "model.fit")).toHaveLength(1);
    expect(fit).toMatchObject({ examplesPerSecond: null, stepsPerSecond: null, ratioToFit: null, problem: "no kernel" });
    expect(ours).toMatchObject({ stepsPerSecond: 400, ratioToFit: null });
  });

  test("who is fast without learning gets no figures", async () => {
    const { measureOne } = answering({ layerlab: [stepsPerSecond(400, NaN)], "model.fit": [stepsPerSecond(400, 2.4)] });
    const rows = await measureCase(one, { ...silent, rounds: 1, measureOne });
    for (const row of rows) expect(row).toMatchObject({ stepsPerSecond: null, problem: expect.stringContaining("Does not learn") });
  });
});
