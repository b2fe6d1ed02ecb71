import fc from "@/base/testing/fast-check";
import katex from "katex";
import { describe, expect, test } from "vitest";
import { initialConfigOf } from "@/network/fields";
import { learningRateAt, scheduleNames, scheduleOf, schedules } from "@/network/schedules";

const stepsPerEpoch = 100;
const totalSteps = 1000;
const factor = <N extends keyof typeof schedules>(name: N, config: object, step: number) =>
  scheduleOf(name).factor({ ...initialConfigOf(schedules[name].fields), ...config }, step, totalSteps, stepsPerEpoch);

test("constant is always one", () => {
  expect([0, 500, 999].map((step) => factor("constant", {}, step))).toEqual([1, 1, 1]);
});

test("step halves at the first step of each interval, not before", () => {
  const at = (step: number) => factor("step", { factor: 0.5, everyEpochs: 3 }, step);
  expect([0, 299, 300, 599, 600, 900].map(at)).toEqual([1, 1, 0.5, 0.5, 0.25, 0.125]);
});

test("exponential falls a little each step: Keras' decay_rate ^ (step / decay_steps)", () => {
  expect(factor("exponential", { factor: 0.9, everyEpochs: 2 }, 300)).toBeCloseTo(0.9 ** 1.5, 12);
  expect(factor("exponential", { factor: 0.9, everyEpochs: 2, staircase: true }, 399)).toBeCloseTo(0.9, 12);
});

test("cosine starts at 1, passes the middle at the half, and ends at alpha with the last step", () => {
  expect(factor("cosine", { alpha: 0.1 }, 0)).toBe(1);
  expect(factor("cosine", { alpha: 0.1 }, 499.5)).toBeCloseTo(0.55, 12);
  expect(factor("cosine", { alpha: 0.1 }, 999)).toBeCloseTo(0.1, 12);
  expect(factor("cosine", {}, 333)).toBeCloseTo(0.5 * (1 + Math.cos((Math.PI * 333) / 999)), 12);
});

test("polynomial of power 1 is a straight line, of power 2 a parabola", () => {
  expect(factor("polynomial", { alpha: 0, power: 1 }, 333)).toBeCloseTo(2 / 3, 12);
  expect(factor("polynomial", { alpha: 0.01, power: 2 }, 333)).toBeCloseTo(0.01 + 0.99 * (2 / 3) ** 2, 12);
  expect(factor("polynomial", { alpha: 0.01 }, 999)).toBeCloseTo(0.01, 12);
});

test("warm-up climbs to 1 with the last step of the warm-up, then falls as a cosine or stays", () => {
  expect(factor("warmUp", { warmUpEpochs: 2 }, 0)).toBeCloseTo(1 / 200, 12);
  expect(factor("warmUp", { warmUpEpochs: 2 }, 199)).toBe(1);
  expect(factor("warmUp", { warmUpEpochs: 2 }, 200)).toBe(1);
  expect(factor("warmUp", { warmUpEpochs: 2, alpha: 0.2 }, 999)).toBeCloseTo(0.2, 12);
  expect(factor("warmUp", { warmUpEpochs: 2, afterwards: "constant" }, 999)).toBe(1);
  expect(factor("warmUp", { warmUpEpochs: 0, afterwards: "constant" }, 0)).toBe(1);
});

test("the learning rate is the optimizer's rate times the factor", () => {
  const schedule = { name: "step", config: { factor: 0.5, everyEpochs: 1 } } as const;
  expect(learningRateAt(schedule, 0.1, 250, totalSteps, stepsPerEpoch)).toBeCloseTo(0.025, 12);
});

describe.each(scheduleNames)("%s", (name) => {
  test("stays between 0 and 1 for every step of any run", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 500 }), fc.nat(5000), (total, perEpoch, at) => {
        const value = scheduleOf(name).factor(initialConfigOf(schedules[name].fields), at % total, total, perEpoch);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }),
      { seed: 6 },
    );
  });

  test("is explained by a formula that KaTeX sets", () => {
    const { formula, fields } = scheduleOf(name);
    for (const latex of [formula.latex, ...formula.symbols.map((symbol) => symbol.latex)])
      expect(() => katex.renderToString(latex, { strict: "error", displayMode: true })).not.toThrow();
    for (const field of Object.values(fields)) expect(field.help.zh).toMatch(/\p{Script=Han}/u);
  });
});
