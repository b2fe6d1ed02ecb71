/** Tensor shapes as Keras writes them, and the arithmetic of sliding windows. */
import { ProblemError } from "@/base/problem";
import { message, type Text } from "@/base/text";

/** Tensor shape, batch axis first, channels last. `null` = not known until run time. */
export type Shape = readonly (number | null)[];

/** `[null, 28, 28, 1]` -> `(None, 28, 28, 1)`, as Keras prints it. */
export function formatShape(shape: Shape): string {
  const inner = shape.map((d) => d ?? "None").join(", ");
  return shape.length === 1 ? `(${inner},)` : `(${inner})`;
}

/** `[null, 28, 28, 1]` -> `28×28×1`: what a wire carries, without the batch axis. */
export function formatWireShape(shape: Shape): string {
  return (
    shape
      .slice(1)
      .map((d) => d ?? "?")
      .join("×") || "1"
  );
}

/** Values of one example: the product of all axes but the first. */
export function valuesPerExample(shape: Shape): number {
  return shape.slice(1).reduce<number>((product, d) => product * (d ?? 1), 1);
}

/** A layer got an input that it cannot take. */
export class ShapeError extends ProblemError {
  readonly expected: Text;
  readonly received: Shape;
  constructor(layer: string, expected: Text, received: Shape, remedy?: Text) {
    super({
      code: "network.shape",
      what: message(
        { en: "{layer} needs {expected}. What comes is {received}.", zh: "{layer} 需要{expected}，收到的却是 {received}。" },
        { layer, expected, received: formatShape(received) },
      ),
      ...(remedy ? { remedy: message(remedy) } : {}),
    });
    this.expected = expected;
    this.received = received;
  }
}

export type Padding = "valid" | "same";

/** Size of one spatial axis after a window of `kernel` slides by `stride`. */
export function convOutputLength(size: number | null, kernel: number, stride: number, padding: Padding, dilation = 1): number | null {
  if (size === null) return null;
  const extent = (kernel - 1) * dilation + 1;
  return padding === "same" ? Math.ceil(size / stride) : Math.floor((size - extent) / stride) + 1;
}

/** Size of one spatial axis after a transposed convolution (Keras, `output_padding=None`). */
export function transposedConvOutputLength(size: number | null, kernel: number, stride: number, padding: Padding): number | null {
  if (size === null) return null;
  return padding === "same" ? size * stride : size * stride + Math.max(kernel - stride, 0);
}
