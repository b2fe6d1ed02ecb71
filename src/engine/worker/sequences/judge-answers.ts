/** Greedy answers to some examples of pairs of texts, and how good they are: how many are exactly right, and BLEU. */
import { corpusBleu } from "@/analysis/bleu";
import { pairTokens, textOfPairTokens } from "@/data/text/pairs";
import type { SequenceAnswers } from "@/engine/protocol";
import type { PreparedDataset } from "@/engine/worker/data/dataset";
import type { Model } from "@/engine/worker/model";
import { answerGreedily } from "@/engine/worker/sequences/greedy";

export interface JudgeCall {
  readonly model: Model;
  readonly data: Pick<PreparedDataset, "definition" | "loaded">;
  /** Positions in the loaded dataset. */
  readonly positions: Uint32Array;
  /** The same, within the split. */
  readonly indices: Int32Array;
  /** Examples per forward pass. */
  readonly chunk: number;
  readonly breathe: () => Promise<void>;
  readonly signal?: AbortSignal | undefined;
}

/** Undefined where the data are no pairs of texts, or there are none. */
export async function judgeAnswers({ model, data, positions, indices, chunk, breathe, signal }: JudgeCall): Promise<SequenceAnswers | undefined> {
  const { pair, loaded } = { pair: data.definition.pair, loaded: data.loaded };
  const { vocabulary, texts, targetTexts } = loaded;
  if (!pair || !vocabulary || !texts || !targetTexts || positions.length === 0) return undefined;
  const { steps, tokens } = pair;
  const width = steps.source + steps.target;
  const said: string[] = [];
  for (let from = 0; from < positions.length; from += chunk) {
    const part = positions.subarray(from, from + chunk);
    const rows = new Float32Array(part.length * width);
    part.forEach((position, i) => rows.set(loaded.inputs.subarray(position * width, (position + 1) * width), i * width));
    const ids = await answerGreedily({ model, steps, rows, breathe, signal });
    for (let i = 0; i < part.length; i++) said.push(textOfPairTokens(ids.subarray(i * steps.target, (i + 1) * steps.target), vocabulary, tokens.target));
  }
  const textAt = (all: readonly string[]) => Array.from(positions, (position) => all[position] ?? "");
  const joint = tokens.target === "character" ? "" : " ";
  const expected = textAt(targetTexts).map((text) => pairTokens(text, tokens.target).join(joint));
  const right = said.filter((text, i) => text === expected[i]).length;
  return {
    indices,
    sources: textAt(texts),
    expected,
    said,
    exactMatch: right / said.length,
    bleu: corpusBleu(said, expected, pair.bleu),
  };
}
