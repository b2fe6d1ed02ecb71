/** How ONNX says each layer (opset 20). Tensors of four axes are [N, C, H, W] there; all others are as in Layerlab. */
import type { LayerName } from "@/network/layers";
import { innerConfigOf } from "@/network/layers/inner-config";
import type { Shape } from "@/network/shape";
import type { NamedTensor } from "@/interop/layerlab/content";
import { reshaped, samePadding, transposed } from "@/interop/export/arrange";
import { onnxAttention } from "@/interop/export/onnx/onnx-attention";
import {
  activated,
  channelsFirst,
  channelsLast,
  inputOf,
  isImage,
  onLastAxis,
  size,
  turned,
  type OnnxCall,
  type OnnxRule,
} from "@/interop/export/onnx/onnx-call";
import { onnxRecurrent } from "@/interop/export/onnx/onnx-recurrent";
import { onnxSequences } from "@/interop/export/onnx/onnx-sequences";

interface Window {
  readonly kernelSize: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: "valid" | "same";
  readonly dilationRate?: readonly [number, number];
}
/** Top, left, bottom, right. */
function padsOf({ kernelSize, strides, padding, dilationRate = [1, 1] }: Window, input: Shape | undefined): readonly number[] {
  if (padding === "valid") return [0, 0, 0, 0];
  const [top, bottom] = samePadding(size(input, 1), kernelSize[0], strides[0], dilationRate[0]);
  const [left, right] = samePadding(size(input, 2), kernelSize[1], strides[1], dilationRate[1]);
  return [top, left, bottom, right];
}

function convolution(call: OnnxCall<LayerName>, window: Window, x: string, kernel: NamedTensor, bias: NamedTensor | undefined, group = 1): string {
  const { dilationRate = [1, 1] } = window;
  return call.node("Conv", [x, call.floats(kernel), ...(bias ? [call.floats(bias)] : [])], {
    kernel_shape: window.kernelSize,
    strides: window.strides,
    pads: padsOf(window, call.inputShapes[0]),
    dilations: dilationRate,
    group,
  });
}

/** Filters per channel, [h, w, C, m] as [C·m, 1, h, w]. */
function perChannel(kernel: NamedTensor): NamedTensor {
  const [rows = 1, columns = 1, channels = 1, multiplier = 1] = kernel.shape;
  return reshaped(transposed(kernel, [2, 3, 0, 1]), [channels * multiplier, 1, rows, columns]);
}

const constant = (name: string, count: number, value: number): NamedTensor => ({ name, shape: [count], data: new Float32Array(count).fill(value) });

const variadic =
  (op: string): OnnxRule<LayerName> =>
  ({ node, inputs }) =>
    node(op, inputs);

const onnxLayers: { readonly [N in LayerName]?: OnnxRule<N> } = {
  ...onnxSequences,
  ...onnxRecurrent,
  ...onnxAttention,
  Input: (call) => (isImage(call.outputShape) ? channelsFirst(call, inputOf(call)) : inputOf(call)),
  Dense: (call) => {
    const { activation, useBias } = call.config;
    const product = call.node("MatMul", [inputOf(call), call.floats(call.weight("kernel"))]);
    return activated(call, activation, useBias ? call.node("Add", [product, call.floats(call.weight("bias"))]) : product);
  },
  Activation: (call) => activated(call, call.config.activation, inputOf(call)),
  Conv2D: (call) => {
    const { config, weight } = call;
    const kernel = transposed(weight("kernel"), [3, 2, 0, 1]);
    return activated(call, config.activation, convolution(call, config, inputOf(call), kernel, config.useBias ? weight("bias") : undefined));
  },
  Conv2DTranspose: (call) => {
    const { node, floats, weight } = call;
    const { kernelSize, strides, padding, useBias, activation } = call.config;
    const each = (write: (axis: 0 | 1) => number) => [write(0), write(1)];
    // A window larger than its step sticks out, which `same` cuts off, the odd one at the end; a smaller one leaves a rim to fill.
    const out = each((axis) => (padding === "same" ? Math.max(kernelSize[axis] - strides[axis], 0) : 0));
    const before = out.map((total) => Math.floor(total / 2));
    const whole = node("ConvTranspose", [inputOf(call), floats(transposed(weight("kernel"), [3, 2, 0, 1])), ...(useBias ? [floats(weight("bias"))] : [])], {
      kernel_shape: kernelSize,
      strides,
      pads: [...before, ...out.map((total, i) => total - (before[i] ?? 0))],
      output_padding: each((axis) => Math.max(strides[axis] - kernelSize[axis], 0)),
    });
    return activated(call, activation, whole);
  },
  DepthwiseConv2D: (call) => {
    const { config, weight, inputShapes } = call;
    const filtered = convolution(
      call,
      config,
      inputOf(call),
      perChannel(weight("kernel")),
      config.useBias ? weight("bias") : undefined,
      size(inputShapes[0], -1),
    );
    return activated(call, config.activation, filtered);
  },
  SeparableConv2D: (call) => {
    const { config, weight, inputShapes } = call;
    const filtered = convolution(call, config, inputOf(call), perChannel(weight("depthwiseKernel")), undefined, size(inputShapes[0], -1));
    const point: Window = { kernelSize: [1, 1], strides: [1, 1], padding: "valid" };
    const mixed = convolution(call, point, filtered, transposed(weight("pointwiseKernel"), [3, 2, 0, 1]), config.useBias ? weight("bias") : undefined);
    return activated(call, config.activation, mixed);
  },
  MaxPooling2D: (call) => {
    const { poolSize, strides, padding } = call.config;
    const pads = padsOf({ kernelSize: poolSize, strides, padding }, call.inputShapes[0]);
    return call.node("MaxPool", [inputOf(call)], { kernel_shape: poolSize, strides, pads });
  },
  AveragePooling2D: (call) => {
    const { poolSize, strides, padding } = call.config;
    const pads = padsOf({ kernelSize: poolSize, strides, padding }, call.inputShapes[0]);
    return call.node("AveragePool", [inputOf(call)], { kernel_shape: poolSize, strides, pads, count_include_pad: 0 });
  },
  GlobalMaxPooling2D: (call) => call.node("ReduceMax", [inputOf(call), call.ints([2, 3])], { keepdims: 0 }),
  GlobalAveragePooling2D: (call) => call.node("ReduceMean", [inputOf(call), call.ints([2, 3])], { keepdims: 0 }),
  Flatten: (call) => {
    const x = inputOf(call);
    return call.node("Reshape", [isImage(call.inputShapes[0]) ? channelsLast(call, x) : x, call.ints([-1, size(call.outputShape, 1)])]);
  },
  Reshape: (call) => {
    const x = inputOf(call);
    const flat = call.node("Reshape", [isImage(call.inputShapes[0]) ? channelsLast(call, x) : x, call.ints([-1, ...call.config.targetShape])]);
    return isImage(call.outputShape) ? channelsFirst(call, flat) : flat;
  },
  ZeroPadding2D: (call) => {
    const [rows, columns] = call.config.padding;
    return call.node("Pad", [inputOf(call), call.ints([0, 0, rows, columns, 0, 0, rows, columns])]);
  },
  UpSampling2D: (call) => {
    const { size: factors, interpolation } = call.config;
    const scales = call.floats({ name: "scales", shape: [4], data: Float32Array.of(1, 1, ...factors) });
    const how =
      interpolation === "nearest"
        ? { mode: "nearest", coordinate_transformation_mode: "asymmetric", nearest_mode: "floor" }
        : { mode: "linear", coordinate_transformation_mode: "half_pixel" };
    return call.node("Resize", [inputOf(call), "", scales], how);
  },
  BatchNormalization: (call) => {
    const { node, floats, weight, inputShapes } = call;
    const { scale, center, epsilon } = call.config;
    const channels = size(inputShapes[0], -1);
    const parameters = [
      scale ? weight("gamma") : constant("gamma", channels, 1),
      center ? weight("beta") : constant("beta", channels, 0),
      weight("movingMean"),
      weight("movingVariance"),
    ].map(floats);
    const normalized = (x: string) => node("BatchNormalization", [x, ...parameters], { epsilon: { float: epsilon } });
    if (inputShapes[0]?.length !== 3) return normalized(inputOf(call));
    return turned(call, normalized(turned(call, inputOf(call))));
  },
  LayerNormalization: (call) => {
    const { node, floats, weight, inputShapes } = call;
    const { scale, center, epsilon } = call.config;
    const features = size(inputShapes[0], -1);
    const gamma = floats(scale ? weight("gamma") : constant("gamma", features, 1));
    const beta = floats(center ? weight("beta") : constant("beta", features, 0));
    return onLastAxis(call, inputOf(call), (x) => node("LayerNormalization", [x, gamma, beta], { axis: -1, epsilon: { float: epsilon } }));
  },
  // Both act while training only.
  Dropout: inputOf,
  GaussianNoise: inputOf,
  Add: variadic("Sum"),
  Multiply: ({ node, inputs }) => inputs.reduce((product, next) => node("Mul", [product, next])),
  Average: variadic("Mean"),
  Maximum: variadic("Max"),
  Concatenate: ({ config, node, inputs, outputShape }) => {
    const counted = config.axis < 0 ? outputShape.length + config.axis : config.axis;
    return node("Concat", inputs, { axis: isImage(outputShape) ? ([0, 2, 3, 1][counted] ?? 1) : counted });
  },
};

/** Steps stand in the batch while the layer within is computed. */
const timeDistributed: OnnxRule<"TimeDistributed"> = (call) => {
  const [batch = null, steps, ...image] = call.inputShapes[0] ?? [];
  const outputShape = [batch, ...call.outputShape.slice(2)];
  const sizes = (shape: Shape) => shape.map((size) => size ?? 1);
  const flat = channelsFirst(call, call.node("Reshape", [inputOf(call), call.ints([-1, ...sizes(image)])]));
  const rule = onnxLayers[call.config.layer] as OnnxRule<LayerName>;
  const own = rule({ ...call, config: innerConfigOf(call.config) as never, inputs: [flat], inputShapes: [[batch, ...image]], outputShape });
  return call.node("Reshape", [isImage(outputShape) ? channelsLast(call, own) : own, call.ints([-1, steps ?? 1, ...sizes(outputShape.slice(1))])]);
};

export function onnxRuleOf(name: LayerName): OnnxRule<LayerName> | undefined {
  return (name === "TimeDistributed" ? timeDistributed : onnxLayers[name]) as OnnxRule<LayerName> | undefined;
}
