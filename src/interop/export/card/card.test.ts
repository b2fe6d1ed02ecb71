import { strFromU8 } from "fflate";
import { describe, expect, test } from "vitest";
import { historyCsv, historyJson } from "@/interop/export/card/history";
import { modelCard } from "@/interop/export/card/model-card";
import { trainedModel, type TrainedModel } from "@/interop/export/trained-model";
import { initialProject } from "@/project/initial-project";

const project = initialProject("p", "Digits | `1`");
const scores = { precision: 0.5, recall: 0.25, f1: 1 / 3, support: 4 };
const evaluation = {
  split: "validation" as const,
  examples: 6,
  isSample: true,
  loss: 0.6931,
  accuracy: 0.5,
  classes: { perClass: [{ ...scores, f1: 0.9 }, scores], macro: scores, weighted: scores, counts: [3, 1, 3, 1] },
};
const model = trainedModel(project.name, project.network, [], {
  classNames: [
    { en: "zero", zh: "零" },
    { en: "one", zh: "一" },
  ],
  origin: { project, counts: { train: 54_000, validation: 6000, test: 10_000 } },
  run: {
    epochs: [
      { epoch: 1, step: 2, loss: 0.75, accuracy: 0.5, valLoss: 0.7 },
      { epoch: 2, step: 4, loss: 0.5, accuracy: 0.625 },
    ],
    curves: { firstStep: 0, loss: Float32Array.of(1, 0.5, 0.5, 0.25), learningRate: Float32Array.of(0.5, 0.5, 0.5, 0.5) },
    steps: 4,
    elapsedMs: 1500,
    backend: "wasm",
    end: { reason: "completed" },
    evaluations: [evaluation],
  },
});

describe("a model card", () => {
  test("tells data and licence, settings, figures per class and the confusion matrix, from the run", async () => {
    const card = strFromU8(await modelCard.write(model, Date.UTC(2026, 10, 26), "en"));
    expect(card).toContain("# Digits \\| \\`1\\`");
    expect(card).toContain("made from the run on 2026-11-26");
    expect(card).toContain("CC BY-SA 3.0");
    expect(card).toContain("54000 train, 6000 validation, 10000 test");
    expect(card).toContain("| Epochs, done / set | 2 / 10 |");
    expect(card).toContain("| Loss | 0.6931 |");
    expect(card).toContain("| one | 50.0 % | 25.0 % | 33.3 % | 4 |");
    expect(card).toContain("Keras (`.keras`):\n\n```\nmodel = keras.saving.load_model(");
    expect(card).toContain("| truth | zero | one |\n| --- | ---: | ---: |\n| **zero** | 3 | 1 |\n| **one** | 3 | 1 |");
  });

  test("names its limits: no test, a sample, and the classes that are weak", async () => {
    const card = strFromU8(await modelCard.write(model, 0, "en"));
    expect(card).toContain("No figure here is of test examples.");
    expect(card).toContain("come from a part of their split");
    expect(card).toContain("F1 below 80 %: one.");
  });

  test("says what to press where the test examples were not asked, and nothing of it where they were or there are none", async () => {
    const cardOf = async (changed: TrainedModel) => strFromU8(await modelCard.write(changed, 0, "en"));
    const press = "The 10000 test examples were not asked. To have their figures here, press “Evaluate on the test set”";
    expect(await cardOf(model)).toContain(press);
    const tested = await cardOf({ ...model, run: { ...model.run!, evaluations: [{ ...evaluation, split: "test" }] } });
    expect(tested).not.toContain("not asked");
    const without = await cardOf({ ...model, origin: { ...model.origin!, counts: { ...model.origin!.counts, test: 0 } } });
    expect(without).toContain("No examples were set aside for a test.");
    expect(without).not.toContain("not asked");
  });

  test("speaks the language of whoever saves it", async () => {
    const card = strFromU8(await modelCard.write(model, 0, "zh"));
    expect(card).toContain("## 局限");
    expect(card).toContain("较弱的类别（F1 低于 80 %）：一。");
  });
});

describe("a history", () => {
  test("is a table of its epochs, with nothing where nothing was measured", async () => {
    expect(strFromU8(await historyCsv.write(model, 0))).toBe("epoch,step,loss,accuracy,valLoss,valAccuracy\n1,2,0.75,0.5,0.7,\n2,4,0.5,0.625,,\n");
  });

  test("is whole as JSON: every step, the settings, the end", async () => {
    const history: unknown = JSON.parse(strFromU8(await historyJson.write(model, 0)));
    expect(history).toMatchObject({
      steps: 4,
      backend: "wasm",
      end: { reason: "completed" },
      curves: { firstStep: 0, loss: [1, 0.5, 0.5, 0.25] },
      training: { loss: "sparseCategoricalCrossentropy" },
      data: { dataset: "mnist" },
    });
  });

  test("of a network that was never trained is refused with what to do", async () => {
    const { run: _none, ...fresh } = model;
    await expect(Promise.resolve().then(() => historyCsv.write(fresh, 0))).rejects.toThrow("There is no run to tell of yet.");
  });
});
