/** Where examples enter. Its shape follows the data. */
import { dims } from "@/network/fields";
import { figureLine } from "@/network/layers/brief";
import { defineLayer } from "@/network/layers/define-layer";
import { formatWireShape } from "@/network/shape";

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
  },
  brief: ({ shape }) => ({ line: figureLine(formatWireShape([null, ...shape])) }),
  outputShape: ({ shape }) => [null, ...shape],
  weights: () => [],
  macs: () => 0,
});
