/** What every activation, initialiser, loss and optimizer must bring along. */
import katex from "katex";
import { describe, expect, test } from "vitest";
import { createRng } from "@/base/rng";
import { activations } from "@/network/activations";
import { initialConfigOf } from "@/network/fields";
import { fansOf, initialize, initializerNames, initializers, type InitializerName } from "@/network/initializers";
import { losses } from "@/network/losses";
import { initialOptimizer, optimizerNames, optimizerOf, slotsOf } from "@/network/optimizers";

const members = [
  ...Object.entries(activations).map(([name, member]) => [`activation ${name}`, member] as const),
  ...Object.entries(initializers).map(([name, member]) => [`initialiser ${name}`, member] as const),
  ...Object.entries(losses).map(([name, member]) => [`loss ${name}`, member] as const),
  ...optimizerNames.map((name) => [`optimizer ${name}`, optimizerOf(name)] as const),
];
test.each(members)("%s has a title, a formula that KaTeX sets, and a Keras page", (_name, member) => {
  expect(member.title.en).not.toBe("");
  expect("help" in member ? member.help.zh : member.summary.zh).toMatch(/\p{Script=Han}/u);
  for (const latex of [member.formula.latex, ...member.formula.symbols.map((symbol) => symbol.latex)])
    expect(() => katex.renderToString(latex, { strict: "error", displayMode: true })).not.toThrow();
  expect(member.kerasUrl).toMatch(/^https:\/\/keras\.io\/api\//);
});

describe.each(optimizerNames)("%s", (name) => {
  test("has a learning rate, and every setting explains itself and starts within its limits", () => {
    const { fields } = optimizerOf(name);
    expect(Object.keys(fields)).toContain("learningRate");
    for (const field of Object.values(fields)) {
      expect(field.help.en.length).toBeGreaterThan(10);
      expect(field.help.zh).toMatch(/\p{Script=Han}/u);
      if (field.type !== "float") continue;
      expect(field.initial).toBeGreaterThanOrEqual(field.min);
      expect(field.initial).toBeLessThanOrEqual(field.max);
    }
  });
});

test("only the slots that the settings ask for are kept, and Adagrad's start at its own value", () => {
  const adam = initialOptimizer("adam");
  expect(slotsOf(adam)).toEqual({ names: ["momentum", "velocity"], initial: 0 });
  expect(slotsOf({ name: "adam", config: { ...adam.config, amsgrad: true } }).names).toEqual(["momentum", "velocity", "velocityHat"]);
  const rmsprop = initialOptimizer("rmsprop");
  expect(slotsOf(rmsprop).names).toEqual(["velocity"]);
  expect(slotsOf({ name: "rmsprop", config: { ...rmsprop.config, momentum: 0.9, centered: true } }).names).toEqual(["velocity", "momentum", "averageGradient"]);
  expect(slotsOf(initialOptimizer("adagrad"))).toEqual({ names: ["accumulator"], initial: 0.1 });
});

describe("initial weights", () => {
  const shape = [3, 3, 32, 64];
  const { fanIn, fanOut } = fansOf(shape);
  const draw = (name: InitializerName, seed = 1) => initialize(name, shape, fanIn, fanOut, createRng(seed));
  const variance = (values: Float32Array) =>
    values.reduce((sum, w) => sum + w * w, 0) / values.length - (values.reduce((sum, w) => sum + w, 0) / values.length) ** 2;

  test.each([
    [4, 16],
    [16, 4],
    [5, 5],
  ])("orthogonal ones of %i×%i have orthonormal rows, or columns where there are fewer", (rows, columns) => {
    const drawn = initialize("orthogonal", [rows, columns], rows, columns, createRng(3));
    const at = (i: number, k: number) => (rows <= columns ? drawn[i * columns + k]! : drawn[k * columns + i]!);
    const [count, length] = [Math.min(rows, columns), Math.max(rows, columns)];
    for (let i = 0; i < count; i++)
      for (let j = 0; j < count; j++) {
        let product = 0;
        for (let k = 0; k < length; k++) product += at(i, k) * at(j, k);
        expect(product).toBeCloseTo(i === j ? 1 : 0, 5);
      }
  });

  test("fans count the window times the channels, as Keras does", () => {
    expect({ fanIn, fanOut }).toEqual({ fanIn: 288, fanOut: 576 });
    expect(fansOf([784, 128])).toEqual({ fanIn: 784, fanOut: 128 });
    expect(fansOf([7])).toEqual({ fanIn: 7, fanOut: 7 });
  });

  test.each(initializerNames)("%s draws the same values for the same seed", (name) => {
    expect(draw(name)).toEqual(draw(name));
    expect(draw(name)).toHaveLength(3 * 3 * 32 * 64);
    const isConstant = name === "zeros" || name === "ones";
    const other = draw(name, 2);
    expect(draw(name).every((w, i) => w === other[i])).toBe(isConstant);
  });

  // 18,432 draws: the sample variance is within 5 % of the true one, many deviations wide.
  const expected: Readonly<Record<string, number>> = {
    glorotUniform: 2 / (fanIn + fanOut),
    glorotNormal: 2 / (fanIn + fanOut),
    heUniform: 2 / fanIn,
    heNormal: 2 / fanIn,
    lecunUniform: 1 / fanIn,
    lecunNormal: 1 / fanIn,
    randomUniform: 0.1 ** 2 / 12,
    randomNormal: 0.05 ** 2,
    truncatedNormal: (0.05 * 0.8796256610342398) ** 2,
  };
  test.each(Object.keys(expected))("%s has Keras' variance", (name) => {
    const ratio = variance(draw(name as InitializerName)) / (expected[name] ?? 1);
    expect(ratio).toBeGreaterThan(0.95);
    expect(ratio).toBeLessThan(1.05);
  });

  test("uniform draws stay within their limit, truncated ones within two deviations", () => {
    expect(Math.max(...draw("glorotUniform").map(Math.abs))).toBeLessThanOrEqual(Math.sqrt(6 / (fanIn + fanOut)));
    expect(Math.max(...draw("truncatedNormal").map(Math.abs))).toBeLessThanOrEqual(0.1 + 1e-8);
  });
});

test("a fresh config holds one value per setting", () => {
  expect(initialConfigOf(optimizerOf("adamw").fields)).toEqual({
    learningRate: 0.001,
    weightDecay: 0.004,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-7,
    amsgrad: false,
  });
});
