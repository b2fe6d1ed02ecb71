import { expect, test } from "vitest";
import { message, say } from "@/base/text";

const epochOf = { en: "Epoch {n} of {total}", zh: "第 {n} 轮，共 {total} 轮" };

test("figures are put where the text names them, in either language", () => {
  expect(say(message(epochOf, { n: 3, total: 10 }), "en")).toBe("Epoch 3 of 10");
  expect(say(message(epochOf, { n: 3, total: 10 }), "zh")).toBe("第 3 轮，共 10 轮");
});

test("a figure that is itself a text is said in the same language", () => {
  const backend = { en: "processor", zh: "处理器" };
  expect(say(message({ en: "On the {backend}", zh: "在{backend}上" }, { backend }), "zh")).toBe("在处理器上");
});

test("Chinese keeps a space from Latin words and figures that are filled in, and from nothing else", () => {
  const needs = (layer: string) => say(message({ en: "{layer} needs {count}", zh: "插入{layer}需要{count}个" }, { layer, count: 2 }), "zh");
  expect(needs("LSTM")).toBe("插入 LSTM 需要 2 个");
  expect(needs("全连接")).toBe("插入全连接需要 2 个");
  expect(say(message({ en: "The {name}.", zh: "在 {name} 中，{name}。" }, { name: "β" }), "zh")).toBe("在 β 中，β。");
});

test("a missing figure leaves its name visible instead of the word undefined", () => {
  expect(say(message(epochOf, { n: 3 }), "en")).toBe("Epoch 3 of {total}");
});

test("a word agrees with its count, whether the count is a number or said already", () => {
  const units = { en: "{count} {count|unit|units}", zh: "{count} 个单元" };
  const english = (count: number | string) => say(message(units, { count }), "en");
  expect([0, 1, 2, "1", "1.2k"].map(english)).toEqual(["0 units", "1 unit", "2 units", "1 unit", "1.2k units"]);
  expect(say(message(units, { count: 1 }), "zh")).toBe("1 个单元");
});
