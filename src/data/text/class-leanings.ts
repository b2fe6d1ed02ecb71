/** Which class each token speaks for: the one whose training texts have it more often than all others. */
import type { LoadedDataset } from "@/data/define-dataset";
import { padId, specialTokens } from "@/data/text/vocabulary";

export interface ClassLeanings {
  /** Number of the class, by token; −1 where no class has it more often. */
  readonly classes: Int32Array;
  /** From 0, as often elsewhere, to 1, only there. */
  readonly strengths: Float32Array;
}

/** Over the examples at `positions`. `T`: tokens per row. How often one text repeats a token does not count. */
export function classLeanings({ inputs, targets, vocabulary }: LoadedDataset, positions: Uint32Array, T: number, classCount: number): ClassLeanings {
  const size = vocabulary?.tokens.length ?? 0;
  const [classes, strengths] = [new Int32Array(size).fill(-1), new Float32Array(size)];
  if (!targets || classCount < 2) return { classes, strengths };
  const texts = new Float64Array(classCount);
  const having = new Float64Array(size * classCount);
  const seenIn = new Int32Array(size).fill(-1);
  for (const position of positions) {
    const label = targets[position] as number;
    texts[label]! += 1;
    for (let i = 0; i < T; i++) {
      const id = inputs[position * T + i] as number;
      if (id === padId) break;
      if (id >= size || seenIn[id] === position) continue;
      seenIn[id] = position;
      having[id * classCount + label]! += 1;
    }
  }
  const all = texts.reduce((sum, count) => sum + count, 0);
  for (let id = specialTokens.length; id < size; id++) {
    const own = having.subarray(id * classCount, (id + 1) * classCount);
    const total = own.reduce((sum, count) => sum + count, 0);
    own.forEach((count, k) => {
      const share = count / Math.max(1, texts[k]!);
      const elsewhere = (total - count) / Math.max(1, all - texts[k]!);
      const lean = share > elsewhere ? (share - elsewhere) / (share + elsewhere) : 0;
      if (lean > strengths[id]!) [classes[id], strengths[id]] = [k, lean];
    });
  }
  return { classes, strengths };
}
