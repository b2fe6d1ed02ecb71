/** The learning rate over the whole planned run, as a small line with its ends named. */
import { ChartMenu } from "@/ui/chart-menu";
import { useSay } from "@/ui/locale";
import { brief } from "@/viz/figures";
import { lineChartScene } from "@/viz/line-chart";
import { currentPalette } from "@/viz/palette";
import { saveCsv, saveScene } from "@/viz/save-drawing";
import { steppedDomain } from "@/viz/scales";

const width = 256;
const height = 54;
const points = 128;
/** As it is saved. */
const [savedWidth, savedHeight] = [720, 400];
/** Of the points, every so manieth stands in the table. */
const tableStride = 8;

export interface ScheduleCurveProps {
  readonly epochs: number;
  readonly peak: number;
  /** Learning rate at a share 0 … 1 of the run. */
  readonly rateAt: (share: number) => number;
}

export function ScheduleCurve({ epochs, peak, rateAt }: ScheduleCurveProps) {
  const say = useSay();
  const rates = Array.from({ length: points + 1 }, (_, i) => rateAt(i / points));
  const top = Math.max(peak, ...rates) || 1;
  const path = rates
    .map((rate, i) => `${i === 0 ? "M" : "L"}${((i / points) * width).toFixed(1)} ${(height - (rate / top) * (height - 2)).toFixed(1)}`)
    .join("");
  const first = brief(rates[0] ?? 0);
  const last = brief(rates.at(-1) ?? 0);
  const title = say({ en: "Learning rate", zh: "学习率" });
  const epochAt = (i: number) => Number(((i / points) * epochs).toPrecision(6));
  const inEpochs = rates.map((_, i) => epochAt(i));
  const drawn = () =>
    lineChartScene(
      {
        title,
        xTitle: say({ en: "epoch", zh: "轮" }),
        xDomain: [0, Math.max(1, epochs)],
        yKind: "linear",
        yDomain: steppedDomain("linear", 0, top),
        curves: [{ look: "validation", x: inEpochs, value: rates, length: rates.length }],
      },
      savedWidth,
      savedHeight,
      currentPalette(),
    );
  return (
    <figure className="schedule-curve">
      <figcaption className="label">
        {title}
        <span className="figure push">{say({ en: "up to {top}", zh: "最高 {top}" }, { top: brief(top) })}</span>
        <ChartMenu
          name={title}
          drawings={[{ id: "schedule", label: title, save: (kind) => saveScene(drawn(), kind, "learning-rate") }]}
          table={() => ({
            head: [say({ en: "Epoch", zh: "轮" }), title],
            rows: rates.flatMap((rate, i) => (i % tableStride === 0 ? [[brief(epochAt(i)), brief(rate)]] : [])),
          })}
          saveCsv={() => saveCsv([["epoch", "learning_rate"], ...rates.map((rate, i) => [epochAt(i), rate])], "learning-rate")}
        />
      </figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={say(
          { en: "Learning rate from {first} to {last} over {epochs} {epochs|epoch|epochs}", zh: "{epochs} 轮中学习率从 {first} 到 {last}" },
          { first, last, epochs },
        )}
      >
        <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} />
        <path d={path} />
      </svg>
      <p className="label figure">
        <span>{first}</span>
        <span>{say({ en: "{epochs} {epochs|epoch|epochs}", zh: "{epochs} 轮" }, { epochs })}</span>
        <span>{last}</span>
      </p>
    </figure>
  );
}
