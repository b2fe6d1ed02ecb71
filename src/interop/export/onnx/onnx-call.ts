/** What a rule that writes a layer as ONNX operators is given, and what rules share. */
import type { ActivationName } from "@/network/activations";
import type { LayerConfig, LayerName } from "@/network/layers";
import type { Shape } from "@/network/shape";
import type { NamedTensor } from "@/interop/layerlab/content";
import type { OnnxAttributes } from "@/interop/export/onnx/onnx-proto";

/** What a layer is written with. Every method returns the name of a value. */
export interface OnnxCall<N extends LayerName> {
  readonly config: LayerConfig<N>;
  readonly inputs: readonly string[];
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  /** By input: ones and zeros, float [N, T], of the steps that count; undefined where all do. */
  readonly masks: readonly (string | undefined)[];
  /** By Layerlab's word. */
  readonly weight: (name: string) => NamedTensor;
  /** Of an operator with several answers the one behind so many. */
  readonly node: (op: string, inputs: readonly string[], attributes?: OnnxAttributes, behind?: number) => string;
  readonly floats: (tensor: NamedTensor) => string;
  readonly number: (value: number) => string;
  readonly ints: (values: readonly number[]) => string;
}
export type OnnxRule<N extends LayerName> = (call: OnnxCall<N>) => string;
export type OnnxWriter = Pick<OnnxCall<LayerName>, "node" | "number">;

const alone =
  (op: string, attributes: OnnxAttributes = {}) =>
  ({ node }: OnnxWriter, x: string): string =>
    node(op, [x], attributes);

export const onnxFunctions: Readonly<Record<ActivationName, (writer: OnnxWriter, x: string, axis: number) => string>> = {
  linear: (_, x) => x,
  relu: alone("Relu"),
  leakyRelu: alone("LeakyRelu", { alpha: { float: 0.2 } }),
  relu6: ({ node, number }, x) => node("Clip", [x, number(0), number(6)]),
  elu: alone("Elu"),
  selu: alone("Selu"),
  gelu: alone("Gelu"),
  silu: ({ node }, x) => node("Mul", [x, node("Sigmoid", [x])]),
  sigmoid: alone("Sigmoid"),
  hardSigmoid: alone("HardSigmoid", { alpha: { float: 1 / 6 }, beta: { float: 0.5 } }),
  tanh: alone("Tanh"),
  softplus: alone("Softplus"),
  softsign: alone("Softsign"),
  mish: alone("Mish"),
  exponential: alone("Exp"),
  softmax: ({ node }, x, axis) => node("Softmax", [x], { axis }),
};

export const isImage = (shape: Shape | undefined) => shape?.length === 4;
export const size = (shape: Shape | undefined, axis: number): number => shape?.at(axis) ?? 1;
export const activated = (call: OnnxWriter & Pick<OnnxCall<LayerName>, "outputShape">, activation: ActivationName, x: string) =>
  onnxFunctions[activation](call, x, isImage(call.outputShape) ? 1 : -1);
export const channelsLast = ({ node }: Pick<OnnxWriter, "node">, x: string) => node("Transpose", [x], { perm: [0, 2, 3, 1] });
export const channelsFirst = ({ node }: Pick<OnnxWriter, "node">, x: string) => node("Transpose", [x], { perm: [0, 3, 1, 2] });
/** [N, T, C] to [N, C, T] and back. */
export const turned = ({ node }: Pick<OnnxWriter, "node">, x: string) => node("Transpose", [x], { perm: [0, 2, 1] });

/** The only value that comes in. */
export const inputOf = ({ inputs }: Pick<OnnxCall<LayerName>, "inputs">): string => inputs[0] ?? "";

/** Images are turned so that the axis of features is the last, and back. */
export function onLastAxis(call: Pick<OnnxCall<LayerName>, "node" | "outputShape">, x: string, write: (x: string) => string): string {
  return isImage(call.outputShape) ? channelsFirst(call, write(channelsLast(call, x))) : write(x);
}
