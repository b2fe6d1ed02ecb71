/** Upsampling: a larger image without weights. */
import { choice, pair } from "@/network/fields";
import { windowLine } from "@/network/layers/brief";
import { defineLayer } from "@/network/layers/define-layer";
import { imageOf, windowMacs } from "@/network/layers/image-input";

export const UpSampling2D = defineLayer({
  className: "UpSampling2D",
  category: "reshaping",
  title: { en: "Upsample", zh: "上采样" },
  summary: { en: "Makes the image larger by repeating or blending its pixels; nothing to learn.", zh: "通过重复或混合像素放大图像，没有可学习的参数。" },
  formula: {
    latex: "y_{i,j,c} = x_{\\lfloor i / s \\rfloor,\\; \\lfloor j / s \\rfloor,\\; c}",
    symbols: [
      { latex: "x", meaning: { en: "the incoming image: row, column, channel", zh: "输入图像：行、列、通道" } },
      {
        latex: "s",
        meaning: { en: "how many times larger (nearest; bilinear blends the four pixels around)", zh: "放大倍数（最近邻；双线性则混合周围四个像素）" },
      },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/reshaping_layers/up_sampling2d/",
  keywords: ["resize", "enlarge", "decoder", "放大"],
  icon: "expand",
  input: { arity: 1, rank: 4 },
  fields: {
    size: pair({
      label: { en: "Size", zh: "倍数" },
      help: { en: "How many times higher and wider the image becomes.", zh: "图像变高、变宽多少倍。" },
      unit: { en: "×", zh: "×" },
      initial: [2, 2],
      kerasDefault: [2, 2],
      min: 1,
      max: 8,
    }),
    interpolation: choice(["nearest", "bilinear"], {
      label: { en: "Between pixels", zh: "插值" },
      help: {
        en: "Nearest repeats pixels and keeps edges hard. Bilinear blends them and is smooth.",
        zh: "最近邻重复像素，边缘清晰；双线性混合像素，更平滑。",
      },
      initial: "nearest",
      kerasDefault: "nearest",
      optionLabels: { nearest: { en: "Nearest", zh: "最近邻" }, bilinear: { en: "Bilinear", zh: "双线性" } },
    }),
  },
  brief: ({ size }) => ({ line: windowLine(size, [1, 1]) }),
  outputShape({ size }, [input]) {
    const { batch, height, width, channels } = imageOf("UpSampling2D", input);
    return [batch, height * size[0], width * size[1], channels];
  },
  weights: () => [],
  macs: ({ interpolation }, _inputs, output) => (interpolation === "bilinear" ? windowMacs(output, 4) : 0),
});
