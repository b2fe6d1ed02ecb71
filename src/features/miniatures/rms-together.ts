/** The root mean square of all values of several tensors, from those of each. */
import type { TensorProbe } from "@/engine/protocol";

/** Undefined where there are no values. */
export function rmsTogether(tensors: readonly Pick<TensorProbe, "shape" | "rms">[]): number | undefined {
  let count = 0;
  let squares = 0;
  for (const { shape, rms } of tensors) {
    const size = shape.reduce((product, length) => product * length, 1);
    count += size;
    squares += size * rms * rms;
  }
  return count === 0 ? undefined : Math.sqrt(squares / count);
}
