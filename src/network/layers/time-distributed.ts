/**
 * TimeDistributed: one layer for images, the same at every step of a sequence of images. Dense works at every step as it is, and layers
 * that act value by value do so too: they need no wrapper.
 */
import { choice, initialConfigOf, type ConfigOf, type Fields, type Settings } from "@/network/fields";
import { AveragePooling2D } from "@/network/layers/average-pooling2d";
import { Conv2D } from "@/network/layers/conv2d";
import { defineLayer, type LayerDefinition } from "@/network/layers/define-layer";
import { Flatten } from "@/network/layers/flatten";
import { GlobalAveragePooling2D } from "@/network/layers/global-average-pooling2d";
import { GlobalMaxPooling2D } from "@/network/layers/global-max-pooling2d";
import { innerConfigOf } from "@/network/layers/inner-config";
import { MaxPooling2D } from "@/network/layers/max-pooling2d";
import { ShapeError, type Shape } from "@/network/shape";

const innerLayers = { Conv2D, MaxPooling2D, AveragePooling2D, GlobalAveragePooling2D, GlobalMaxPooling2D, Flatten } as const;
export type InnerLayerName = keyof typeof innerLayers;
export const innerLayerNames = Object.keys(innerLayers) as readonly InnerLayerName[];

const { dilationRate: _solid, ...convolutionFields } = Conv2D.fields;
/** They are asked for only where the layer within is a convolution. */
function ofConvolution<F extends Fields>(given: F): F {
  const entries = Object.entries(given).map(([key, field]) => [
    key,
    { ...field, when: (config: Settings) => config["layer"] === "Conv2D" && (field.when?.(config) ?? true) },
  ]);
  return Object.fromEntries(entries) as F;
}
const fields = {
  layer: choice(innerLayerNames, {
    label: { en: "Layer", zh: "层" },
    help: {
      en: "What is done to the image at every step, with the same weights. Dense does so by itself.",
      zh: "对每一步的图像做什么，各步共用同一组权重。全连接层本来就逐步作用。",
    },
    initial: "Conv2D",
    optionLabels: Object.fromEntries(innerLayerNames.map((name) => [name, innerLayers[name].title])) as Readonly<
      Record<InnerLayerName, (typeof Conv2D)["title"]>
    >,
  }),
  poolSize: { ...MaxPooling2D.fields.poolSize, when: ({ layer }: Settings) => layer === "MaxPooling2D" || layer === "AveragePooling2D" },
  ...ofConvolution(convolutionFields),
};
type TimeDistributedConfig = ConfigOf<typeof fields>;

/** The settings of a wrapper round this layer; undefined where they cannot be said here. Those that it has not are as usual. */
export function wrapperConfigOf(className: string, own: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | undefined {
  const layer = innerLayerNames.find((name) => name === className);
  if (!layer) return undefined;
  const { poolSize: size, strides, padding, dilationRate, ...rest } = own;
  const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const usual = { ...initialConfigOf(fields), layer };
  if (layer === "Conv2D") return isSame(dilationRate, [1, 1]) ? { ...usual, strides, padding, ...rest } : undefined;
  if (size === undefined) return usual;
  return isSame(strides, size) && padding === "valid" ? { ...usual, poolSize: size } : undefined;
}

function innerOf(config: TimeDistributedConfig) {
  return { layer: innerLayers[config.layer] as unknown as LayerDefinition<InnerLayerName, Fields>, own: innerConfigOf(config) as ConfigOf<Fields> };
}

/** The image at each step, and how many there are. */
function stepsOf(input: Shape | undefined): { readonly image: Shape; readonly steps: number } {
  const [batch = null, steps, ...image] = input ?? [];
  if (image.length !== 3 || steps == null)
    throw new ShapeError(
      "TimeDistributed",
      { en: "a sequence of images: steps × height × width × channels", zh: "图像序列：步数 × 高 × 宽 × 通道" },
      input ?? [],
      {
        en: "Insert Reshape before it, say to four strips of an image.",
        zh: "在它前面插入 Reshape，例如把图像变成四条。",
      },
    );
  return { image: [batch, ...image], steps };
}

export const TimeDistributed = defineLayer({
  className: "TimeDistributed",
  category: "recurrent",
  title: { en: "At every step", zh: "逐步应用" },
  summary: {
    en: "Does the same to the image at every step of a sequence, with one set of weights: what a recurrent layer then reads in order.",
    zh: "用同一组权重处理序列中每一步的图像，供其后的循环层按顺序读取。",
  },
  formula: {
    latex: "y_t = g(x_t)",
    symbols: [
      { latex: "x_t", meaning: { en: "the image at step t", zh: "第 t 步的图像" } },
      { latex: "g", meaning: { en: "the layer within, the same at every step", zh: "内部的层，每一步相同" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/recurrent_layers/time_distributed/",
  keywords: ["time distributed", "video", "frames", "wrapper", "sequence", "视频", "帧", "包装"],
  icon: "layers-2",
  input: { arity: 1, rank: 5 },
  masks: "passes",
  activatesInside: true,
  fields,
  brief(config) {
    const { layer, own } = innerOf(config);
    const { count, line } = layer.brief(own);
    return { ...(count ? { count } : {}), line: line ?? { text: layer.title } };
  },
  outputShape(config, [input]) {
    const { image, steps } = stepsOf(input);
    const { layer, own } = innerOf(config);
    const [batch = null, ...rest] = layer.outputShape(own, [image]);
    return [batch, steps, ...rest];
  },
  weights(config, [input]) {
    const { layer, own } = innerOf(config);
    return layer.weights(own, [stepsOf(input).image]);
  },
  macs(config, [input], [batch = null, ...rest]) {
    const { image, steps } = stepsOf(input);
    const { layer, own } = innerOf(config);
    return steps * layer.macs(own, [image], [batch, ...rest.slice(1)]);
  },
});
