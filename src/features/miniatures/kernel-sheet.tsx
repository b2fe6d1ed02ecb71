/** The kernels of a layer as pictures: negative orange, positive blue, one scale for all. */
import { useMemo, useState } from "react";
import { clipExtent, kernelPictures } from "@/features/miniatures/kernel-pictures";
import type { TensorProbe } from "@/engine/protocol";
import { useController } from "@/hooks/use-controller";
import { useDocument } from "@/hooks/bench";
import type { LayerName } from "@/network/layers";
import { shapesOf } from "@/store/derived";
import { Field } from "@/ui/field";
import { useSay } from "@/ui/locale";
import { NumberInput } from "@/ui/number-input";
import { brief } from "@/viz/figures";
import type { Palette } from "@/viz/palette";
import { pixelMap, tileSheet, type PixelMap } from "@/viz/pixels";
import { createPixelView } from "@/viz/pixel-view";
import { rampOf } from "@/viz/ramps";

const mostTiles = 256;

export interface KernelSheetProps {
  readonly nodeId: string;
  readonly className: LayerName;
  readonly weights: readonly TensorProbe[];
}

export function KernelSheet({ nodeId, className, weights }: KernelSheetProps) {
  const say = useSay();
  const source = useFlattenedPicture(nodeId);
  const [chosen, setChosen] = useState(0);
  const kernel = weights.find(({ name, shape }) => /kernel/i.test(name) && shape.length >= 2);
  const data = kernel?.data;
  const pictures = useMemo(
    () => (kernel && data ? kernelPictures(/depthwise/i.test(kernel.name) ? "DepthwiseConv2D" : className, kernel.shape, data, source) : undefined),
    [kernel, data, className, source],
  );
  const extent = useMemo(() => (data ? clipExtent(data) : 1), [data]);
  const filter = pictures && pictures.channels > 1 ? Math.min(chosen, pictures.count - 1) : undefined;
  const options = useMemo(
    () => ({
      map: (palette: Palette): PixelMap => {
        const ramp = rampOf(palette, "diverging");
        const scale = [-extent, extent] as const;
        if (!pictures)
          return kernel && data ? matrixMap(kernel.shape, data, (values, columns, rows) => pixelMap(values, columns, rows, ramp, scale)) : emptyMap;
        const count = Math.min(mostTiles, filter === undefined ? pictures.count : pictures.channels);
        const tiles = Array.from({ length: count }, (_, i) =>
          pixelMap(filter === undefined ? pictures.plane(i, 0) : pictures.plane(filter, i), pictures.columns, pictures.rows, ramp, scale),
        );
        const zoom = Math.max(1, Math.ceil(30 / pictures.columns));
        return tileSheet(tiles, sheetColumns(count, pictures.columns), zoom, Math.max(2, Math.round((zoom * pictures.columns) / 10)));
      },
    }),
    [kernel, data, pictures, filter, extent],
  );
  const [canvas] = useController(createPixelView, options);
  if (!kernel || !data) return null;
  const total = pictures ? (filter === undefined ? pictures.count : pictures.channels) : 0;
  const title = !pictures
    ? say({ en: "All weights, one cell each", zh: "全部权重，每格一个" })
    : filter === undefined
      ? say(
          className === "Dense"
            ? { en: "What {count|the|each of the} {count} {count|unit|units} looks for", zh: "{count} 个单元各自关注什么" }
            : { en: "The {count} {count|kernel|kernels} now", zh: "当前的 {count} 个卷积核" },
          {
            count: pictures.count,
          },
        )
      : say(
          { en: "Filter {filter} of {count}, one kernel per incoming channel", zh: "第 {filter} 个滤波器，共 {count} 个；每个输入通道一个核" },
          { filter: filter + 1, count: pictures.count },
        );
  return (
    <section>
      <p className="label">{title}</p>
      {filter !== undefined && pictures && (
        <Field label={say({ en: "Filter", zh: "滤波器" })}>
          <NumberInput integer value={filter + 1} min={1} max={pictures.count} onChange={(value) => setChosen(value - 1)} />
        </Field>
      )}
      <canvas ref={canvas} className={pictures ? "kernel-sheet" : "kernel-sheet is-matrix"} role="img" aria-label={title} />
      {total > mostTiles && (
        <p className="quiet small">{say({ en: "The first {shown} of {total}.", zh: "前 {shown} 个，共 {total} 个。" }, { shown: mostTiles, total })}</p>
      )}
      <p className="scale-bar figure">
        {brief(-extent)}
        <i />+{brief(extent)}
      </p>
      <p className="quiet small">
        {say({ en: "One scale for all; beyond the 99.5 % quantile colours are full.", zh: "统一刻度；超过 99.5 % 分位数的取最深色。" })}
      </p>
    </section>
  );
}

const emptyMap: PixelMap = { columns: 0, rows: 0, rgba: new Uint8ClampedArray(0) };

/** As large as the room allows: few small kernels eight in a row, many sixteen, pictures six. */
function sheetColumns(count: number, side: number): number {
  if (side > 12) return Math.min(count, 6);
  return Math.min(count, count <= 32 ? 8 : 16);
}

/** A matrix with its longer axis lying. */
function matrixMap(shape: readonly number[], data: Float32Array, draw: (values: Float32Array, columns: number, rows: number) => PixelMap): PixelMap {
  const columns = shape.at(-1) ?? 1;
  const rows = data.length / columns;
  if (columns >= rows) return draw(data, columns, rows);
  const turned = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) turned[column * rows + row] = data[row * columns + column] ?? 0;
  return draw(turned, rows, columns);
}

/** The picture [h, w, c] that is flattened right before this layer. */
function useFlattenedPicture(nodeId: string): readonly number[] | undefined {
  const key = useDocument((state) => {
    const { nodes, edges } = state.project.network;
    const before = edges.find((edge) => edge.target === nodeId)?.source;
    const flatten = nodes.find((node) => node.id === before && node.className === "Flatten");
    const source = flatten && edges.find((edge) => edge.target === flatten.id)?.source;
    return source ? shapesOf(state).nodes.get(source)?.output?.slice(1).join(" ") : undefined;
  });
  return useMemo(() => key?.split(" ").map(Number), [key]);
}
