import { describe, expect, test } from "vitest";
import { datasetConfig, datasetSize } from "@/data/dataset-config";
import type { LoadContext } from "@/data/define-dataset";
import { datasetOf, datasets } from "@/data/datasets";

const offline: LoadContext = { read: (path) => Promise.reject(new Error(`${path} must not be read`)) };
const generated = datasets.filter(({ expectedCounts, sizeFor, pair }) => !expectedCounts && !sizeFor && !pair);

describe.each(generated)("$id", (dataset) => {
  test("keeps its promises about counts, shapes, classes and bounds", async () => {
    const loaded = await dataset.load({ count: 501, noise: 0.5 }, 3, offline);
    const size = dataset.inputShape.reduce((a, b) => a * b, 1);
    expect(loaded.count).toBe(501);
    expect(datasetSize(dataset, { count: 501 })).toEqual({ count: 501, testCount: loaded.testCount });
    expect(loaded.inputs.length).toBe(501 * size);
    expect(loaded.targets?.length).toBe(501);
    expect([...loaded.inputs].every(Number.isFinite)).toBe(true);
    const { min, max } = dataset.bounds ?? { min: -1, max: 1 };
    // Stored in single precision, so the edge itself is rounded.
    expect([...loaded.inputs].every((value) => value >= Math.fround(min) && value <= Math.fround(max))).toBe(true);
    const perClass = dataset.classNames?.map((_, label) => loaded.targets?.filter((target) => target === label).length);
    expect(perClass).toEqual(dataset.task === "classification" ? [251, 250] : undefined);
  });

  test("is drawn by its seed", async () => {
    const once = await dataset.load({}, 3, offline);
    expect(await dataset.load({}, 3, offline)).toEqual(once);
    expect((await dataset.load({}, 4, offline)).inputs).not.toEqual(once.inputs);
  });
});

test("without noise each set of points can be told apart by its own rule", async () => {
  const rules: Record<string, (x: number, y: number) => boolean> = {
    circles: (x, y) => Math.hypot(x, y) > 0.65,
    xor: (x, y) => x * y < 0,
    // Between the half circles: the second is the one nearer to its own centre line.
    moons: (x, y) => {
      const [u, v] = [1.5 * x + 0.5, 1.5 * y + 0.25];
      return !(v >= 0 && Math.abs(Math.hypot(u, v) - 1) < 1e-5);
    },
    spirals: (x, y) => {
      const radius = Math.hypot(x, y);
      const along = Math.atan2(x, y) - 2 * Math.PI * 1.75 * radius;
      return Math.cos(along) < 0;
    },
  };
  for (const [id, isSecond] of Object.entries(rules)) {
    const { inputs, targets } = await datasetOf(id).load({ noise: 0 }, 5, offline);
    const wrong = [...(targets ?? [])].filter((label, i) => isSecond(inputs[2 * i] ?? 0, inputs[2 * i + 1] ?? 0) !== (label === 1));
    expect({ id, wrong }).toEqual({ id, wrong: [] });
  }
});

test("the line without noise lies on w·x + b", async () => {
  const { inputs, targets } = await datasetOf("line").load({ w: -3, b: 0.5, noise: 0, count: 40 }, 1, offline);
  inputs.forEach((x, i) => expect(targets?.[i]).toBeCloseTo(-3 * x + 0.5, 5));
});

test("settings out of range are clamped, missing ones filled in, whole numbers rounded", () => {
  expect(datasetConfig(datasetOf("spirals"), { noise: 9, count: 50.4 })).toEqual({ count: 50, noise: 0.5 });
  expect(datasetConfig(datasetOf("line"), { w: Number.NaN })).toEqual({ w: 2, b: 1, noise: 0.05, count: 100 });
});

test("a dataset that does not exist is named in the problem", () => {
  expect(() => datasetOf("cats")).toThrow("data.unknownSet: This project uses the dataset “cats”");
});
