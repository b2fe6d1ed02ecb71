/** The confusion matrix as it is shown: figures per cell in one of three readings, and how strongly each cell is coloured. */
import { countAt, normalizedMatrix, type ConfusionMatrix } from "@/analysis/confusion-matrix";
import { fixed } from "@/viz/figures";

/** `row` = shares of the true class, `column` = shares of the predicted one. */
export type ConfusionReading = "count" | "row" | "column";

export interface CellView {
  readonly label: number;
  readonly prediction: number;
  readonly count: number;
  /** Empty for none: a zero says nothing beside figures that do. */
  readonly text: string;
  /** 0 … 1 on the square-root scale of the largest mistake; 0 on the diagonal, which stays quiet. */
  readonly strength: number;
}

export function confusionCells(matrix: ConfusionMatrix, reading: ConfusionReading): readonly (readonly CellView[])[] {
  const { classCount } = matrix;
  const shown: ArrayLike<number> = reading === "count" ? matrix.counts : normalizedMatrix(matrix, reading);
  let most = 0;
  for (let cell = 0; cell < shown.length; cell++) if (cell % (classCount + 1) !== 0) most = Math.max(most, shown[cell] ?? 0);
  return Array.from({ length: classCount }, (_row, label) =>
    Array.from({ length: classCount }, (_column, prediction) => {
      const value = shown[label * classCount + prediction] ?? 0;
      return {
        label,
        prediction,
        count: countAt(matrix, label, prediction),
        text: value === 0 ? "" : reading === "count" ? String(value) : shareText(value),
        strength: label === prediction || most === 0 ? 0 : Math.sqrt(value / most),
      };
    }),
  );
}

/** Per cent in two or three characters: `0.8`, `12`, `100`. */
function shareText(share: number): string {
  const percent = share * 100;
  if (percent < 0.05) return "<.1";
  return percent < 9.95 ? fixed(percent, 1) : fixed(percent, 0);
}
