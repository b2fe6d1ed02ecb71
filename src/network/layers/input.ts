/** Where examples enter. Its shape follows the data. */
import type { Text } from "@/base/text";
import { choice, dims } from "@/network/fields";
import { figureLine } from "@/network/layers/brief";
import { defineLayer } from "@/network/layers/define-layer";
import { formatWireShape } from "@/network/shape";

/**
 * What of an example an Input takes. Examples of two parts lie in one row: the source at its front, the target at its end, where the
 * target is what of the answer is known so far.
 */
export const inputParts = ["whole", "source", "target"] as const;
export type InputPart = (typeof inputParts)[number];

export const inputPartTitles: Readonly<Record<InputPart, Text>> = {
  whole: { en: "all of it", zh: "整个样本" },
  source: { en: "source", zh: "源序列" },
  target: { en: "target so far", zh: "已知的目标" },
};

export const Input = defineLayer({
  className: "Input",
  category: "core",
  title: { en: "Input", zh: "输入" },
  summary: { en: "Where examples enter the network.", zh: "样本进入网络的地方。" },
  formula: { latex: "x", symbols: [{ latex: "x", meaning: { en: "one example", zh: "一个样本" } }] },
  kerasUrl: "https://keras.io/api/layers/core_layers/input/",
  keywords: ["data", "start", "数据"],
  icon: "image",
  input: { arity: 0, rank: "any" },
  fields: {
    shape: dims({
      label: { en: "Shape", zh: "形状" },
      help: {
        en: "Axes of one example, without the batch: height, width, channels for an image, the number of tokens for a text.",
        zh: "一个样本的各个轴，不含批次：图像为高、宽、通道，文本为词元个数。",
      },
      initial: [28, 28, 1],
      min: 1,
      max: 4096,
      maxLength: 4,
    }),
    part: choice(inputParts, {
      label: { en: "Takes", zh: "取用" },
      help: {
        en: "What of an example enters here. Where one sequence is turned into another there are two: the source, and the target as far as it is known, shifted by one token.",
        zh: "样本的哪一部分从这里进入。把一个序列变成另一个序列时有两部分：源序列，以及已知的目标（错开一个词元）。",
      },
      optionLabels: inputPartTitles,
      initial: "whole",
      missing: "whole",
      group: "advanced",
    }),
  },
  brief: ({ shape, part }) => ({
    line: figureLine(formatWireShape([null, ...shape])),
    ...(part === "whole" ? {} : { count: { text: inputPartTitles[part] } }),
  }),
  outputShape: ({ shape }) => [null, ...shape],
  weights: () => [],
  macs: () => 0,
});
