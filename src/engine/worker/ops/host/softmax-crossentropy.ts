/** Softmax cross-entropy as one loop over host memory. */
import type * as tf from "@tensorflow/tfjs-core";
import type { HostOpCall } from "@/engine/worker/ops/define-op";

export function softmaxCrossentropyOnHost({ inputs: { logits, labels }, memory }: HostOpCall<{ logits: tf.Tensor; labels: tf.Tensor }, object>) {
  const [count = 0, classes = 0] = logits.shape;
  const loss = memory.output([]);
  const gradient = memory.output([count, classes]);
  const x = memory.floats(logits);
  const label = memory.ints(labels);
  const d = memory.floats(gradient);
  let total = 0;
  for (let row = 0; row < count; row++) {
    const start = row * classes;
    let largest = x[start]!;
    for (let i = start + 1; i < start + classes; i++) if (x[i]! > largest) largest = x[i]!;
    let sum = 0;
    for (let i = start; i < start + classes; i++) {
      // Subtracting the largest first keeps exp within range whatever the logits are.
      const power = Math.exp(x[i]! - largest);
      d[i] = power;
      sum += power;
    }
    const right = start + label[row]!;
    // A class the network has no output for must not read a neighbour's logits.
    if (right < start || right >= start + classes) total = NaN;
    total += Math.log(sum) + largest - x[right]!;
    const share = 1 / (sum * count);
    for (let i = start; i < start + classes; i++) d[i]! *= share;
    d[right]! -= 1 / count;
  }
  memory.floats(loss)[0] = total / count;
  return [loss, gradient];
}
