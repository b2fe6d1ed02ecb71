/** What the two window poolings share: their settings, and the shape that leaves. */
import type { Text } from "@/base/text";
import { choice, pair } from "@/network/fields";
import { windowLine } from "@/network/layers/brief";
import { imageOf, slide, windowMacs } from "@/network/layers/image-input";
import type { Padding, Shape } from "@/network/shape";

const pixels: Text = { en: "px", zh: "像素" };

export const poolingFields = {
  poolSize: pair({
    label: { en: "Pool size", zh: "窗口大小" },
    help: { en: "Height and width of the window that becomes one pixel.", zh: "合并成一个像素的窗口的高与宽。" },
    unit: pixels,
    initial: [2, 2],
    kerasDefault: [2, 2],
    min: 1,
    max: 31,
  }),
  // Keras' default is the pool size, so generated code must always name it.
  strides: pair({
    label: { en: "Strides", zh: "步幅" },
    help: { en: "How far the window moves each time; usually its own size.", zh: "窗口每次移动多远，通常等于窗口大小。" },
    unit: pixels,
    initial: [2, 2],
    min: 1,
    max: 16,
  }),
  padding: choice(["valid", "same"], {
    label: { en: "Padding", zh: "填充" },
    help: {
      en: "`valid` drops a row or column that does not fill a window. `same` keeps it.",
      zh: "`valid` 丢弃不足一个窗口的行或列，`same` 保留。",
    },
    initial: "valid",
    kerasDefault: "valid",
  }),
};

interface PoolingConfig {
  readonly poolSize: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: Padding;
}

export const poolingBrief = ({ poolSize, strides }: PoolingConfig) => {
  const isUsual = poolSize[0] === strides[0] && poolSize[1] === strides[1];
  return { line: windowLine(poolSize, isUsual ? [1, 1] : strides) };
};

export function poolingOutputShape(layer: string, { poolSize, strides, padding }: PoolingConfig, input: Shape | undefined): Shape {
  const image = imageOf(layer, input);
  return [image.batch, ...slide(layer, image, { kernel: poolSize, strides, padding }), image.channels];
}

/** Comparisons or additions, counted as multiply-adds are. */
export const poolingMacs = ({ poolSize }: PoolingConfig, _inputs: readonly Shape[], output: Shape) => windowMacs(output, poolSize[0] * poolSize[1]);
