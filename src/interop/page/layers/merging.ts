/** Layers that join several wires value by value. An axis of one is spread over the others'. */
import { zeros, type Value } from "@/interop/page/value";

interface Merge {
  readonly inputs: readonly [Value, ...Value[]];
  readonly shape: readonly number[];
}

/** The value of `x` that meets each place of `shape`. */
function spread(x: Value, shape: readonly number[]): Float32Array {
  if (x.shape.every((size, axis) => size === shape[axis])) return x.data;
  const y = zeros(shape).data;
  return y.map((_, i) => {
    let [rest, from, step] = [i, 0, 1];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const size = shape[axis] ?? 1;
      const own = x.shape[axis] ?? 1;
      if (own > 1) from += (rest % size) * step;
      rest = Math.floor(rest / size);
      step *= own;
    }
    return x.data[from] ?? 0;
  });
}

const merged =
  (combine: (a: number, b: number) => number) =>
  ({ inputs, shape }: Merge): Value => ({
    shape,
    data: inputs.map((input) => spread(input, shape)).reduce((all, next) => all.map((value, i) => combine(value, next[i] ?? 0))),
  });

export const add = merged((a, b) => a + b);
export const multiply = merged((a, b) => a * b);
export const maximum = merged(Math.max);
export const average = (call: Merge): Value => {
  const { shape, data } = add(call);
  return { shape, data: data.map((sum) => sum / call.inputs.length) };
};
