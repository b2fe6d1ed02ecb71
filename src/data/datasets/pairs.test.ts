import { describe, expect, test } from "vitest";
import { datasetOf } from "@/data/datasets";
import type { LoadContext } from "@/data/define-dataset";
import { expectedOutput } from "@/data/tasks";
import { pairTokens, sourceRow, textOfPairTokens } from "@/data/text/pairs";

const offline: LoadContext = { read: (path) => Promise.reject(new Error(`${path} must not be read`)) };
const allOf = (count: number) => Uint32Array.from({ length: count }, (_, i) => i);

describe.each(["dates", "arithmetic"])("drawn pairs: %s", (id) => {
  const dataset = datasetOf(id);
  const { pair } = dataset;

  test("are as many as asked for, each source once, drawn by their seed", async () => {
    const once = await dataset.load({ count: 1000 }, 3, offline);
    expect(new Set(once.texts).size).toBe(1000);
    expect(once.targetTexts).toHaveLength(1000);
    expect(await dataset.load({ count: 1000 }, 3, offline)).toEqual(once);
    expect((await dataset.load({ count: 1000 }, 4, offline)).texts).not.toEqual(once.texts);
  });

  test("fit into their rows and their vocabulary", async () => {
    const loaded = await dataset.load({ count: 3000, digits: 3 }, 5, offline);
    const { vocabulary } = dataset.encode!(loaded, {}, allOf(3000));
    expect(vocabulary?.tokens.length).toBeLessThanOrEqual(dataset.vocabularySize!);
    expect(Math.max(...loaded.texts!.map((text) => pairTokens(text, pair!.tokens.source).length))).toBeLessThanOrEqual(pair!.steps.source);
    expect(Math.max(...loaded.targetTexts!.map((text) => pairTokens(text, pair!.tokens.target).length))).toBeLessThan(pair!.steps.target);
    expect(expectedOutput(dataset, "sparseCategoricalCrossentropy")).toEqual({
      shape: [pair!.steps.target, dataset.vocabularySize],
      activation: "softmax",
    });
  });
});

test("every date means the day that its ISO form names", async () => {
  const { texts, targetTexts } = await datasetOf("dates").load({ count: 500 }, 1, offline);
  const wrong = texts!.filter((text, i) => {
    // With a comma, a name of a month or an ordinal the reading is everybody's; numbers alone are turned round for it.
    const [, day, month, year] = /^(\d+)\.(\d+)\.(\d+)$/.exec(text) ?? [];
    const century = (yy: string) => (yy.length === 4 ? yy : `${Number(yy) < 70 ? "20" : "19"}${yy}`);
    const plain =
      year === undefined
        ? text.replace(/(\d)(st|nd|rd|th)( of)?/, "$1").replace(/ (\d\d)$/, (_, yy: string) => ` ${century(yy)}`)
        : `${month}/${day}/${century(year)}`;
    return new Date(`${plain} UTC`).toISOString().slice(0, 10) !== targetTexts![i];
  });
  expect(wrong).toEqual([]);
});

test("every sum is right", async () => {
  const { texts, targetTexts } = await datasetOf("arithmetic").load({ count: 500, digits: 3 }, 1, offline);
  const sums = texts!.map((text) => String(text.split("+").reduce((sum, number) => sum + Number(number), 0)));
  expect(sums).toEqual(targetTexts);
});

describe("pairs as rows of numbers", () => {
  const dataset = datasetOf("arithmetic");
  const loaded = { inputs: new Float32Array(), texts: ["1+2", "", "1234567890"], targetTexts: ["3", "12", "345678"], count: 3, testCount: 0 };
  // Only the first two pairs train, so that 4 and others are unknown. 1 and 2 are the most frequent; of equals the lower code point is first.
  const encoded = dataset.encode!(loaded, {}, Uint32Array.of(0, 1));
  const rows = Array.from({ length: 3 }, (_, i) => [...encoded.inputs.subarray(i * 12, (i + 1) * 12)]);

  test("hold the source, then <bos> and the target; what is to be said is one token ahead and ends in <eos>", () => {
    expect(encoded.vocabulary?.tokens).toEqual(["<pad>", "<unk>", "<bos>", "<eos>", "1", "2", "+", "3"]);
    expect(rows[0]).toEqual([4, 6, 5, 0, 0, 0, 0, 2, 7, 0, 0, 0]);
    expect([...(encoded.targets ?? [])].slice(0, 5)).toEqual([7, 3, 0, 0, 0]);
  });

  test("cut what is too long, and hold one unknown token where there is none", () => {
    expect(rows[1]?.slice(0, 7)).toEqual([1, 0, 0, 0, 0, 0, 0]);
    expect(rows[2]).toEqual([4, 5, 7, 1, 1, 1, 1, 2, 7, 1, 1, 1]);
    expect([...(encoded.targets ?? [])].slice(10)).toEqual([7, 1, 1, 1, 3]);
  });

  test("take the vocabulary that they are given", () => {
    const given = { tokens: ["<pad>", "<unk>", "<bos>", "<eos>", "3"], counts: [0, 0, 0, 0, 1] };
    expect([...dataset.encode!(loaded, {}, Uint32Array.of(0, 1), given).inputs.subarray(0, 9)]).toEqual([1, 1, 1, 0, 0, 0, 0, 2, 4]);
  });

  test("are read back up to <eos>, and a source of one's own becomes a row to begin with", () => {
    expect(textOfPairTokens([2, 4, 1, 5, 3, 6], encoded.vocabulary!, "character")).toBe("1\ufffd2");
    expect(textOfPairTokens([4, 5], encoded.vocabulary!, "space")).toBe("1 2");
    expect([...sourceRow(" 2+1 ", dataset.pair!, encoded.vocabulary!)]).toEqual([5, 6, 4, 0, 0, 0, 0, 2, 0, 0, 0, 0]);
  });
});
