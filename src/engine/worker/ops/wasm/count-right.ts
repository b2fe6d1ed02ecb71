/** Counting right answers where tensors lie: too few values for anything but a loop. */
import type { CountRightInputs } from "@/engine/worker/ops/count-right";
import type { HeapOpCall } from "@/engine/worker/ops/define-op";
import type { ClassLabels } from "@/engine/worker/ops/softmax-crossentropy";

export function countRightOnHeap({ inputs: { outputs, labels }, attrs: { skipsPadding }, memory }: HeapOpCall<CountRightInputs, ClassLabels>) {
  const [rows = 0, classes = 0] = outputs.shape;
  const count = memory.output([]);
  const scores = memory.floats(outputs);
  const truth = memory.ints(labels);
  let right = 0;
  let counted = 0;
  for (let row = 0; row < rows; row++) {
    if (skipsPadding && truth[row] === 0) continue;
    counted++;
    const start = row * classes;
    let best = start;
    for (let i = start + 1; i < start + classes; i++) if (scores[i]! > scores[best]!) best = i;
    if (best - start === truth[row]) right++;
  }
  memory.floats(count)[0] = skipsPadding ? (right * rows) / Math.max(1, counted) : right;
  return [count];
}
