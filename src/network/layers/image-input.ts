/** What the image layers share: reading (batch, height, width, channels) and sliding a window over it. */
import type { Text } from "@/base/text";
import { convOutputLength, formatWireShape, ShapeError, type Padding, type Shape } from "@/network/shape";

export interface ImageShape {
  readonly batch: number | null;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Height, width and channels of the only input; throws when it is no image. */
export function imageOf(layer: string, input: Shape | undefined): ImageShape {
  const [batch, height, width, channels] = input ?? [];
  if (input?.length !== 4 || height == null || width == null || channels == null) {
    const isFlat = input?.length === 2;
    throw new ShapeError(
      layer,
      { en: "an image of height × width × channels", zh: "高 × 宽 × 通道的图像" },
      input ?? [],
      isFlat
        ? { en: "Insert Reshape before it, or place it before Flatten.", zh: "在它前面插入 Reshape，或把它放到 Flatten 之前。" }
        : { en: "Insert Reshape before it.", zh: "在它前面插入 Reshape。" },
    );
  }
  return { batch: batch ?? null, height, width, channels };
}

export interface Window {
  readonly kernel: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: Padding;
  readonly dilation?: readonly [number, number];
}

/** Height and width after the window has slid over the image; throws when it does not fit in once. */
export function slide(layer: string, image: ImageShape, window: Window): readonly [number, number] {
  const dilation = window.dilation ?? [1, 1];
  const extent = [(window.kernel[0] - 1) * dilation[0] + 1, (window.kernel[1] - 1) * dilation[1] + 1] as const;
  if (window.padding === "valid" && (extent[0] > image.height || extent[1] > image.width))
    throw new ShapeError(layer, tooSmall(extent), [image.batch, image.height, image.width, image.channels], {
      en: "Make the window smaller, set padding to same, or take out a pooling layer before it.",
      zh: "缩小窗口，把填充设为 same，或去掉它前面的一个池化层。",
    });
  const [height, width] = ([0, 1] as const).map((axis) =>
    convOutputLength(axis === 0 ? image.height : image.width, window.kernel[axis], window.strides[axis], window.padding, dilation[axis]),
  );
  return [height ?? 1, width ?? 1];
}

function tooSmall([height, width]: readonly [number, number]): Text {
  const size = formatWireShape([null, height, width]);
  return { en: `an image of at least ${size}, the size of its window`, zh: `至少与窗口一样大（${size}）的图像` };
}

/** Multiply-adds of a window that reads `perValue` numbers for each value that leaves. */
export function windowMacs(output: Shape, perValue: number): number {
  return output.slice(1).reduce<number>((product, size) => product * (size ?? 1), 1) * perValue;
}

/** Depthwise kernels exist for equal strides only, in TensorFlow as well. */
export function equalStrides(layer: string, strides: readonly [number, number], input: Shape | undefined): void {
  if (strides[0] !== strides[1])
    throw new ShapeError(layer, { en: "the same stride for rows and columns", zh: "行与列使用相同的步幅" }, input ?? [], {
      en: "Set both strides to the same number.",
      zh: "把两个步幅设为相同的值。",
    });
}
