/** The line template: points with the fitted line, the loss surface with the path on it, and the table of errors. */
import { useCallback, useMemo } from "react";
import { lineMoments } from "@/analysis/loss-surface";
import { fitScene } from "@/features/task-views/fit-scene";
import { errorTable, linePath, type LinePoints } from "@/features/task-views/line-model";
import { createSurfaceScene } from "@/features/task-views/surface-scene";
import { usePlot } from "@/features/task-views/use-plot";
import { useBench, useRun } from "@/hooks/bench";
import { useExamples } from "@/hooks/use-examples";
import { usePrediction } from "@/hooks/use-prediction";
import { useShownProject } from "@/hooks/use-dataset";
import { useSay } from "@/ui/locale";
import { brief, fixed, grouped } from "@/viz/figures";
import type { Palette } from "@/viz/palette";

const mostPoints = 1000;
const noPoints: LinePoints = { x: new Float32Array(), y: new Float32Array() };

export function LineView() {
  const trainCount = useRun((state) => Math.min(mostPoints, state.data?.counts.train ?? 0));
  const indices = useMemo(() => Array.from({ length: trainCount }, (_, i) => i), [trainCount]);
  const examples = useExamples("train", indices);
  const points = useMemo(() => (examples ? { x: examples.inputs, y: examples.targets } : noPoints), [examples]);
  return (
    <div className="task-panes is-line">
      <FitPane points={points} />
      <SurfacePane points={points} />
      <ErrorPane points={points} />
    </div>
  );
}

const lineSamples = 65;

function FitPane({ points }: { readonly points: LinePoints }) {
  const say = useSay();
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
  return (
    <section className="task-pane">
      <h2>
        {title}
        <span className="quiet figure">
          {say({ en: "{count} training {count|point|points}", zh: "{count} 个训练点" }, { count: grouped(points.x.length) })}
        </span>
      </h2>
      <div className="task-plot">
        <canvas ref={usePlot(build)} role="img" aria-label={words} />
      </div>
    </section>
  );
}

function SurfacePane({ points }: { readonly points: LinePoints }) {
  const say = useSay();
  const { run } = useBench();
  const { data, training } = useShownProject();
  const isLine = useRun((state) => state.curves.weights.paramCount === 2 || state.curves.weights.length === 0);
  const isPlain = training.loss === "meanSquaredError" && data.normalization === "none";
  const words = useMemo(
    () => ({
      w: say({ en: "w, slope", zh: "w，斜率" }),
      b: say({ en: "b, height at x = 0", zh: "b，x = 0 处的高度" }),
      best: say({ en: "least loss", zh: "损失最小" }),
    }),
    [say],
  );
  const build = useMemo(() => {
    const draw = createSurfaceScene(points, words);
    return (width: number, height: number, palette: Palette) => draw(linePath(run.getState().curves), width, height, palette);
  }, [points, words, run]);
  const title = say({ en: "The loss surface", zh: "损失曲面" });
  return (
    <section className="task-pane">
      <h2>
        {title}
        <span className="quiet">
          {say({ en: "the stronger the colour, the larger the loss; each contour doubles it", zh: "颜色越强损失越大；每条等高线翻倍" })}
        </span>
      </h2>
      {isLine && isPlain ? (
        <div className="task-plot">
          <canvas
            ref={usePlot(build)}
            role="img"
            aria-label={say({ en: "{title} over slope and intercept, with the path of training", zh: "{title}：斜率与截距平面上的训练路径" }, { title })}
          />
        </div>
      ) : (
        <p className="quiet">
          {isLine
            ? say({ en: "Drawn for the mean squared error of inputs that are not scaled.", zh: "仅在使用均方误差且输入不缩放时绘制。" })
            : say({ en: "Drawn for a network of two weights, w and b. This one has more.", zh: "仅为只有 w 和 b 两个权重的网络绘制。此网络的权重更多。" })}
        </p>
      )}
    </section>
  );
}

function ErrorPane({ points }: { readonly points: LinePoints }) {
  const say = useSay();
  // Rows change at 1, 10, 100, 1000 and with the newest step, which is read when this renders.
  const { curves } = useRun((state) => ({ curves: state.curves, revision: state.curvesRevision }));
  const moments = useMemo(() => lineMoments(points.x, points.y), [points]);
  const path = linePath(curves);
  const title = say({ en: "Mean squared error", zh: "均方误差" });
  return (
    <section className="task-pane">
      <h2>
        {title}
        <span className="quiet">{say({ en: "over all training points", zh: "在全部训练点上" })}</span>
      </h2>
      {path && points.x.length > 0 ? (
        <table className="task-figures" aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{say({ en: "after step", zh: "步数" })}</th>
              <th scope="col">MSE</th>
              <th scope="col">w</th>
              <th scope="col">b</th>
            </tr>
          </thead>
          <tbody>
            {errorTable(path, moments).map((row, i, all) => (
              <tr key={row.iteration} className={i === all.length - 1 ? "is-now" : ""}>
                <th scope="row">{grouped(row.iteration)}</th>
                <td>{brief(row.error)}</td>
                <td>{fixed(row.w, 3)}</td>
                <td>{fixed(row.b, 3)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="quiet">{say({ en: "The error after 1, 10, 100 and 1,000 steps appears here.", zh: "第 1、10、100、1,000 步后的误差将显示在这里。" })}</p>
      )}
    </section>
  );
}
