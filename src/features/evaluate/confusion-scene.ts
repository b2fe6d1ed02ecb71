/** The confusion matrix as a drawing, for saving. */
import type { CellView } from "@/features/evaluate/confusion-view";
import { letterWidth } from "@/viz/letter-width";
import type { Palette } from "@/viz/palette";
import { cssOf, rampOf, rampRgb, textOn } from "@/viz/ramps";
import type { Mark, Scene } from "@/viz/scene";

const cellWidth = 40;
const cellHeight = 26;

export function confusionScene(
  cells: readonly (readonly CellView[])[],
  names: readonly string[],
  words: { readonly truth: string; readonly prediction: string },
  palette: Palette,
): Scene {
  const ramp = rampOf(palette, "sequential");
  const longest = Math.max(...names.map(letterWidth));
  const left = 24 + longest * 7;
  const top = longest > 3 ? 24 + longest * 4 : 44;
  const marks: Mark[] = [];
  const text = { kind: "text", size: 12, baseline: "middle" } as const;
  names.forEach((name, i) => {
    marks.push({ ...text, x: left - 8, y: top + (i + 0.5) * cellHeight, text: name, fill: palette.ink2, anchor: "end" });
    // Long names take turns on two lines, so that they do not run into each other.
    const y = longest > 3 && i % 2 === 1 ? top - 26 : top - 10;
    marks.push({ ...text, x: left + (i + 0.5) * cellWidth, y, text: name, fill: palette.ink2, anchor: "middle" });
  });
  for (const row of cells)
    for (const cell of row) {
      const isHit = cell.label === cell.prediction;
      const colour = rampRgb(ramp, cell.strength * 0.92);
      const [x, y] = [left + cell.prediction * cellWidth, top + cell.label * cellHeight];
      marks.push({ kind: "rect", x, y, width: cellWidth - 1, height: cellHeight - 1, fill: isHit ? palette.sunken : cssOf(colour) });
      marks.push({ ...text, x: x + cellWidth / 2, y: y + cellHeight / 2, text: cell.text, fill: isHit ? palette.ink3 : textOn(colour), anchor: "middle" });
    }
  const width = left + names.length * cellWidth + 12;
  const height = top + names.length * cellHeight + 30;
  marks.push({ ...text, x: 8, y: height - 12, text: `↓ ${words.truth}`, fill: palette.ink2 });
  marks.push({ ...text, x: width - 12, y: height - 12, text: `${words.prediction} →`, fill: palette.ink2, anchor: "end" });
  return { width, height, font: palette.font, marks };
}
