/** Draws the cells of the confusion matrix into their places: the diagonal is quiet, mistakes carry the colour. */
import type { ConfusionCell } from "@/analysis/mistakes";
import type { CellView } from "@/features/evaluate/confusion-view";
import type { Place } from "@/viz/board-view";
import type { Palette } from "@/viz/palette";
import { cssOf, rampOf, rampRgb, textOn } from "@/viz/ramps";

/** Half the height of a digit, so that it stands in the middle. */
const halfDigit = 0.364;

export function paintConfusion(
  context: CanvasRenderingContext2D,
  places: readonly Place[],
  palette: Palette,
  cells: readonly (readonly CellView[])[],
  chosen: ConfusionCell | undefined,
): void {
  const ramp = rampOf(palette, "sequential");
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  let font = "";
  for (const [i, cell] of cells.flat().entries()) {
    const place = places[i];
    if (!place) continue;
    const { left, top, width, height, fontPx } = place;
    const isHit = cell.label === cell.prediction;
    const colour = rampRgb(ramp, cell.strength * 0.92);
    context.fillStyle = isHit ? palette.sunken : cssOf(colour);
    context.beginPath();
    context.roundRect(left, top, width, height, 1);
    context.fill();
    if (cell.text === "") continue;
    const weight = chosen?.label === cell.label && chosen.prediction === cell.prediction ? 700 : 400;
    const wanted = `${weight} ${fontPx}px ${palette.font}`;
    // Setting the same font again has the browser read it again.
    if (wanted !== font) {
      font = wanted;
      context.font = wanted;
    }
    context.fillStyle = isHit ? palette.ink3 : textOn(colour);
    context.fillText(cell.text, left + width / 2, top + height / 2 + halfDigit * fontPx, width);
  }
}
