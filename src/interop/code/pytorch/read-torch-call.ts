/** Modules and functions of PyTorch as layers of ours: what each is called there, and which arguments it takes. */
import { samePadding } from "@/interop/export/arrange";
import { initialConfig, layerOf, type LayerName } from "@/network/layers";
import type { Shape } from "@/network/shape";
import type { Given, Sides, TorchLayer } from "@/interop/code/pytorch/torch-given";
import { torchSequenceLayerOf } from "@/interop/code/pytorch/read-torch-sequences";

/** Modules with settings, and the order of their arguments. */
export const torchModules = {
  Linear: "in_features out_features bias",
  Conv2d: "in_channels out_channels kernel_size stride padding dilation groups bias",
  BatchNorm1d: "num_features eps momentum",
  BatchNorm2d: "num_features eps momentum",
  LayerNorm: "normalized_shape eps",
  Dropout: "p",
  Flatten: "start_dim",
  MaxPool2d: "kernel_size stride padding",
  AvgPool2d: "kernel_size stride padding",
  AdaptiveAvgPool2d: "output_size",
  AdaptiveMaxPool2d: "output_size",
  AdaptiveAvgPool1d: "output_size",
  AdaptiveMaxPool1d: "output_size",
  Conv1d: "in_channels out_channels kernel_size stride padding dilation groups bias",
  MaxPool1d: "kernel_size stride padding",
  AvgPool1d: "kernel_size stride padding",
  ConvTranspose2d: "in_channels out_channels kernel_size stride padding output_padding groups bias dilation",
  ZeroPad2d: "padding",
  Upsample: "size scale_factor mode",
  RMSNorm: "normalized_shape eps",
  Embedding: "num_embeddings embedding_dim padding_idx",
  LSTM: "input_size hidden_size num_layers bias batch_first dropout bidirectional",
  GRU: "input_size hidden_size num_layers bias batch_first dropout bidirectional",
  RNN: "input_size hidden_size num_layers nonlinearity bias batch_first dropout bidirectional",
  Identity: "",
} as const;
/** Classes of the programs that we print, where PyTorch has no module that answers alike. */
export const ownTorchModules = {
  Recurrent: "cell size units activation gate bias sequences backwards dropout recurrent_dropout",
  Positions: "steps size",
  LearnedPositions: "steps size",
  Attention: "heads key_size value_size size seen_size causal dropout bias",
} as const;
export type TorchModuleName = keyof typeof torchModules | keyof typeof ownTorchModules;
export const isOwnTorchModule = (name: string): name is keyof typeof ownTorchModules => Object.hasOwn(ownTorchModules, name);
export const argumentsOfModule = (name: TorchModuleName): string => (isOwnTorchModule(name) ? ownTorchModules[name] : torchModules[name]);
export const isTorchModule = (name: string): name is keyof typeof torchModules => Object.hasOwn(torchModules, name);

/** Functions that are a module without anything to keep. */
export const torchFunctions: Readonly<Record<string, TorchModuleName>> = {
  max_pool2d: "MaxPool2d",
  avg_pool2d: "AvgPool2d",
  dropout: "Dropout",
  flatten: "Flatten",
  adaptive_avg_pool2d: "AdaptiveAvgPool2d",
  max_pool1d: "MaxPool1d",
  avg_pool1d: "AvgPool1d",
  interpolate: "Upsample",
};

const pairOf = (value: Given[string] | undefined, usual: number): readonly [number, number] => {
  if (typeof value === "number") return [value, value];
  if (Array.isArray(value)) return [Number(value[0] ?? usual), Number(value[1] ?? value[0] ?? usual)];
  return [usual, usual];
};

/** `pads`: of an `F.pad` before it. Undefined where neither of our paddings is meant. */
function paddingOf(shape: Shape, kernel: readonly [number, number], strides: readonly [number, number], dilation: readonly [number, number], pads: Sides) {
  if (pads.every((pad) => pad === 0)) return "valid";
  const [top, bottom] = samePadding(shape[1] ?? 1, kernel[0], strides[0], dilation[0]);
  const [left, right] = samePadding(shape[2] ?? 1, kernel[1], strides[1], dilation[1]);
  return [left, right, top, bottom].every((side, i) => side === pads[i]) ? "same" : undefined;
}

const layer = <N extends LayerName>(className: N, config: object): TorchLayer => ({ className, config: { ...initialConfig(className), ...config } });
const oddPadding = "a padding of 0, or one that keeps height and width (kernel_size // 2 at stride 1)";

/** What a module makes of a tensor of this shape, [N, H, W, C] for images. */
export function torchLayerOf(name: TorchModuleName, given: Given, shape: Shape, before: Sides | undefined): TorchLayer {
  const number = (key: string, usual: number) => (typeof given[key] === "number" ? given[key] : usual);
  const useBias = given["bias"] !== false;
  const padding = pairOf(given["padding"], 0);
  const pads: Sides = before ?? [padding[1], padding[1], padding[0], padding[0]];
  switch (name) {
    case "Linear":
      return layer("Dense", { units: number("out_features", 0), useBias, activation: "linear" });
    case "Conv2d": {
      const kernelSize = pairOf(given["kernel_size"], 1);
      const [strides, dilationRate] = [pairOf(given["stride"], 1), pairOf(given["dilation"], 1)];
      const meant = typeof given["padding"] === "string" ? given["padding"] : paddingOf(shape, kernelSize, strides, dilationRate, pads);
      if (meant !== "same" && meant !== "valid") return { expected: oddPadding };
      const [groups, channels, out] = [number("groups", 1), shape.at(-1) ?? 1, number("out_channels", 0)];
      // One channel is one group: a depthwise convolution says it all the same.
      if (groups === 1 && (channels !== 1 || given["groups"] === undefined))
        return layer("Conv2D", { filters: out, kernelSize, strides, padding: meant, dilationRate, useBias, activation: "linear" });
      if (groups !== channels || out % channels !== 0) return { expected: "groups=1, or as many groups as channels come in" };
      return layer("DepthwiseConv2D", { kernelSize, strides, padding: meant, depthMultiplier: out / channels, useBias, activation: "linear" });
    }
    case "BatchNorm1d":
    case "BatchNorm2d":
      return layer("BatchNormalization", { epsilon: number("eps", 1e-5), momentum: Number((1 - number("momentum", 0.1)).toFixed(12)) });
    case "LayerNorm":
      return layer("LayerNormalization", { epsilon: number("eps", 1e-5) });
    case "Dropout":
      return layer("Dropout", { rate: number("p", 0.5) });
    case "Flatten":
      return shape.length === 2 ? "same" : layer("Flatten", {});
    case "MaxPool2d":
    case "AvgPool2d": {
      const poolSize = pairOf(given["kernel_size"], 2);
      const strides = given["stride"] === undefined || given["stride"] === null ? poolSize : pairOf(given["stride"], 1);
      const meant = paddingOf(shape, poolSize, strides, [1, 1], pads);
      return meant === undefined
        ? { expected: oddPadding }
        : layer(name === "MaxPool2d" ? "MaxPooling2D" : "AveragePooling2D", { poolSize, strides, padding: meant });
    }
    case "AdaptiveAvgPool2d":
    case "AdaptiveMaxPool2d":
      if (pairOf(given["output_size"], 0).some((size) => size !== 1)) return { expected: "an output size of 1" };
      return layer(name === "AdaptiveAvgPool2d" ? "GlobalAveragePooling2D" : "GlobalMaxPooling2D", {});
    case "Identity":
      return layer("Activation", { activation: "linear" });
    case "AdaptiveAvgPool1d":
    case "AdaptiveMaxPool1d":
    case "Attention":
    case "AvgPool1d":
    case "Conv1d":
    case "ConvTranspose2d":
    case "Embedding":
    case "GRU":
    case "LSTM":
    case "LearnedPositions":
    case "MaxPool1d":
    case "Positions":
    case "RMSNorm":
    case "RNN":
    case "Recurrent":
    case "Upsample":
    case "ZeroPad2d":
      return torchSequenceLayerOf(name, given, shape, before);
  }
}

/** Settings that PyTorch's modules do not say: how weights start, what is added to the loss. */
export function unsaidOf(className: LayerName): readonly string[] {
  return Object.keys(layerOf(className).fields).filter(
    (key) => /(Initializer|Regularizer)$/.test(key) || key === "center" || key === "scale" || key === "unitForgetBias" || key === "maskZero",
  );
}
