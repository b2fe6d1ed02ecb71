/** The line's charts as figures: short tables to read, and everything for a spreadsheet. */
import { lineLoss, type LineMoments } from "@/analysis/loss-surface";
import { answerAt, type LinePath, type LinePoints } from "@/features/task-views/line-model";
import type { FigureTable } from "@/ui/figures-table";
import type { Say } from "@/ui/locale";
import { brief, fixed, grouped, noFigure } from "@/viz/figures";
import type { CsvRows } from "@/viz/save-drawing";

const mostRows = 100;

/** Each point with what the network says there. */
export function fitTable({ x, y }: LinePoints, grid: Float32Array, fitted: Float32Array | undefined, say: Say): FigureTable {
  const order = Array.from(x.keys()).sort((a, b) => (x[a] ?? 0) - (x[b] ?? 0));
  const kept = thinned(order.length).map((at) => order[at] ?? 0);
  const rows = kept.map((i, row) => {
    const answer = fitted && answerAt(grid, fitted, x[i] ?? 0);
    return [grouped(row + 1), fixed(x[i] ?? 0, 3), fixed(y[i] ?? 0, 3), answer === undefined ? noFigure : fixed(answer, 3)];
  });
  const head = [say({ en: "Point", zh: "点" }), "x", "y", say({ en: "Network", zh: "网络" })];
  return { head, rows, ...leftOut(kept.length, order.length, say) };
}

/** Points and line, one below the other: `series` tells them apart. */
export function fitCsv({ x, y }: LinePoints, grid: Float32Array, fitted: Float32Array | undefined): CsvRows {
  return [
    ["series", "x", "y"],
    ...Array.from(x, (value, i) => ["point", value, y[i] ?? ""]),
    ...(fitted ? Array.from(grid, (value, i) => ["network", value, fitted[i] ?? ""]) : []),
  ];
}

/** The way over the surface, step by step. */
export function pathTable(path: LinePath | undefined, moments: LineMoments, say: Say): FigureTable {
  const kept = thinned(path?.length ?? 0);
  const rows = kept.map((at) => {
    const { w, b, loss } = placeOf(path, moments, at);
    return [grouped(at + 1), fixed(w, 3), fixed(b, 3), brief(loss)];
  });
  return { head: [say({ en: "Step", zh: "步" }), "w", "b", "MSE"], rows, ...leftOut(kept.length, path?.length ?? 0, say) };
}

export function pathCsv(path: LinePath | undefined, moments: LineMoments): CsvRows {
  return [
    ["step", "w", "b", "mse"],
    ...Array.from({ length: path?.length ?? 0 }, (_, at) => {
      const { w, b, loss } = placeOf(path, moments, at);
      return [at + 1, w, b, loss];
    }),
  ];
}

function placeOf(path: LinePath | undefined, moments: LineMoments, at: number) {
  const w = path?.value[2 * at] ?? Number.NaN;
  const b = path?.value[2 * at + 1] ?? Number.NaN;
  return { w, b, loss: lineLoss(moments, w, b) };
}

/** At most a hundred positions, spread evenly, the last one included. */
function thinned(length: number): readonly number[] {
  const count = Math.min(mostRows, length);
  return Array.from({ length: count }, (_, i) => (count === 1 ? 0 : Math.round((i / (count - 1)) * (length - 1))));
}

function leftOut(count: number, total: number, say: Say): Pick<FigureTable, "note"> {
  if (count === total) return {};
  return {
    note: say(
      { en: "{count} of {total} rows, spread evenly. The CSV file holds all of them.", zh: "从 {total} 行中均匀取出 {count} 行。CSV 文件包含全部。" },
      { count, total: grouped(total) },
    ),
  };
}
