/**
 * How PyTorch says each layer. Tensors of four axes are [N, C, H, W] there; all others are as in Layerlab. Sizes are known, so that
 * paddings are numbers.
 */
import type { LayerName } from "@/network/layers";
import type { Shape } from "@/network/shape";
import { innerConfigOf } from "@/network/layers/inner-config";
import type { NamedTensor } from "@/interop/layerlab/content";
import { reshaped, samePadding, transposed } from "@/interop/export/arrange";
import { activated, bias, biasOf, both, channelsFirst, channelsLast, isImage, optional, size } from "@/interop/export/pytorch/torch-call";
import type { TorchLayer, TorchRule } from "@/interop/export/pytorch/torch-call";
import { torchSequences } from "@/interop/export/pytorch/torch-sequences";

interface Window {
  readonly kernel: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: "valid" | "same";
  readonly dilation?: readonly [number, number];
}

/** Left, right, top, bottom, as `F.pad` takes them; undefined where nothing is added. */
function padsOf({ kernel, strides, padding, dilation = [1, 1] }: Window, input: Shape | undefined): readonly [number, number, number, number] | undefined {
  if (padding === "valid") return undefined;
  const [top, bottom] = samePadding(size(input, 1), kernel[0], strides[0], dilation[0]);
  const [left, right] = samePadding(size(input, 2), kernel[1], strides[1], dilation[1]);
  return top + bottom + left + right === 0 ? undefined : [left, right, top, bottom];
}

/** Even padding is a setting of the module; uneven padding comes before it. */
function padded(x: string, window: Window, input: Shape | undefined, value = ""): { readonly x: string; readonly setting: string } {
  const pads = padsOf(window, input);
  if (!pads) return { x, setting: "" };
  const [left, right, top, bottom] = pads;
  if (left === right && top === bottom && value === "") return { x, setting: `, padding=${both([top, left])}` };
  return { x: `F.pad(${x}, (${pads.join(", ")})${value === "" ? "" : `, value=${value}`})`, setting: "" };
}

const merge =
  (write: (inputs: readonly string[]) => string) =>
  ({ inputs }: { readonly inputs: readonly string[] }): TorchLayer => ({ forward: write(inputs) });

const torchLayers: { readonly [N in LayerName]?: TorchRule<N> } = {
  ...torchSequences,
  Input: ({ inputs: [x = ""], outputShape }) => ({ forward: isImage(outputShape) ? channelsFirst(x) : x }),
  Dense: ({ config: { units, activation, useBias }, name, inputs: [x], inputShapes: [input], outputShape, weight }) => ({
    module: `nn.Linear(${size(input, -1)}, ${units}${bias(useBias)})`,
    forward: activated(activation, `self.${name}(${x})`, outputShape),
    state: { weight: transposed(weight("kernel"), [1, 0]), ...biasOf(useBias, weight) },
  }),
  Activation: ({ config: { activation }, name, inputs: [x = ""], outputShape }) =>
    activation === "linear" ? { module: "nn.Identity()", forward: `self.${name}(${x})` } : { forward: activated(activation, x, outputShape) },
  Conv2D: ({ config, name, inputs: [x = ""], inputShapes: [input], outputShape, weight }) => {
    const { filters, kernelSize, strides, dilationRate, useBias, activation } = config;
    const pad = padded(x, { kernel: kernelSize, strides, padding: config.padding, dilation: dilationRate }, input);
    return {
      module: `nn.Conv2d(${size(input, -1)}, ${filters}, ${both(kernelSize)}${optional("stride", both(strides), "1")}${pad.setting}${optional("dilation", both(dilationRate), "1")}${bias(useBias)})`,
      forward: activated(activation, `self.${name}(${pad.x})`, outputShape),
      state: { weight: transposed(weight("kernel"), [3, 2, 0, 1]), ...biasOf(useBias, weight) },
    };
  },
  Conv2DTranspose: ({ config, name, inputs: [x = ""], inputShapes: [input], outputShape, weight }) => {
    const { filters, kernelSize, strides, padding, useBias, activation } = config;
    // A window smaller than its step leaves a rim that only the bias reaches; a larger one sticks out, and `same` cuts that off.
    const rim = ([0, 1] as const).map((axis) => Math.max(strides[axis] - kernelSize[axis], 0)) as [number, number];
    const out = ([0, 1] as const).map((axis) => (padding === "same" ? Math.max(kernelSize[axis] - strides[axis], 0) : 0)) as [number, number];
    const cut = [out[1], out[0]].flatMap((total) => [-Math.floor(total / 2), -(total - Math.floor(total / 2))]);
    const whole = `self.${name}(${x})`;
    return {
      module: `nn.ConvTranspose2d(${size(input, -1)}, ${filters}, ${both(kernelSize)}${optional("stride", both(strides), "1")}${optional("output_padding", both(rim), "0")}${bias(useBias)})`,
      forward: activated(activation, cut.some((value) => value !== 0) ? `F.pad(${whole}, (${cut.map((value) => value || 0).join(", ")}))` : whole, outputShape),
      state: { weight: transposed(weight("kernel"), [3, 2, 0, 1]), ...biasOf(useBias, weight) },
    };
  },
  DepthwiseConv2D: ({ config, name, inputs: [x = ""], inputShapes: [input], outputShape, weight }) => {
    const { kernelSize, strides, depthMultiplier, useBias, activation } = config;
    const channels = size(input, -1);
    const pad = padded(x, { kernel: kernelSize, strides, padding: config.padding }, input);
    return {
      module: `nn.Conv2d(${channels}, ${channels * depthMultiplier}, ${both(kernelSize)}${optional("stride", both(strides), "1")}${pad.setting}, groups=${channels}${bias(useBias)})`,
      forward: activated(activation, `self.${name}(${pad.x})`, outputShape),
      state: { weight: reshaped(transposed(weight("kernel"), [2, 3, 0, 1]), [channels * depthMultiplier, 1, ...kernelSize]), ...biasOf(useBias, weight) },
    };
  },
  SeparableConv2D: ({ config, name, inputs: [x = ""], inputShapes: [input], outputShape, weight }) => {
    const { filters, kernelSize, strides, depthMultiplier, useBias, activation } = config;
    const channels = size(input, -1);
    const between = channels * depthMultiplier;
    const pad = padded(x, { kernel: kernelSize, strides, padding: config.padding }, input);
    return {
      modules: {
        depthwise: `nn.Conv2d(${channels}, ${between}, ${both(kernelSize)}${optional("stride", both(strides), "1")}${pad.setting}, groups=${channels}, bias=False)`,
        pointwise: `nn.Conv2d(${between}, ${filters}, 1${bias(useBias)})`,
      },
      forward: activated(activation, `self.${name}_pointwise(self.${name}_depthwise(${pad.x}))`, outputShape),
      state: {
        "depthwise.weight": reshaped(transposed(weight("depthwiseKernel"), [2, 3, 0, 1]), [between, 1, ...kernelSize]),
        "pointwise.weight": transposed(weight("pointwiseKernel"), [3, 2, 0, 1]),
        ...biasOf(useBias, weight, "pointwise.bias"),
      },
    };
  },
  MaxPooling2D: ({ config: { poolSize, strides, padding }, inputs: [x = ""], inputShapes: [input] }) => {
    const pad = padded(x, { kernel: poolSize, strides, padding }, input, 'float("-inf")');
    return { forward: `F.max_pool2d(${pad.x}, ${both(poolSize)}${optional("stride", both(strides), both(poolSize))})` };
  },
  AveragePooling2D: ({ config: { poolSize, strides, padding }, inputs: [x = ""], inputShapes: [input] }) => {
    const pads = padsOf({ kernel: poolSize, strides, padding }, input);
    const pool = (what: string) => `F.avg_pool2d(${what}, ${both(poolSize)}${optional("stride", both(strides), both(poolSize))})`;
    if (!pads) return { forward: pool(x) };
    // Of each window only what lies in the image counts.
    const around = (what: string) => `F.pad(${what}, (${pads.join(", ")}))`;
    return { forward: `${pool(around(x))} / ${pool(around(`torch.ones_like(${x})`))}` };
  },
  GlobalMaxPooling2D: ({ inputs: [x] }) => ({ forward: `${x}.amax(dim=(2, 3))` }),
  GlobalAveragePooling2D: ({ inputs: [x] }) => ({ forward: `${x}.mean(dim=(2, 3))` }),
  Flatten: ({ inputs: [x = ""], inputShapes: [input] }) => ({ forward: isImage(input) ? `${channelsLast(x)}.flatten(1)` : `${x}.flatten(1)` }),
  Reshape: ({ config: { targetShape }, inputs: [x = ""], inputShapes: [input], outputShape }) => {
    const flat = `${isImage(input) ? channelsLast(x) : x}.reshape(-1, ${targetShape.join(", ")})`;
    return { forward: isImage(outputShape) ? channelsFirst(flat) : flat };
  },
  ZeroPadding2D: ({ config: { padding }, inputs: [x] }) => ({
    forward: `F.pad(${x}, (${padding[1]}, ${padding[1]}, ${padding[0]}, ${padding[0]}))`,
  }),
  UpSampling2D: ({ config, inputs: [x] }) => ({
    forward: `F.interpolate(${x}, scale_factor=(${config.size.join(", ")}), mode="${config.interpolation}"${config.interpolation === "bilinear" ? ", align_corners=False" : ""})`,
  }),
  BatchNormalization: ({ config, name, inputs: [x = ""], inputShapes: [input], weight }) => {
    const channels = size(input, -1);
    const isSequence = input?.length === 3;
    const constant = (word: string, value: number): NamedTensor => ({ name: word, shape: [channels], data: new Float32Array(channels).fill(value) });
    return {
      // PyTorch's momentum is the share of the new value, Keras' that of the old one.
      module: `nn.BatchNorm${isImage(input) ? "2d" : "1d"}(${channels}, eps=${config.epsilon}, momentum=${Number((1 - config.momentum).toFixed(12))})`,
      forward: isSequence ? `self.${name}(${x}.transpose(1, 2)).transpose(1, 2)` : `self.${name}(${x})`,
      state: {
        weight: config.scale ? weight("gamma") : constant("gamma", 1),
        bias: config.center ? weight("beta") : constant("beta", 0),
        running_mean: weight("movingMean"),
        running_var: weight("movingVariance"),
      },
    };
  },
  LayerNormalization: ({ config, name, inputs: [x = ""], inputShapes: [input], weight }) => {
    const features = size(input, -1);
    const constant = (word: string, value: number): NamedTensor => ({ name: word, shape: [features], data: new Float32Array(features).fill(value) });
    return {
      module: `nn.LayerNorm(${features}, eps=${config.epsilon})`,
      forward: isImage(input) ? channelsFirst(`self.${name}(${channelsLast(x)})`) : `self.${name}(${x})`,
      state: { weight: config.scale ? weight("gamma") : constant("gamma", 1), bias: config.center ? weight("beta") : constant("beta", 0) },
    };
  },
  Dropout: ({ config: { rate }, name, inputs: [x] }) => ({ module: `nn.Dropout(${rate})`, forward: `self.${name}(${x})` }),
  GaussianNoise: ({ config: { stddev }, inputs: [x] }) => ({ forward: `${x} + ${stddev} * torch.randn_like(${x}) if self.training else ${x}` }),
  Add: merge((inputs) => inputs.join(" + ")),
  Multiply: merge((inputs) => inputs.join(" * ")),
  Average: merge((inputs) => `(${inputs.join(" + ")}) / ${inputs.length}`),
  Maximum: merge((inputs) => inputs.reduce((most, next) => `torch.maximum(${most}, ${next})`)),
  Concatenate: ({ config: { axis }, inputs, outputShape }) => {
    const rank = outputShape.length;
    const counted = axis < 0 ? rank + axis : axis;
    const dim = rank === 4 ? [0, 2, 3, 1][counted] : counted;
    return { forward: `torch.cat((${inputs.join(", ")}), dim=${dim})` };
  },
};

/** Steps stand in the batch while the layer within is computed. */
const timeDistributed: TorchRule<"TimeDistributed"> = (call) => {
  const [batch = null, steps, ...image] = call.inputShapes[0] ?? [];
  const outputShape = [batch, ...call.outputShape.slice(2)];
  const flat = channelsFirst(`${call.inputs[0] ?? ""}.flatten(0, 1)`);
  const rule = torchLayers[call.config.layer] as TorchRule<LayerName>;
  const own = rule({ ...call, config: innerConfigOf(call.config) as never, inputs: [flat], inputShapes: [[batch, ...image]], outputShape });
  const { forward } = own;
  return { ...own, forward: `${isImage(outputShape) ? channelsLast(forward) : forward}.unflatten(0, (-1, ${steps ?? 1}))` };
};

export function torchRuleOf(name: LayerName): TorchRule<LayerName> | undefined {
  return (name === "TimeDistributed" ? timeDistributed : torchLayers[name]) as TorchRule<LayerName> | undefined;
}
