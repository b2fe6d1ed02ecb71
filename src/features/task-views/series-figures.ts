/** A forecast as figures: a short table to read, and all of it for a spreadsheet. */
import type { FigureTable } from "@/ui/figures-table";
import type { Say } from "@/ui/locale";
import { fixed, noFigure } from "@/viz/figures";
import type { CsvRows } from "@/viz/save-drawing";

/** One entry per forecast value. */
export interface Forecast {
  readonly dates: readonly string[];
  readonly truth: readonly number[];
  /** The last value that was known when the forecast was made. */
  readonly known: readonly number[];
  readonly network: readonly number[] | undefined;
}

const mostRows = 60;

/** The newest. */
export function forecastTable({ dates, truth, known, network }: Forecast, say: Say): FigureTable {
  const from = Math.max(0, dates.length - mostRows);
  return {
    head: [
      say({ en: "Date", zh: "日期" }),
      say({ en: "Measured", zh: "实测" }),
      say({ en: "Forecast", zh: "预测" }),
      say({ en: "Last known", zh: "最后已知" }),
    ],
    rows: dates.slice(from).map((date, i) => {
      const value = (list: readonly number[] | undefined) => (list ? fixed(list[from + i] ?? Number.NaN, 2) : noFigure);
      return [date, value(truth), value(network), value(known)];
    }),
    ...(from > 0
      ? {
          note: say(
            { en: "The newest {count} of {total}. The CSV file holds all of them.", zh: "共 {total} 行，这里是最新的 {count} 行。CSV 文件包含全部。" },
            { count: mostRows, total: dates.length },
          ),
        }
      : {}),
  };
}

export function forecastCsv({ dates, truth, known, network }: Forecast): CsvRows {
  return [["date", "measured", "forecast", "last_known"], ...dates.map((date, i) => [date, truth[i] ?? "", network?.[i] ?? "", known[i] ?? ""])];
}
