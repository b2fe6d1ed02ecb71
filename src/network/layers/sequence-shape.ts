/** The shape of sequences, [N, T, C]: steps and features per step. */
import { ShapeError, type Shape } from "@/network/shape";

/** Throws when what comes is no sequence of known size. */
export function sequenceOf(layer: string, input: Shape | undefined): { readonly steps: number; readonly features: number } {
  const [, steps, features] = input ?? [];
  if (input?.length !== 3 || steps == null || features == null)
    throw new ShapeError(layer, { en: "a sequence: steps × features", zh: "一个序列：步数 × 特征" }, input ?? [], {
      en: "Put an Embedding before it where tokens come in.",
      zh: "若输入是词元，在它前面放一个词嵌入层。",
    });
  return { steps, features };
}
