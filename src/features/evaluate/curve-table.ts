/** The learning curves as figures: a table short enough to read, and every step for a spreadsheet. */
import { figureOf, figuresAt, plannedSteps } from "@/features/evaluate/curve-model";
import type { RunState, Series } from "@/store/run-store";
import type { FigureTable } from "@/ui/figures-table";
import type { Say } from "@/ui/locale";
import { fixed, grouped, noFigure } from "@/viz/figures";

const mostRows = 100;

/** At most a hundred steps, spread evenly, the last one included. */
export function curveTable(run: Pick<RunState, "curves" | "plan" | "epochs">, say: Say): FigureTable {
  const { curves } = run;
  const { loss } = curves;
  const { stepsPerEpoch } = plannedSteps(run);
  const hasAccuracy = curves.accuracy.length > 0;
  const count = Math.min(mostRows, loss.length);
  const rows = Array.from({ length: count }, (_, i) => {
    const at = count === 1 ? 0 : Math.round((i / (count - 1)) * (loss.length - 1));
    const step = loss.step[at] ?? 0;
    const figures = (["loss", "accuracy"] as const).slice(0, hasAccuracy ? 2 : 1).flatMap((kind) => {
      const { train, validation } = figuresAt(curves, kind, step);
      return [train, validation].map((value) => (value === undefined ? noFigure : figureOf(kind, value)));
    });
    return [grouped(step), fixed(step / stepsPerEpoch, 2), ...figures];
  });
  const head = [
    say({ en: "Step", zh: "步" }),
    say({ en: "Epoch", zh: "轮" }),
    say({ en: "Loss, train", zh: "损失（训练）" }),
    say({ en: "Loss, validation", zh: "损失（验证）" }),
    ...(hasAccuracy ? [say({ en: "Accuracy, train", zh: "准确率（训练）" }), say({ en: "Accuracy, validation", zh: "准确率（验证）" })] : []),
  ];
  if (loss.length <= mostRows) return { head, rows };
  const note = say(
    { en: "{count} of {total} steps, spread evenly. The CSV file holds all of them.", zh: "从 {total} 步中均匀取出 {count} 步。CSV 文件包含全部。" },
    { count, total: grouped(loss.length) },
  );
  return { head, rows, note };
}

/** One row per step that has any figure. */
export function curvesCsv({ curves }: Pick<RunState, "curves">): (string | number)[][] {
  const columns: readonly (readonly [string, Series])[] = [
    ["loss", curves.loss],
    ["accuracy", curves.accuracy],
    ["learning_rate", curves.learningRate],
    ["val_loss", curves.valLoss],
    ["val_accuracy", curves.valAccuracy],
  ];
  const rows = new Map<number, (string | number)[]>();
  columns.forEach(([, series], column) => {
    for (let i = 0; i < series.length; i++) {
      const step = series.step[i] ?? 0;
      const row = rows.get(step) ?? [step, "", "", "", "", ""];
      row[column + 1] = series.value[i] ?? "";
      rows.set(step, row);
    }
  });
  const sorted = [...rows.values()].sort((a, b) => Number(a[0]) - Number(b[0]));
  return [["step", ...columns.map(([name]) => name)], ...sorted];
}
