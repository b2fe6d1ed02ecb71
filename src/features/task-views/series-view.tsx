/** A series: the forecast of the held-out end beside what was measured, and beside what one may say without a network. */
import { useCallback, useMemo, useRef } from "react";
import type { Text } from "@/base/text";
import { dateOf, dateTicks } from "@/data/series/calendar";
import { forecastErrors } from "@/data/series/forecast";
import { windowsOf } from "@/data/series/windows";
import { FieldPlot, type FieldPlotHandle } from "@/features/task-views/field-plot";
import { forecastCsv, forecastTable, type Forecast } from "@/features/task-views/series-figures";
import { SeriesErrors } from "@/features/task-views/series-errors";
import { useRun } from "@/hooks/bench";
import { usePrediction } from "@/hooks/use-prediction";
import { useSeries, type ShownSeries } from "@/hooks/use-series";
import { ChartMenu } from "@/ui/chart-menu";
import { useSay } from "@/ui/locale";
import { fixed, grouped } from "@/viz/figures";
import type { Palette } from "@/viz/palette";
import { saveCsv, saveScene } from "@/viz/save-drawing";
import { seriesFrame, seriesScene, type SeriesChart } from "@/viz/series-chart";

const pauseMs = 250;

export function SeriesView() {
  const say = useSay();
  const series = useSeries();
  if (!series || series.test.count === 0)
    return (
      <p className="task-pane quiet">
        {say({ en: "The forecast of the test part appears here once the data are loaded.", zh: "数据加载后，这里显示对测试部分的预测。" })}
      </p>
    );
  return <Forecasts series={series} />;
}

const words = {
  title: { en: "Forecast of the test part", zh: "对测试部分的预测" },
  ahead: { en: "{count} {count|step|steps} ahead, {from} to {to}", zh: "提前 {count} 步，{from} 至 {to}" },
  measured: { en: "measured {value}", zh: "实测 {value}" },
  forecast: { en: "forecast {value}", zh: "预测 {value}" },
} satisfies Record<string, Text>;

function Forecasts({ series: { facts, values, test } }: { readonly series: ShownSeries }) {
  const say = useSay();
  const plot = useRef<FieldPlotHandle>(null);
  const inputs = useMemo(() => windowsOf(values, test.from, test.count, test.length, facts), [values, test, facts]);
  const prediction = usePrediction(inputs, pauseMs);
  const answers = prediction?.inputs === inputs ? prediction.outputs : undefined;
  const isUntrained = useRun((state) => state.step === 0);
  const errors = useMemo(() => forecastErrors(values, facts, test, answers), [values, facts, test, answers]);
  // The last of the asked values: as far ahead as the network looks.
  const first = test.from + test.length + test.horizon - 1;
  const forecast = useMemo((): Forecast => {
    const known = Array.from({ length: test.count }, (_, i) => values[test.from + i + test.length - 1] ?? Number.NaN);
    return {
      dates: known.map((_, i) => dateOf(facts, first + i)),
      truth: known.map((_, i) => values[first + i] ?? Number.NaN),
      known,
      network: answers && known.map((value, i) => value + (answers[(i + 1) * test.horizon - 1] ?? Number.NaN)),
    };
  }, [values, facts, test, first, answers]);
  const title = say(facts.quantity);
  const chart = useMemo(
    (): SeriesChart => ({
      title: `${title}, ${facts.unit}`,
      xDomain: [first, first + test.count - 1],
      ticks: (most) => dateTicks(facts, first, first + test.count - 1, most),
      lines: [
        { look: "truth", from: first, values: forecast.truth },
        ...(forecast.network ? [{ look: "forecast", from: first, values: forecast.network } as const] : []),
      ],
    }),
    [title, facts, first, test.count, forecast],
  );
  const build = useCallback((width: number, height: number, palette: Palette) => seriesScene(chart, width, height, palette), [chart]);
  const inUnit = (value: number | undefined) => (value === undefined ? "–" : `${fixed(value, 2)} ${facts.unit}`);
  const read = (x: number) => {
    const at = Math.round(x) - first;
    return [
      forecast.dates[at] ?? "",
      say(words.measured, { value: inUnit(forecast.truth[at]) }),
      ...(forecast.network ? [say(words.forecast, { value: inUnit(forecast.network[at]) })] : []),
    ];
  };
  const name = say(words.title);
  const span = { count: test.horizon, from: forecast.dates[0] ?? "", to: forecast.dates.at(-1) ?? "" };
  return (
    <div className="task-panes is-series">
      <section className="task-pane">
        <h2>
          {name}
          <span className="quiet figure">{say(words.ahead, span)}</span>
          <span className="push">
            <ChartMenu
              name={name}
              drawings={[{ id: "forecast", label: name, save: (kind) => saveScene(plot.current?.scene(), kind, "forecast") }]}
              table={() => forecastTable(forecast, say)}
              saveCsv={() => saveCsv(forecastCsv(forecast), "forecast")}
            />
          </span>
        </h2>
        <FieldPlot ref={plot} label={`${name}, ${say(words.ahead, span)}`} build={build} frame={() => seriesFrame(chart)} read={read} />
      </section>
      <section className="task-pane">
        <h2>
          {say({ en: "Mean absolute error", zh: "平均绝对误差" })}
          <span className="quiet figure">{say({ en: "{count} {count|forecast|forecasts}", zh: "{count} 次预测" }, { count: grouped(test.count) })}</span>
        </h2>
        <SeriesErrors errors={errors} facts={facts} />
        {isUntrained && <p className="quiet small">{say({ en: "Not trained yet: it only guesses.", zh: "尚未训练：它只是在猜。" })}</p>}
      </section>
    </div>
  );
}
