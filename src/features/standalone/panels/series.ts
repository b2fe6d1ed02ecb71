/** A day to forecast from: the network goes on from there, its own answers fed back to it. */
import { dateOf, dateTicks } from "@/data/series/calendar";
import { continueSeries } from "@/data/series/forecast";
import { windowsOf } from "@/data/series/windows";
import { element, slider } from "@/features/standalone/element";
import type { Panel } from "@/features/standalone/panels";
import { words } from "@/features/standalone/words";
import { createSceneView } from "@/viz/scene-view";
import { seriesScene } from "@/viz/series-chart";

const [usualSteps, mostSteps] = [24, 60];

export const seriesPanel: Panel<"series"> = ({ say, ask }, { facts, values, length, horizon, from }) => {
  const last = values.length - length - horizon - from;
  const canvas = element("canvas", { class: "chart", role: "img" });
  const view = createSceneView(canvas);
  let [index, steps] = [0, usualSteps];
  const show = async () => {
    /** Step of the first value that is not known. */
    const now = from + index + length;
    const answer = (known: readonly number[]) => Promise.resolve(ask(windowsOf(known, known.length - length, 1, length, facts)));
    const forecast = await continueSeries(values.slice(0, now), answer, steps);
    if (now !== from + index + length) return;
    canvas.setAttribute("aria-label", say(words.forecast, { date: dateOf(facts, now) }));
    const [start, end] = [now - length, now + steps];
    view.update({
      build: (width, height, palette) =>
        seriesScene(
          {
            title: `${say(facts.quantity)}, ${facts.unit}`,
            xDomain: [start, end - 1],
            ticks: (most) => dateTicks(facts, start, end - 1, most),
            border: now - 1,
            lines: [
              { look: "truth", from: start, values: values.slice(start, end) },
              { look: "forecast", from: now - 1, values: [values[now - 1] ?? Number.NaN, ...forecast] },
            ],
          },
          width,
          height,
          palette,
        ),
    });
  };
  const day = slider(
    say(words.forecastFrom),
    { min: 0, max: Math.max(0, last), step: 1, value: 0 },
    (at) => dateOf(facts, from + at + length),
    (at) => {
      index = at;
      void show();
    },
  );
  const ahead = slider(say(words.steps), { min: 1, max: mostSteps, step: 1, value: steps }, String, (count) => {
    steps = count;
    void show();
  });
  void show();
  const legend = element(
    "p",
    { class: "legend quiet" },
    element("span", { class: "is-truth" }, say(words.measured)),
    element("span", { class: "is-forecast" }, say(words.forecasted)),
  );
  return [element("div", { class: "one" }, day.root, ahead.root, canvas, legend)];
};
