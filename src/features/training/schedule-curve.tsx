/** The learning rate over the whole planned run, as a small line with its ends named. */
import { lazy, Suspense } from "react";
import { useSay } from "@/ui/locale";
import { grouped, plain } from "@/viz/figures";

const ScheduleMenu = lazy(() => import("@/features/training/schedule-menu"));

const width = 256;
const height = 54;
const points = 128;

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
  const first = plain(rates[0] ?? 0);
  const last = plain(rates.at(-1) ?? 0);
  const title = say({ en: "Learning rate", zh: "学习率" });
  return (
    <figure className="schedule-curve">
      <figcaption className="label">
        {title}
        <span className="figure push">{say({ en: "up to {top}", zh: "最高 {top}" }, { top: plain(top) })}</span>
        <Suspense>
          <ScheduleMenu title={title} epochs={epochs} rates={rates} />
        </Suspense>
      </figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={say(
          { en: "Learning rate from {first} to {last} over {epochs} {epochs|epoch|epochs}", zh: "{epochs} 轮中学习率从 {first} 到 {last}" },
          { first, last, epochs: grouped(epochs) },
        )}
      >
        <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} />
        <path d={path} />
      </svg>
      <p className="label figure">
        <span>{first}</span>
        <span>{say({ en: "{epochs} {epochs|epoch|epochs}", zh: "{epochs} 轮" }, { epochs: grouped(epochs) })}</span>
        <span>{last}</span>
      </p>
    </figure>
  );
}
