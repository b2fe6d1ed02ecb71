/** The plane as figures: how sure the network is on a coarse grid, and everything for a spreadsheet. */
import { shareAt, type Plane, type PlanePoints } from "@/features/task-views/plane-scene";
import type { FigureTable } from "@/ui/figures-table";
import { fixed, noFigure } from "@/viz/figures";
import type { CsvRows } from "@/viz/save-drawing";

type Field = Pick<Plane, "bounds" | "second" | "side">;

const tableSide = 9;

/** Probability of the second class, %, where rows and columns cross. */
export function planeTable(field: Field, corner: string): FigureTable {
  const { min, max } = field.bounds;
  const places = Array.from({ length: tableSide }, (_, i) => min + ((max - min) * (i + 0.5)) / tableSide);
  return {
    head: [corner, ...places.map((x) => fixed(x, 2))],
    rows: places.toReversed().map((y) => [
      fixed(y, 2),
      ...places.map((x) => {
        const share = shareAt(field, x, y);
        return share === undefined ? noFigure : fixed(share * 100, 0);
      }),
    ]),
  };
}

/** Points with their class, and the field with its probabilities, one below the other: `series` tells them apart. */
export function planeCsv(field: Field, train: PlanePoints | undefined, validation: PlanePoints | undefined): CsvRows {
  const points = (series: string, set: PlanePoints | undefined) =>
    Array.from(set?.labels ?? [], (label, i) => [series, set?.inputs[2 * i] ?? "", set?.inputs[2 * i + 1] ?? "", label]);
  const { bounds, side, second } = field;
  const cell = (bounds.max - bounds.min) / side;
  return [
    ["series", "x1", "x2", "class_or_probability_of_second"],
    ...points("train", train),
    ...points("validation", validation),
    ...Array.from(second ?? [], (share, i) => ["network", bounds.min + ((i % side) + 0.5) * cell, bounds.max - (Math.floor(i / side) + 0.5) * cell, share]),
  ];
}
