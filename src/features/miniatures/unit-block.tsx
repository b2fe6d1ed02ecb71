/** The units of a layer as a block, one cell each. */
import { useMemo } from "react";
import { mapRange } from "@/features/miniatures/map-range";
import { useController } from "@/hooks/use-controller";
import { useSay } from "@/ui/locale";
import type { Palette } from "@/viz/palette";
import { pixelMap } from "@/viz/pixels";
import { createPixelView } from "@/viz/pixel-view";
import { rampOf } from "@/viz/ramps";

export interface UnitBlockProps {
  readonly values: Float32Array;
  readonly width: number;
  readonly height: number;
  /** Of a sequence: a row for each step. As a tidy block where there is none. */
  readonly perRow?: number | undefined;
}

export function UnitBlock({ values, width, height, perRow }: UnitBlockProps) {
  const say = useSay();
  const columns = perRow ?? blockColumns(values.length, width / height);
  const rows = Math.ceil(values.length / columns);
  const options = useMemo(
    () => ({
      map: (palette: Palette) => {
        const { ramp, range } = mapRange(values);
        // Cells after the last unit are no units: they stay clear.
        const padded = new Float32Array(columns * rows).fill(Number.NaN);
        padded.set(values);
        return pixelMap(padded, columns, rows, rampOf(palette, ramp), range);
      },
    }),
    [values, columns, rows],
  );
  const [canvas] = useController(createPixelView, options);
  const cell = Math.min(width / columns, height / rows);
  return (
    <canvas
      ref={canvas}
      className="miniature-units"
      style={{ width: columns * cell, maxWidth: "100%", aspectRatio: `${columns} / ${rows}` }}
      role="img"
      aria-label={say({ en: "{count|Activation|Activations} of {count} {count|unit|units}", zh: "{count} 个单元的激活" }, { count: values.length })}
    />
  );
}

/** Powers of two make tidy blocks: the one whose block is nearest to the room's proportions. */
export function blockColumns(count: number, aspect: number): number {
  let best = 1;
  for (let columns = 1; columns <= count; columns *= 2) {
    const proportion = (n: number) => Math.abs(Math.log(n / Math.ceil(count / n) / aspect));
    if (proportion(columns) < proportion(best)) best = columns;
  }
  return best;
}
