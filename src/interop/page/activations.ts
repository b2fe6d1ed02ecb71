/** Activation functions of single numbers, as the engine computes them (`engine/worker/layers/activations.ts`). */
import type { Value } from "@/interop/page/value";
import { rowsOf } from "@/interop/page/value";
import type { ActivationName } from "@/network/activations";

/** Abramowitz and Stegun 7.1.26: within 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.exp(-x * x);
  return Math.sign(x) * (1 - tail);
}
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const [seluScale, seluSlope] = [1.0507009873554805, 1.6732632423543772];

export const functions: { readonly [A in Exclude<ActivationName, "softmax">]: (x: number) => number } = {
  linear: (x) => x,
  relu: (x) => Math.max(0, x),
  leakyRelu: (x) => (x < 0 ? 0.2 * x : x),
  relu6: (x) => Math.min(Math.max(0, x), 6),
  elu: (x) => (x < 0 ? Math.expm1(x) : x),
  selu: (x) => seluScale * (x < 0 ? seluSlope * Math.expm1(x) : x),
  gelu: (x) => 0.5 * x * (1 + erf(x * Math.SQRT1_2)),
  silu: (x) => x * sigmoid(x),
  sigmoid,
  hardSigmoid: (x) => Math.min(Math.max(0, x + 3), 6) / 6,
  tanh: Math.tanh,
  softplus,
  softsign: (x) => x / (1 + Math.abs(x)),
  mish: (x) => x * Math.tanh(softplus(x)),
  exponential: Math.exp,
};

/** Softmax runs along the last axis. */
export function activate(name: ActivationName, x: Value): Value {
  if (name === "linear") return x;
  return { shape: x.shape, data: name === "softmax" ? softmax(x) : x.data.map(functions[name]) };
}

function softmax(x: Value): Float32Array {
  const { rows, columns } = rowsOf(x);
  const y = new Float32Array(x.data.length);
  for (let row = 0; row < rows; row++) {
    const own = x.data.subarray(row * columns, (row + 1) * columns);
    const most = own.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    let sum = 0;
    for (const value of own) sum += Math.exp(value - most);
    for (let i = 0; i < columns; i++) y[row * columns + i] = Math.exp((own[i] ?? 0) - most) / sum;
  }
  return y;
}
