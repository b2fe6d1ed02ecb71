/** Zero padding: a frame of zeros round the image. */
import { pair } from "@/network/fields";
import { figureLine } from "@/network/layers/brief";
import { defineLayer } from "@/network/layers/define-layer";
import { imageOf } from "@/network/layers/image-input";

export const ZeroPadding2D = defineLayer({
  className: "ZeroPadding2D",
  category: "reshaping",
  title: { en: "Zero padding", zh: "补零" },
  summary: { en: "Adds a frame of zeros round the image, so that windows reach its edge.", zh: "在图像四周加一圈零，让窗口够得到边缘。" },
  formula: {
    latex: "y_{i+p,\\,j+q,\\,c} = \\begin{cases} x_{i,j,c} & 0 \\le i < H,\\,0 \\le j < W \\\\ 0 & \\text{else} \\end{cases}",
    symbols: [
      { latex: "x", meaning: { en: "the incoming image: row, column, channel", zh: "输入图像：行、列、通道" } },
      { latex: "p, q", meaning: { en: "rows and columns added on each side", zh: "每侧增加的行数与列数" } },
      { latex: "H, W", meaning: { en: "height and width of what comes in", zh: "输入的高与宽" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/reshaping_layers/zero_padding2d/",
  keywords: ["border", "margin", "填充"],
  icon: "frame",
  input: { arity: 1, rank: 4 },
  fields: {
    padding: pair({
      label: { en: "Padding", zh: "填充" },
      help: { en: "Rows added above and below, columns added left and right.", zh: "上下各加几行，左右各加几列。" },
      unit: { en: "px", zh: "像素" },
      initial: [1, 1],
      kerasDefault: [1, 1],
      min: 0,
      max: 64,
    }),
  },
  brief: ({ padding }) => ({ line: figureLine(padding.join("×")) }),
  outputShape({ padding: [rows, columns] }, [input]) {
    const { batch, height, width, channels } = imageOf("ZeroPadding2D", input);
    return [batch, height + 2 * rows, width + 2 * columns, channels];
  },
  weights: () => [],
  macs: () => 0,
});
