/** A day of the test part to forecast from: the network goes on from there, its own answers fed back to it. */
import { useCallback, useEffect, useMemo, useState } from "react";
import type { Text } from "@/base/text";
import { dateOf, dateTicks } from "@/data/series/calendar";
import { continueSeries } from "@/data/series/forecast";
import { windowsOf } from "@/data/series/windows";
import { TryHead } from "@/features/try-it/try-head";
import { useBench, useRun } from "@/hooks/bench";
import { useController } from "@/hooks/use-controller";
import { useLatest } from "@/hooks/use-latest";
import { useWeightsWatch } from "@/hooks/use-weights-watch";
import { useSeries, type ShownSeries } from "@/hooks/use-series";
import { ChartMenu } from "@/ui/chart-menu";
import { useSay } from "@/ui/locale";
import { ScrollArea } from "@/ui/scroll-area";
import { Slider } from "@/ui/slider";
import { brief, fixed, noFigure } from "@/viz/figures";
import { currentPalette, type Palette } from "@/viz/palette";
import { saveCsv, saveScene } from "@/viz/save-drawing";
import { createSceneView } from "@/viz/scene-view";
import { seriesScene, type SeriesChart } from "@/viz/series-chart";

const words = {
  from: { en: "Forecast from", zh: "预测起点" },
  steps: { en: "Steps", zh: "步数" },
  plot: { en: "The past, what came after it, and the forecast from {date}", zh: "过去、其后的实测值，以及从 {date} 起的预测" },
  error: { en: "off by {error} on average over {count} {count|step|steps}", zh: "{count} 步平均偏差 {error}" },
  untrained: { en: "Not trained yet: it only guesses.", zh: "尚未训练：它只是在猜。" },
  title: { en: "Forecast", zh: "预测" },
  date: { en: "Date", zh: "日期" },
  measured: { en: "Measured", zh: "实测" },
  waiting: { en: "The series appears here once the data are loaded.", zh: "数据加载后，这里显示该序列。" },
} satisfies Record<string, Text>;

const [usualSteps, mostSteps] = [24, 60];
/** As it is saved. */
const [savedWidth, savedHeight] = [720, 400];

export function TrySeries() {
  const say = useSay();
  const series = useSeries();
  return (
    <div className="try">
      <TryHead />
      <ScrollArea className="try-body is-series" label={say({ en: "Question and answer", zh: "输入与回答" })}>
        {series && series.test.count > 0 ? <Continuation series={series} /> : <p className="quiet small">{say(words.waiting)}</p>}
      </ScrollArea>
    </div>
  );
}

function Continuation({ series: { facts, values, test } }: { readonly series: ShownSeries }) {
  const say = useSay();
  const { view } = useBench();
  const [wanted, setWanted] = useState(0);
  const [steps, setSteps] = useState(usualSteps);
  const isUntrained = useRun((state) => state.step === 0);
  const index = Math.min(wanted, test.count - 1);
  /** Step of the first value that is not known. */
  const now = test.from + index + test.length;
  // The canvas shows this very window inside the layers as well.
  useEffect(() => view.setState({ example: { split: "test", index } }), [view, index]);
  const forecast = useForecast(values, now, steps, test.length, facts);
  const chart = useMemo(
    (): SeriesChart => ({
      title: `${say(facts.quantity)}, ${facts.unit}`,
      xDomain: [now - test.length, now + steps - 1],
      ticks: (most) => dateTicks(facts, now - test.length, now + steps - 1, most),
      border: now - 1,
      lines: [
        { look: "truth", from: now - test.length, values: values.slice(now - test.length, now + steps) },
        ...(forecast ? [{ look: "forecast", from: now - 1, values: [values[now - 1] ?? Number.NaN, ...forecast] } as const] : []),
      ],
    }),
    [say, facts, values, now, steps, test.length, forecast],
  );
  const build = useCallback((width: number, height: number, palette: Palette) => seriesScene(chart, width, height, palette), [chart]);
  const [canvas] = useController(
    createSceneView,
    useMemo(() => ({ build }), [build]),
  );
  const date = dateOf(facts, now);
  const judged = forecast?.slice(0, values.length - now);
  const error = judged && judged.reduce((sum, value, i) => sum + Math.abs(value - (values[now + i] ?? 0)), 0) / Math.max(1, judged.length);
  const title = say(words.title);
  const told = Array.from({ length: steps }, (_, i) => ({ date: dateOf(facts, now + i), measured: values[now + i], said: forecast?.[i] }));
  const figure = (value: number | undefined) => (value === undefined ? noFigure : fixed(value, 2));
  return (
    <>
      <div className="try-input">
        <label className="small">{say(words.from)}</label>
        <Slider
          label={say(words.from)}
          value={index}
          min={0}
          max={test.count - 1}
          step={1}
          format={(at) => dateOf(facts, test.from + at + test.length)}
          onChange={setWanted}
        />
        <label className="small">{say(words.steps)}</label>
        <Slider label={say(words.steps)} value={steps} min={1} max={mostSteps} step={1} onChange={setSteps} />
        {isUntrained && <p className="quiet small">{say(words.untrained)}</p>}
      </div>
      <div className="try-series">
        <div className="try-series-head">
          <ChartMenu
            name={title}
            drawings={[{ id: "continuation", label: title, save: (kind) => saveScene(build(savedWidth, savedHeight, currentPalette()), kind, "continuation") }]}
            table={() => ({
              head: [say(words.date), say(words.measured), title],
              rows: told.map(({ date: day, measured, said }) => [day, figure(measured), figure(said)]),
            })}
            saveCsv={() =>
              saveCsv([["date", "measured", "forecast"], ...told.map(({ date: day, measured, said }) => [day, measured ?? "", said ?? ""])], "continuation")
            }
          />
        </div>
        <canvas ref={canvas} role="img" aria-label={say(words.plot, { date })} />
        {error !== undefined && judged && judged.length > 0 && (
          <p className="quiet small figure" role="status">
            {say(words.error, { error: `${brief(error)} ${facts.unit}`, count: judged.length })}
          </p>
        )}
      </div>
    </>
  );
}

const pauseMs = 400;

/** Asked anew as the weights change; each step waits for the answer before it. */
function useForecast(values: readonly number[], now: number, steps: number, length: number, facts: ShownSeries["facts"]): readonly number[] | undefined {
  const { session } = useBench();
  const weights = useWeightsWatch();
  const isReady = useRun((state) => state.model !== undefined || state.plan !== undefined);
  const ask = useCallback(
    async (signal: AbortSignal) => {
      const answer = async (known: readonly number[]) => {
        const inputs = windowsOf(known, known.length - length, 1, length, facts);
        return (await session.predict({ inputs }, signal)).outputs;
      };
      return { now, steps, forecast: await continueSeries(values.slice(0, now), answer, steps) };
    },
    [session, values, now, steps, length, facts],
  );
  const latest = useLatest(isReady ? ask : undefined, pauseMs, undefined, weights);
  return latest?.now === now ? latest.forecast.slice(0, steps) : undefined;
}
