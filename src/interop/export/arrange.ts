/** Weights in another order of axes, and paddings as numbers: what other programs ask for. */
import type { NamedTensor } from "@/interop/layerlab/content";

/** Axes in another order: `order[i]` is the old place of the new axis i. */
export function transposed({ name, shape, data }: NamedTensor, order: readonly number[]): NamedTensor {
  const sizes = order.map((axis) => shape[axis] ?? 1);
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const steps = order.map((axis) => strides[axis] ?? 1);
  const values = new Float32Array(data.length);
  const place = sizes.map(() => 0);
  for (let i = 0, from = 0; i < values.length; i++) {
    values[i] = data[from] ?? 0;
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      from += steps[axis] ?? 0;
      place[axis] = (place[axis] ?? 0) + 1;
      if ((place[axis] ?? 0) < (sizes[axis] ?? 1)) break;
      from -= (steps[axis] ?? 0) * (sizes[axis] ?? 1);
      place[axis] = 0;
    }
  }
  return { name, shape: sizes, data: values };
}

/** The same values on other axes. */
export function reshaped({ name, data }: NamedTensor, shape: readonly number[]): NamedTensor {
  return { name, shape, data };
}

/** What `same` adds before and after an axis: as TensorFlow does, the odd one after. */
export function samePadding(size: number, kernel: number, stride: number, dilation = 1): readonly [before: number, after: number] {
  const extent = (kernel - 1) * dilation + 1;
  const total = Math.max((Math.ceil(size / stride) - 1) * stride + extent - size, 0);
  const before = Math.floor(total / 2);
  return [before, total - before];
}
