/** What the sequence layers share: reading (batch, steps, channels). */
import type { Text } from "@/base/text";
import { convOutputLength, ShapeError, type Padding, type Shape } from "@/network/shape";

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

export interface StepsWindow {
  readonly size: number;
  readonly stride: number;
  readonly padding: Padding | "causal";
  readonly dilation?: number;
}

/** Steps after the window has slid over the sequence; throws when it does not fit in once. */
export function slideOverSteps(layer: string, { batch, steps, channels }: SequenceShape, { size, stride, padding, dilation = 1 }: StepsWindow): number {
  const extent = (size - 1) * dilation + 1;
  if (padding === "valid" && extent > steps)
    throw new ShapeError(
      layer,
      { en: `a sequence of at least ${extent} steps, the size of its window`, zh: `至少 ${extent} 步（窗口的大小）的序列` },
      [batch, steps, channels],
      { en: "Make the window smaller, or set padding to same.", zh: "缩小窗口，或把填充设为 same。" },
    );
  // Zeros in front instead of at both ends are as many.
  return convOutputLength(steps, size, stride, padding === "valid" ? "valid" : "same", dilation) ?? 1;
}
