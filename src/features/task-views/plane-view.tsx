/** Points in the plane: the decision boundary as it forms, and the points it has to part. */
import { useCallback, useMemo, useRef, useState } from "react";
import { gridPoints } from "@/analysis/decision-grid";
import { FieldPlot, type FieldPlotHandle } from "@/features/task-views/field-plot";
import { planeCsv, planeTable } from "@/features/task-views/plane-figures";
import { planeFrame, planeScene, secondClass, shareAt, type PlanePoints } from "@/features/task-views/plane-scene";
import type { Split } from "@/data/define-dataset";
import { useRun } from "@/hooks/bench";
import { useShownDataset } from "@/hooks/use-dataset";
import { useExamples } from "@/hooks/use-examples";
import { usePrediction } from "@/hooks/use-prediction";
import { useSay } from "@/ui/locale";
import { ChartMenu } from "@/ui/chart-menu";
import { Switch } from "@/ui/switch";
import { fixed, grouped, percent } from "@/viz/figures";
import type { Palette } from "@/viz/palette";
import { saveCsv, saveScene } from "@/viz/save-drawing";

const side = 64;
const pauseMs = 200;
const mostPoints = 2000;
const unitBounds = { min: -1, max: 1 };

export function PlaneView() {
  const say = useSay();
  const dataset = useShownDataset();
  const bounds = dataset?.bounds ?? unitBounds;
  const grid = useMemo(() => gridPoints(bounds, side, side), [bounds]);
  const prediction = usePrediction(grid, pauseMs);
  const [showsTrain, setShowsTrain] = useState(true);
  const [showsValidation, setShowsValidation] = useState(true);
  const train = usePoints("train");
  const validation = usePoints("validation");
  const second = useMemo(() => (prediction?.inputs === grid ? secondClass(prediction.outputs, prediction.shape.at(-1) ?? 1) : undefined), [prediction, grid]);
  const build = useCallback(
    (width: number, height: number, palette: Palette) =>
      planeScene({ bounds, second, side, train: showsTrain ? train : undefined, validation: showsValidation ? validation : undefined }, width, height, palette),
    [bounds, second, train, validation, showsTrain, showsValidation],
  );
  const plot = useRef<FieldPlotHandle>(null);
  const { accuracy, isUntrained } = useRun((state) => ({ accuracy: state.evaluation?.accuracy, isUntrained: state.step === 0 }));
  // What is trained on may be more than what is drawn.
  const counts = useRun((state) => state.data?.counts);
  const drawn = (points: PlanePoints | undefined, all: number | undefined): string => {
    const [shown, total] = [grouped(points?.labels.length ?? 0), grouped(all ?? 0)];
    return !points || shown === total ? shown : say({ en: "{shown} of {total}", zh: "{shown} / {total}" }, { shown, total });
  };
  const names = dataset?.classNames?.map((name) => say(name)) ?? [];
  const title = say({ en: "Decision boundary", zh: "决策边界" });
  const field = { bounds, second, side };
  const read = (x: number, y: number) => {
    const here = shareAt(field, x, y);
    return [
      `x₁ ${fixed(x, 2)}, x₂ ${fixed(y, 2)}`,
      ...(here === undefined ? [] : [`${(here > 0.5 ? names[1] : names[0]) ?? ""} ${percent(Math.max(here, 1 - here))}`]),
    ];
  };
  const share = second ? second.reduce((sum, value) => sum + (value > 0.5 ? 1 : 0), 0) / second.length : undefined;
  const words =
    share === undefined
      ? say({ en: "The plane with its points", zh: "平面与其中的点" })
      : say(
          { en: "Decision boundary: {share} of the plane is “{name}”", zh: "决策边界：平面的 {share} 属于“{name}”" },
          { share: percent(share, 0), name: names[1] ?? "1" },
        );
  return (
    <div className="task-panes is-plane">
      <section className="task-pane">
        <h2>
          {title}
          <span className="push">
            <ChartMenu
              name={title}
              drawings={[{ id: "plane", label: title, save: (kind) => saveScene(plot.current?.scene(), kind, "decision-boundary") }]}
              table={() => ({
                ...planeTable(field, "x₂ ↓  x₁ →"),
                note: say({ en: "Probability of “{name}”, %, by place.", zh: "各位置属于“{name}”的概率，%。" }, { name: names[1] ?? "1" }),
              })}
              saveCsv={() => saveCsv(planeCsv(field, train, validation), "decision-boundary")}
            />
          </span>
        </h2>
        <FieldPlot ref={plot} label={words} build={build} frame={() => planeFrame(bounds)} read={read} />
      </section>
      <section className="task-pane">
        <h2>{say({ en: "What is drawn", zh: "图例" })}</h2>
        {accuracy !== undefined && (
          <p className="task-headline figure">
            <b>{percent(accuracy)}</b> <span className="quiet">{say({ en: "validation accuracy", zh: "验证准确率" })}</span>
          </p>
        )}
        {isUntrained && <p className="quiet small">{say({ en: "Not trained yet: the boundary is random.", zh: "尚未训练：边界是随机的。" })}</p>}
        <ul className="plane-key">
          <li>
            <i className="is-first" /> {names[0]}
          </li>
          <li>
            <i className="is-second" /> {names[1]}
          </li>
          <li>
            <i className="is-boundary" /> {say({ en: "where both are equally likely", zh: "两类概率相等处" })}
          </li>
        </ul>
        <p className="plane-scale">
          <span>{names[0]}</span>
          <i />
          <span>{names[1]}</span>
        </p>
        <p className="plane-toggle">
          <Switch label={say({ en: "Training points", zh: "训练点" })} checked={showsTrain} onChange={setShowsTrain} />
          {say({ en: "{count} training {count|point|points}, filled", zh: "{count} 个训练点（实心）" }, { count: drawn(train, counts?.train) })}
        </p>
        <p className="plane-toggle">
          <Switch label={say({ en: "Validation points", zh: "验证点" })} checked={showsValidation} onChange={setShowsValidation} />
          {say({ en: "{count} validation {count|point|points}, hollow", zh: "{count} 个验证点（空心）" }, { count: drawn(validation, counts?.validation) })}
        </p>
      </section>
    </div>
  );
}

function usePoints(split: Split): PlanePoints | undefined {
  const count = useRun((state) => Math.min(mostPoints, state.data?.counts[split] ?? 0));
  const indices = useMemo(() => Array.from({ length: count }, (_, i) => i), [count]);
  const examples = useExamples(split, indices);
  return useMemo(() => examples && { inputs: examples.inputs, labels: examples.targets }, [examples]);
}
