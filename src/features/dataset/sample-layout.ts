/** Which example stands where in the grid of samples: a column per class, so that the bars below stand under their own images. */
import type { DatasetDefinition } from "@/data/define-dataset";
import type { ExampleSet } from "@/engine/protocol";

export interface SampleLayout {
  readonly columns: number;
  readonly rows: number;
  /** Class of each column, where columns are classes. */
  readonly hasClassColumns: boolean;
}

const mostClassColumns = 12;

export function sampleLayout({ classNames, task }: Pick<DatasetDefinition, "classNames" | "task">): SampleLayout {
  const classes = classNames?.length ?? 0;
  if (classes > 1 && classes <= mostClassColumns) return { columns: classes, rows: 4, hasClassColumns: true };
  // Input above target: half as many rows.
  return { columns: 9, rows: task === "reconstruction" ? 2 : 4, hasClassColumns: false };
}

/** Per cell, row by row, the place in the set; undefined where a class has too few. */
export function placeSamples({ columns, rows, hasClassColumns }: SampleLayout, set: Pick<ExampleSet, "indices" | "targets">): readonly (number | undefined)[] {
  const cells = Array.from<number | undefined>({ length: columns * rows });
  const filled = Array.from({ length: columns }, () => 0);
  set.indices.forEach((_, at) => {
    const column = hasClassColumns ? (set.targets[at] ?? -1) : at % columns;
    const row = filled[column];
    if (row === undefined || row >= rows) return;
    filled[column] = row + 1;
    cells[row * columns + column] = at;
  });
  return cells;
}
