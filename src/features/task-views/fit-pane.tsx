/** The training points, and the line (or curve) that the network draws through them now. */
import { useCallback, useMemo, useRef } from "react";
import { FieldPlot, type FieldPlotHandle } from "@/features/task-views/field-plot";
import { fitFrame, fitScene } from "@/features/task-views/fit-scene";
import { fitCsv, fitTable } from "@/features/task-views/line-figures";
import { answerAt, nearestPoint, type LinePoints } from "@/features/task-views/line-model";
import { usePrediction } from "@/hooks/use-prediction";
import { ChartMenu } from "@/ui/chart-menu";
import { useSay } from "@/ui/locale";
import { fixed, grouped } from "@/viz/figures";
import type { Palette } from "@/viz/palette";
import { saveCsv, saveScene } from "@/viz/save-drawing";

const lineSamples = 65;

export function FitPane({ points }: { readonly points: LinePoints }) {
  const say = useSay();
  const plot = useRef<FieldPlotHandle>(null);
  const grid = useMemo(() => {
    let [low, high] = [-1, 1];
    for (const x of points.x) [low, high] = [Math.min(low, x), Math.max(high, x)];
    const margin = (high - low) * 0.05;
    return Float32Array.from({ length: lineSamples }, (_, i) => low - margin + ((high - low + 2 * margin) * i) / (lineSamples - 1));
  }, [points]);
  const prediction = usePrediction(grid);
  const fitted = prediction?.inputs === grid ? prediction.outputs : undefined;
  const build = useCallback(
    (width: number, height: number, palette: Palette) => fitScene(points, grid, fitted, width, height, palette),
    [points, grid, fitted],
  );
  const title = say({ en: "The line and the points", zh: "直线与数据点" });
  const [first, last] = [fitted?.[0], fitted?.[lineSamples - 1]];
  const words =
    first === undefined || last === undefined
      ? title
      : say(
          { en: "{title}: at x = {x1} it says {y1}, at x = {x2} it says {y2}", zh: "{title}：x = {x1} 时为 {y1}，x = {x2} 时为 {y2}" },
          { title, x1: fixed(grid[0] ?? 0, 2), y1: fixed(first, 2), x2: fixed(grid[lineSamples - 1] ?? 0, 2), y2: fixed(last, 2) },
        );
  const read = (x: number, y: number) => {
    const answer = fitted && answerAt(grid, fitted, x);
    const near = nearestPoint(points, x, y, fitFrame(points, grid));
    return [
      `x ${fixed(x, 2)}`,
      ...(answer === undefined ? [] : [say({ en: "network {value}", zh: "网络 {value}" }, { value: fixed(answer, 2) })]),
      ...(near ? [say({ en: "nearest point ({x}, {y})", zh: "最近的点（{x}，{y}）" }, { x: fixed(near.x, 2), y: fixed(near.y, 2) })] : []),
    ];
  };
  return (
    <section className="task-pane">
      <h2>
        {title}
        <span className="quiet figure">
          {say({ en: "{count} training {count|point|points}", zh: "{count} 个训练点" }, { count: grouped(points.x.length) })}
        </span>
        <span className="push">
          <ChartMenu
            name={title}
            drawings={[{ id: "fit", label: title, save: (kind) => saveScene(plot.current?.scene(), kind, "line-and-points") }]}
            table={() => fitTable(points, grid, fitted, say)}
            saveCsv={() => saveCsv(fitCsv(points, grid, fitted), "line-and-points")}
          />
        </span>
      </h2>
      <FieldPlot ref={plot} label={words} build={build} frame={() => fitFrame(points, grid)} read={read} />
    </section>
  );
}
