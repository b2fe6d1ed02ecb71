/** What the sequence layers share: reading (batch, steps, channels). */
import type { Text } from "@/base/text";
import { ShapeError, type Shape } from "@/network/shape";

export interface SequenceShape {
  readonly batch: number | null;
  readonly steps: number;
  readonly channels: number;
}

const remedies: { readonly [axes: number]: Text } = {
  2: { en: "Insert Embedding before it when tokens come in, else Reshape.", zh: "若输入是词元，请在它前面插入 Embedding（词嵌入），否则插入 Reshape。" },
};

/** Steps and channels of the only input; throws when it is no sequence. */
export function sequenceOf(layer: string, input: Shape | undefined): SequenceShape {
  const [batch, steps, channels] = input ?? [];
  if (input?.length !== 3 || steps == null || channels == null)
    throw new ShapeError(
      layer,
      { en: "a sequence of steps × channels", zh: "步数 × 通道的序列" },
      input ?? [],
      remedies[input?.length ?? 0] ?? { en: "Insert Reshape before it.", zh: "在它前面插入 Reshape。" },
    );
  return { batch: batch ?? null, steps, channels };
}
