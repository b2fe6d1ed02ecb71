/** Other values of a layer's settings that PyTorch's text says in the same words: what was there stays. */
import { samePadding } from "@/interop/export/arrange";
import type { LayerName } from "@/network/layers";
import type { Shape } from "@/network/shape";

interface Window {
  readonly padding?: string;
  readonly kernelSize?: number | readonly number[];
  readonly poolSize?: number | readonly number[];
  readonly strides?: number | readonly number[];
  readonly dilationRate?: number | readonly number[];
}

const sideOf = (value: number | readonly number[] | undefined, axis: number) => (typeof value === "number" ? value : (value?.[axis] ?? 1));

/** Zeros put before and after each axis. */
function padsOf({ kernelSize, poolSize, strides, dilationRate }: Window, padding: string, shape: Shape): readonly number[] {
  const window = kernelSize ?? poolSize;
  const axes = typeof window === "number" ? [0] : [0, 1];
  return axes.flatMap((axis) => {
    const [size, dilation] = [sideOf(window, axis), sideOf(dilationRate, axis)];
    if (padding === "valid") return [0, 0];
    return padding === "causal" ? [(size - 1) * dilation, 0] : samePadding(shape[axis + 1] ?? 1, size, sideOf(strides, axis), dilation);
  });
}

export function alikeInTorch(
  className: LayerName,
  config: Readonly<Record<string, unknown>>,
  inputs: readonly Shape[],
): Readonly<Record<string, readonly unknown[]>> {
  const [whole = []] = inputs;
  const shape = className === "TimeDistributed" ? whole.slice(1) : whole;
  const window = config as Window;
  if (className === "Concatenate") return config["axis"] === -1 ? { axis: [shape.length - 1] } : {};
  if (className === "MultiHeadAttention") return config["valueDim"] === 0 ? { valueDim: [config["keyDim"]] } : {};
  if (window.padding === undefined) return {};
  // A window no larger than its step sticks out nowhere.
  if (className === "Conv2DTranspose")
    return [0, 1].every((axis) => sideOf(window.kernelSize, axis) <= sideOf(window.strides, axis)) ? { padding: ["valid", "same"] } : {};
  const pads = String(padsOf(window, window.padding, shape));
  return { padding: ["valid", "same", "causal"].filter((padding) => String(padsOf(window, padding, shape)) === pads) };
}
