import { describe, expect, test } from "vitest";
import { augmentationOff, isSameExamples, isSameSource, type DataSettings } from "@/data/data-settings";

const settings = (datasetId: string): DataSettings => ({
  datasetId,
  config: {},
  seed: 1,
  subset: 1,
  validationSplit: 0.1,
  testSplit: 0.2,
  normalization: "unit",
  augmentation: augmentationOff,
});
const other = { seed: 2, subset: 0.5, validationSplit: 0.2, testSplit: 0.3 } as const;

describe("what has to be loaded again", () => {
  test.each(["mnist", "fashion-mnist"])("%s comes from files, whatever the seed", (id) => {
    expect(isSameSource(settings(id), { ...settings(id), ...other })).toBe(true);
  });
  test.each(["mnist-denoise", "spirals", "line"])("%s is drawn by the seed", (id) => {
    expect(isSameSource(settings(id), { ...settings(id), seed: 2 })).toBe(false);
    expect(isSameSource(settings(id), { ...settings(id), config: { noise: 0.9 } })).toBe(false);
  });
  test("another dataset is another source", () => expect(isSameSource(settings("mnist"), settings("fashion-mnist"))).toBe(false));
});

describe("the same positions are other examples", () => {
  test.each(Object.entries(other))("with another %s", (key, value) => {
    expect(isSameExamples(settings("mnist"), { ...settings("mnist"), [key]: value })).toBe(false);
  });
  test("but not where they are only scaled and varied", () => {
    const varied = { ...settings("mnist"), normalization: "standard", augmentation: { ...augmentationOff, enabled: true } } as const;
    expect(isSameExamples(settings("mnist"), varied)).toBe(true);
  });
});
