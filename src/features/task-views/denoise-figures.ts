/** The restored images as one drawing and as figures: how far each is from the clean one, before and after. */
import type { FigureTable } from "@/ui/figures-table";
import type { Say } from "@/ui/locale";
import { brief, noFigure } from "@/viz/figures";
import type { Palette } from "@/viz/palette";
import { imageMap } from "@/viz/pixels";
import { rampOf } from "@/viz/ramps";
import type { CsvRows } from "@/viz/save-drawing";
import type { Mark, Scene } from "@/viz/scene";

export interface Triple {
  readonly noisy: Float32Array;
  /** Undefined until the network answered. */
  readonly restored: Float32Array | undefined;
  readonly clean: Float32Array;
}

/** Mean squared distance of two images. */
export function distance(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + (value - (b[i] ?? 0)) ** 2, 0) / Math.max(1, a.length);
}

export function denoiseTable(triples: readonly Triple[], say: Say): FigureTable {
  return {
    head: [say({ en: "Image", zh: "图像" }), say({ en: "MSE, noisy", zh: "加噪声的 MSE" }), say({ en: "MSE, restored", zh: "恢复后的 MSE" })],
    rows: triples.map(({ noisy, restored, clean }, i) => [
      String(i + 1),
      brief(distance(noisy, clean)),
      restored ? brief(distance(restored, clean)) : noFigure,
    ]),
  };
}

export function denoiseCsv(triples: readonly Triple[]): CsvRows {
  return [
    ["image", "mse_noisy", "mse_restored"],
    ...triples.map(({ noisy, restored, clean }, i) => [i + 1, distance(noisy, clean), restored ? distance(restored, clean) : ""]),
  ];
}

const [side, gap, labelWidth] = [56, 6, 64];

/** Three rows: with noise, restored, clean. */
export function denoiseScene(triples: readonly Triple[], names: Readonly<Record<keyof Triple, string>>, shape: readonly number[], palette: Palette): Scene {
  const rows = ["noisy", "restored", "clean"] as const;
  const marks = rows.flatMap((row, at): Mark[] => {
    const y = gap + at * (side + gap);
    return [
      { kind: "text", x: 0, y: y + side / 2, text: names[row], fill: palette.ink2, size: palette.smallPx, baseline: "middle" },
      ...triples.flatMap((triple, column): Mark[] => {
        const image = triple[row];
        const x = labelWidth + column * (side + gap);
        return image ? [{ kind: "image", x, y, width: side, height: side, map: imageMap(image, shape, rampOf(palette, "ink")) }] : [];
      }),
    ];
  });
  return { width: labelWidth + triples.length * (side + gap), height: gap + 3 * (side + gap), font: palette.font, marks };
}
