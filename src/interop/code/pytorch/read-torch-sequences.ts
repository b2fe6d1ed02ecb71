/** Modules of PyTorch over the steps of a sequence, [N, T, C] here, and those that change the size of an image, as layers of ours. */
import { samePadding } from "@/interop/export/arrange";
import { torchActivations } from "@/interop/code/pytorch/torch-activations";
import type { Given, TorchLayer, Sides } from "@/interop/code/pytorch/torch-given";
import { initialConfig, type LayerName } from "@/network/layers";
import type { Shape } from "@/network/shape";

const layer = (className: LayerName, config: object): TorchLayer => ({ className, config: { ...initialConfig(className), ...config } });
const oneOf = (value: Given[string] | undefined, usual: number): number =>
  typeof value === "number" ? value : Array.isArray(value) ? Number(value[0] ?? usual) : usual;

/** Undefined where none of our paddings is meant. */
function paddingOf(steps: number, kernel: number, stride: number, dilation: number, [before, after]: readonly [number, number]) {
  if (before === 0 && after === 0) return "valid";
  const [front, back] = samePadding(steps, kernel, stride, dilation);
  if (before === front && after === back) return "same";
  return after === 0 && before === (kernel - 1) * dilation ? "causal" : undefined;
}
const oddPadding = "a padding of 0, one that keeps the steps, or F.pad(x, (kernel_size - 1, 0)) before it";
const recurrentClass: Readonly<Record<string, LayerName | undefined>> = { LSTM: "LSTM", GRU: "GRU", RNN: "SimpleRNN", SimpleRNN: "SimpleRNN" };

export function torchSequenceLayerOf(name: string, given: Given, shape: Shape, before: Sides | undefined): TorchLayer {
  const number = (key: string, usual: number) => (typeof given[key] === "number" ? given[key] : usual);
  const useBias = given["bias"] !== false;
  const padding = given["padding"];
  const side = oneOf(padding, 0);
  const pads = [before?.[0] ?? side, before?.[1] ?? side] as const;
  switch (name) {
    case "Embedding":
      return layer("Embedding", {
        inputDim: number("num_embeddings", 1),
        outputDim: number("embedding_dim", 1),
        maskZero: given["padding_idx"] === 0,
        trainable: given["learns"] !== false,
      });
    case "Conv1d": {
      const [kernelSize, strides, dilationRate] = [oneOf(given["kernel_size"], 1), oneOf(given["stride"], 1), oneOf(given["dilation"], 1)];
      const meant = typeof padding === "string" ? padding : paddingOf(shape[1] ?? 1, kernelSize, strides, dilationRate, pads);
      if (meant === undefined) return { expected: oddPadding };
      if (number("groups", 1) !== 1) return { expected: "groups=1" };
      return layer("Conv1D", { filters: number("out_channels", 1), kernelSize, strides, dilationRate, padding: meant, useBias, activation: "linear" });
    }
    case "MaxPool1d":
    case "AvgPool1d": {
      const poolSize = oneOf(given["kernel_size"], 2);
      const strides = given["stride"] === undefined || given["stride"] === null ? poolSize : oneOf(given["stride"], 1);
      const meant = paddingOf(shape[1] ?? 1, poolSize, strides, 1, pads);
      if (meant === undefined || meant === "causal") return { expected: oddPadding };
      return layer(name === "MaxPool1d" ? "MaxPooling1D" : "AveragePooling1D", { poolSize, strides, padding: meant });
    }
    case "AdaptiveAvgPool1d":
    case "AdaptiveMaxPool1d":
      if (oneOf(given["output_size"], 0) !== 1) return { expected: "an output size of 1" };
      return layer(name === "AdaptiveAvgPool1d" ? "GlobalAveragePooling1D" : "GlobalMaxPooling1D", {});
    case "RMSNorm":
      return layer("RMSNormalization", { epsilon: number("eps", 1e-6) });
    case "ZeroPad2d": {
      const [left = 0, right = left, top = left, bottom = top] = Array.isArray(padding) ? (padding as readonly number[]) : [side];
      return left === right && top === bottom ? layer("ZeroPadding2D", { padding: [top, left] }) : { expected: "as much on both sides" };
    }
    case "Upsample": {
      const factor = given["scale_factor"];
      const mode = given["mode"] ?? "nearest";
      if (mode !== "nearest" && mode !== "bilinear") return { expected: 'mode="nearest" or mode="bilinear"' };
      const size = Array.isArray(factor) ? (factor as readonly number[]) : [oneOf(factor, 2), oneOf(factor, 2)];
      return layer("UpSampling2D", { size, interpolation: mode });
    }
    case "ConvTranspose2d":
      return transposedOf(given, useBias);
    case "Positions":
      return layer("PositionalEncoding", { kind: "sinusoidal" });
    case "LearnedPositions":
      return layer("PositionalEncoding", { kind: "learned" });
    case "Attention": {
      const [keyDim, valueSize] = [number("key_size", 1), number("value_size", 1)];
      const valueDim = valueSize === keyDim ? 0 : valueSize;
      const rest = { useCausalMask: given["causal"] === true, dropout: number("dropout", 0), useBias };
      return layer("MultiHeadAttention", { numHeads: number("heads", 1), keyDim, valueDim, ...rest });
    }
    case "Recurrent":
      return ownRecurrent(given, useBias);
    default:
      return torchRecurrent(name, given, useBias);
  }
}

/** `valid`, or a padding of half of what sticks out. */
function transposedOf(given: Given, useBias: boolean): TorchLayer {
  const pair = (key: string, usual: number): readonly [number, number] => {
    const value = given[key];
    return Array.isArray(value) ? [Number(value[0]), Number(value[1] ?? value[0])] : [oneOf(value, usual), oneOf(value, usual)];
  };
  const [kernelSize, strides, padding, extra] = [pair("kernel_size", 1), pair("stride", 1), pair("padding", 0), pair("output_padding", 0)];
  const isValid = [0, 1].every((i) => padding[i] === 0 && extra[i] === Math.max((strides[i] ?? 1) - (kernelSize[i] ?? 1), 0));
  const isSame = [0, 1].every((i) => extra[i] === 0 && 2 * (padding[i] ?? 0) === (kernelSize[i] ?? 1) - (strides[i] ?? 1));
  if (!isValid && !isSame) return { expected: "a padding of 0, or of (kernel_size - stride) / 2" };
  return layer("Conv2DTranspose", {
    filters: oneOf(given["out_channels"], 1),
    kernelSize,
    strides,
    padding: isValid ? "valid" : "same",
    useBias,
    activation: "linear",
  });
}

/** Our own class, whose arguments are our settings. */
function ownRecurrent(given: Given, useBias: boolean): TorchLayer {
  const className = recurrentClass[String(given["cell"])];
  const [activation, gate] = [activationOf(given["activation"], "tanh"), activationOf(given["gate"], "sigmoid")];
  if (!className || !activation || !gate) return { expected: "a cell and functions that Layerlab has" };
  return layer(className, {
    units: oneOf(given["units"], 1),
    activation,
    ...(className === "SimpleRNN" ? {} : { recurrentActivation: gate }),
    useBias,
    returnSequences: given["sequences"] === true,
    goBackwards: given["backwards"] === true,
    dropout: oneOf(given["dropout"], 0),
    recurrentDropout: oneOf(given["recurrent_dropout"], 0),
  });
}
/** `torch.tanh`, or a function of one argument that is one: `lambda y: F.leaky_relu(y, 0.2)`, `lambda y: y`. */
function activationOf(value: Given[string] | undefined, usual: string): string | undefined {
  if (typeof value !== "string") return usual;
  const [, argument, body = value] = /^lambda (\w+): (.+)$/.exec(value) ?? [];
  if (body === argument) return "linear";
  const [, name = ""] = /^(?:\w+\.)*(\w+)\b/.exec(body) ?? [];
  return torchActivations[name];
}

/** PyTorch's own; which answers are taken is said behind it. */
function torchRecurrent(name: string, given: Given, useBias: boolean): TorchLayer {
  const className = recurrentClass[name];
  if (!className || given["batch_first"] !== true) return { expected: "batch_first=True" };
  const activation = given["nonlinearity"] === "relu" ? "relu" : "tanh";
  const own = { units: oneOf(given["hidden_size"], 1), activation, useBias, returnSequences: true };
  if (given["bidirectional"] === true) return layer("Bidirectional", { ...own, layer: className, mergeMode: "concat" });
  return layer(className, own);
}
