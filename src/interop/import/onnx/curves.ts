/** Functions of single values: an exporter may write GELU in five nodes, but what it computes tells which it is. */
import type { Drawing } from "@/interop/import/onnx/drawing";
import type { Curve, Drawn, Tensor } from "@/interop/import/onnx/values";
import type { ActivationName } from "@/network/activations";

/** Abramowitz and Stegun 7.1.26, right to 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - series * Math.exp(-x * x));
}
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const clip = (x: number, least: number, most: number) => Math.min(Math.max(x, least), most);
const elu = (x: number, alpha: number) => (x < 0 ? alpha * Math.expm1(x) : x);
const selu = (x: number, alpha: number, gamma: number) => gamma * elu(x, alpha);
const [seluAlpha, seluGamma] = [1.6732632423543772, 1.0507009873554805];
const gelu = (x: number) => 0.5 * x * (1 + erf(x / Math.SQRT2));
const mish = (x: number) => x * Math.tanh(softplus(x));

type Scalar = (x: number) => number;
/** Operators by their attributes. */
export const scalarOps: Readonly<Record<string, ((number: (name: string, absent: number) => number, text: (name: string) => string) => Scalar) | undefined>> = {
  Relu: () => (x) => Math.max(x, 0),
  LeakyRelu: (number) => (x) => (x < 0 ? number("alpha", 0.01) * x : x),
  ThresholdedRelu: (number) => (x) => (x > number("alpha", 1) ? x : 0),
  Elu: (number) => (x) => elu(x, number("alpha", 1)),
  Celu: (number) => (x) => Math.max(0, x) + Math.min(0, number("alpha", 1) * Math.expm1(x / number("alpha", 1))),
  Selu: (number) => (x) => selu(x, number("alpha", seluAlpha), number("gamma", seluGamma)),
  Sigmoid: () => sigmoid,
  HardSigmoid: (number) => (x) => clip(number("alpha", 0.2) * x + number("beta", 0.5), 0, 1),
  HardSwish: () => (x) => x * clip(x / 6 + 0.5, 0, 1),
  Tanh: () => Math.tanh,
  Softplus: () => softplus,
  Softsign: () => (x) => x / (1 + Math.abs(x)),
  Mish: () => mish,
  Gelu: (_, text) => (text("approximate") === "tanh" ? (x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))) : gelu),
  Swish: (number) => (x) => x * sigmoid(number("alpha", 1) * x),
  Erf: () => erf,
  Exp: () => Math.exp,
  Log: () => Math.log,
  Abs: () => Math.abs,
  Neg: () => (x) => -x,
  Sqrt: () => Math.sqrt,
  Reciprocal: () => (x) => 1 / x,
};

const known: readonly (readonly [ActivationName, Scalar])[] = [
  ["linear", (x) => x],
  ["relu", (x) => Math.max(x, 0)],
  ["leakyRelu", (x) => (x < 0 ? 0.2 * x : x)],
  ["relu6", (x) => clip(x, 0, 6)],
  ["elu", (x) => elu(x, 1)],
  ["selu", (x) => selu(x, seluAlpha, seluGamma)],
  ["gelu", gelu],
  ["silu", (x) => x * sigmoid(x)],
  ["sigmoid", sigmoid],
  ["hardSigmoid", (x) => clip(x / 6 + 0.5, 0, 1)],
  ["tanh", Math.tanh],
  ["softplus", softplus],
  ["softsign", (x) => x / (1 + Math.abs(x))],
  ["mish", mish],
  ["exponential", Math.exp],
];
const samples = [...Array.from({ length: 65 }, (_, i) => -8 + i / 4), -300, -40, -15, -10, 10, 15, 40, 300];

/** Which activation a function is; undefined where it is none of ours. */
export function activationOf(at: Scalar): ActivationName | undefined {
  const isClose = (a: number, b: number) => a === b || Math.abs(a - b) <= 1e-5 * (1 + Math.abs(b));
  return known.find(([, other]) => samples.every((x) => isClose(at(x), other(x))))?.[0];
}

/** The factor where a function only multiplies. */
export function factorOf(at: Scalar): number | undefined {
  const factor = at(1);
  return samples.every((x) => Math.abs(at(x) - factor * x) <= 1e-6 * (1 + Math.abs(factor * x))) ? factor : undefined;
}

const drawn = new WeakMap<Curve, Tensor>();
/** The curve as a layer, one and the same whoever reads it. */
export function drawnCurve(drawing: Drawing, curve: Curve): Tensor {
  const found = drawn.get(curve) ?? asLayer(drawing, curve);
  drawn.set(curve, found);
  return found;
}
/** An activation, or a sum that becomes a mean. */
function asLayer(drawing: Drawing, { base, at, parts }: Curve): Tensor {
  const name = activationOf(at);
  if (name === "linear") return base;
  if (name !== undefined) return { ...base, layer: activated(drawing, base.layer, name) };
  const mean = meanOf(drawing, base.layer, factorOf(at));
  return mean ? { ...base, layer: mean } : parts();
}

export const activated = (drawing: Drawing, layer: Drawn, activation: ActivationName): Drawn =>
  drawing.add("Activation", { activation }, [layer], { shape: layer.shape });

/** A sum of two directions, or of n layers, divided by how many they are. */
function meanOf(drawing: Drawing, layer: Drawn, factor: number | undefined): Drawn | undefined {
  if (factor === undefined) return undefined;
  if (layer.className === "Bidirectional" && layer.config["mergeMode"] === "sum" && Math.abs(factor - 0.5) < 1e-6)
    return drawing.changed(layer, { config: { ...layer.config, mergeMode: "ave" } });
  const isMean = layer.className === "Add" && Math.abs(factor * layer.sources.length - 1) < 1e-6;
  return isMean ? drawing.changed(layer, { className: "Average" }) : undefined;
}
