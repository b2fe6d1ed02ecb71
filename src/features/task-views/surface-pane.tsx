/** The loss of every line as a landscape, with the way that training took over it. */
import { useMemo, useRef } from "react";
import { lineLoss, lineMoments } from "@/analysis/loss-surface";
import { FieldPlot, type FieldPlotHandle } from "@/features/task-views/field-plot";
import { pathCsv, pathTable } from "@/features/task-views/line-figures";
import { linePath, type LinePoints } from "@/features/task-views/line-model";
import { createSurface } from "@/features/task-views/surface-scene";
import { useBench, useRun } from "@/hooks/bench";
import { useShownProject } from "@/hooks/use-dataset";
import { ChartMenu } from "@/ui/chart-menu";
import { useSay } from "@/ui/locale";
import { brief, fixed } from "@/viz/figures";
import type { Palette } from "@/viz/palette";
import { saveCsv, saveScene } from "@/viz/save-drawing";

export function SurfacePane({ points }: { readonly points: LinePoints }) {
  const say = useSay();
  const { run } = useBench();
  const { data, training } = useShownProject();
  const plot = useRef<FieldPlotHandle>(null);
  const isLine = useRun((state) => state.curves.weights.paramCount === 2 || state.curves.weights.length === 0);
  const hasPath = useRun((state) => state.curves.weights.length > 0);
  const isPlain = training.loss === "meanSquaredError" && data.normalization === "none";
  const words = useMemo(
    () => ({
      w: say({ en: "w, slope", zh: "w，斜率" }),
      b: say({ en: "b, height at x = 0", zh: "b，x = 0 处的高度" }),
      best: say({ en: "least loss", zh: "损失最小" }),
    }),
    [say],
  );
  const pathNow = useMemo(() => () => linePath(run.getState().curves), [run]);
  const moments = useMemo(() => lineMoments(points.x, points.y), [points]);
  const surface = useMemo(() => createSurface(points, words), [points, words]);
  const build = useMemo(() => (width: number, height: number, palette: Palette) => surface.scene(pathNow(), width, height, palette), [surface, pathNow]);
  const title = say({ en: "The loss surface", zh: "损失曲面" });
  return (
    <section className="task-pane">
      <h2>
        {title}
        <span className="quiet">
          {say({ en: "the stronger the colour, the larger the loss; each contour doubles it", zh: "颜色越强损失越大；每条等高线翻倍" })}
        </span>
        {isLine && isPlain && (
          <span className="push">
            <ChartMenu
              name={title}
              drawings={[{ id: "surface", label: title, save: (kind) => saveScene(plot.current?.scene(), kind, "loss-surface") }]}
              table={() => pathTable(pathNow(), moments, say)}
              saveCsv={() => saveCsv(pathCsv(pathNow(), moments), "loss-surface-path")}
              disabledBecause={hasPath ? undefined : say({ en: "There is nothing to save yet.", zh: "还没有可保存的内容。" })}
            />
          </span>
        )}
      </h2>
      {isLine && isPlain ? (
        <FieldPlot
          ref={plot}
          label={say({ en: "{title} over slope and intercept, with the path of training", zh: "{title}：斜率与截距平面上的训练路径" }, { title })}
          build={build}
          frame={() => surface.frame(pathNow())}
          read={(w, b) => [`w ${fixed(w, 2)}`, `b ${fixed(b, 2)}`, say({ en: "loss {value}", zh: "损失 {value}" }, { value: brief(lineLoss(moments, w, b)) })]}
          followsRun
        />
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
