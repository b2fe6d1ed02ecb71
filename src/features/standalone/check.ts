/** Whether the page answers as Layerlab did: asked in pauses, so that the page can be used meanwhile. */
import type { Page } from "@/features/standalone/page";
import { compareAnswers, type Comparison } from "@/interop/compare-answers";
import { floatsOfText } from "@/interop/page/floats";

const longestMs = 1500;

/** `onDone` gets how far apart they are on as many examples as there was time for. */
export function checkedOn({ content: { golden }, askNormalized }: Page, onDone: (comparison: Comparison) => void): void {
  if (golden.count === 0) return;
  const [inputs, outputs] = [floatsOfText(golden.inputs), floatsOfText(golden.outputs)];
  const [size, width] = [inputs.length / golden.count, outputs.length / golden.count];
  const answers = new Float32Array(outputs.length);
  let spentMs = 0;
  const next = (i: number) => {
    if (i === golden.count || spentMs > longestMs) return onDone(compareAnswers(outputs.subarray(0, i * width), answers.subarray(0, i * width), i));
    const started = performance.now();
    answers.set(askNormalized(inputs.slice(i * size, (i + 1) * size)).subarray(0, width), i * width);
    spentMs += performance.now() - started;
    setTimeout(() => next(i + 1));
  };
  setTimeout(() => next(0), 100);
}
