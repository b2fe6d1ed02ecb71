import { describe, expect, test } from "vitest";
import { named, plainModules } from "@/app/interop/plain-modules";
import { chain } from "@/engine/worker/test-networks";
import { ProblemError } from "@/base/problem";
import { matchingWeights } from "@/interop/import/matching-weights";
import type { LooseTensor } from "@/interop/import/weights-file";

const counted = (name: string, ...shape: readonly number[]): LooseTensor => {
  const length = shape.reduce((product, size) => product * size, 1);
  return { name, shape, data: Float32Array.from({ length }, (_, i) => i + 1) };
};
const linear = (name: string, from: number, to: number) => [counted(`${name}.weight`, to, from), counted(`${name}.bias`, to)];
const dense = (units: number) => ["Dense", { units }] as const;

describe("plain modules of PyTorch become cards", () => {
  const flat = chain([2, 1, 2], ["Flatten"], dense(2));

  test("rows behind a flattening are counted with the channels last, unless the file says that they are already", () => {
    const rows = (flatten?: "channels_last") => {
      const weights = matchingWeights(flat, { tensors: linear("head", 4, 2), ...(flatten ? { flatten } : {}) });
      return [...weights.find(({ name }) => name.endsWith("/kernel"))!.data];
    };
    // Value by value: first channel of both rows, then the second, each with its two columns.
    expect(rows()).toEqual([1, 5, 3, 7, 2, 6, 4, 8]);
    expect(rows("channels_last")).toEqual([1, 5, 2, 6, 3, 7, 4, 8]);
  });

  test("alike ones go by name, or by number where each card runs behind the last", () => {
    const three = chain([3], dense(3), dense(3));
    const firstKernel = (...names: readonly string[]) =>
      matchingWeights(three, {
        tensors: names.flatMap((name, i) => linear(name, 3, 3).map((tensor) => ({ ...tensor, data: tensor.data.map((value) => value + 100 * i) }))),
      })[0]!.data[0];
    expect(firstKernel("10", "9")).toBe(101);
    expect(firstKernel("dense_2", "dense_1")).toBe(101);
  });
});

describe("what cannot be told is asked, not guessed", () => {
  const codeOf = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      if (error instanceof ProblemError) return error.message;
      throw error;
    }
    return "opened";
  };
  const two = chain([3], dense(3), dense(3));

  test.each([
    [
      "two of one size under names that say no order",
      two,
      [...linear("left", 3, 3), ...linear("right", 3, 3)],
      /ambiguousModules.*dense_1; dense_2.*left; right/,
    ],
    ["a module that is missing", two, linear("0", 3, 3), /noModule.*dense_1.*weight \[3, 3\]/],
    ["a module too many", two, [...linear("0", 3, 3), ...linear("2", 3, 3), ...linear("4", 3, 5)], /spareModules.*4: bias \[5\] weight \[5, 3\]/],
    [
      "a factor where the card has none",
      chain([2], ["BatchNormalization", { scale: false }]),
      ["weight", "bias", "running_mean", "running_var"].map((key) => counted(`n.${key}`, 2)),
      /notPlain.*batchnormalization_1.*n/,
    ],
    [
      "a flattening that leaves as it is",
      chain([2, 1, 2], ["Conv2D", { filters: 2, kernelSize: [1, 1] }], ["Flatten"]),
      [counted("c.weight", 2, 2, 1, 1), counted("c.bias", 2)],
      /flattenedOtherwise.*flatten_2/,
    ],
  ] as const)("%s", (_, network, tensors, said) => {
    expect(codeOf(() => matchingWeights(network, { tensors }))).toMatch(said);
  });

  test("cards that have the names of the modules, when nothing says how images were flattened", () => {
    const cards = named(plainModules["images"]!, ["conv1", "bn1", "conv2", "bn2", "fc1", "bn3", "fc2"]);
    const norm = (name: string, size: number) => ["weight", "bias", "running_mean", "running_var"].map((key) => counted(`${name}.${key}`, size));
    const convolution = (name: string, from: number, to: number) => [counted(`${name}.weight`, to, from, 3, 3), counted(`${name}.bias`, to)];
    const tensors = [
      convolution("conv1", 1, 3),
      norm("bn1", 3),
      convolution("conv2", 3, 5),
      norm("bn2", 5),
      linear("fc1", 20, 6),
      norm("bn3", 6),
      linear("fc2", 6, 4),
    ].flat();
    expect(codeOf(() => matchingWeights(cards, { tensors }))).toMatch(/unsaidFlatten/);
    expect(codeOf(() => matchingWeights(cards, { tensors, flatten: "channels_first" }))).toBe("opened");
  });
});
