/** Loss and accuracy over the planned run, live; with a cursor shared by both, options, a table, and files to keep. */
import { useCallback, useMemo, useRef, useState } from "react";
import { CurveOptionsPopover } from "@/features/evaluate/curve-options";
import { CurvePlot, type CurvePlotHandle } from "@/features/evaluate/curve-plot";
import { initialCurveOptions, type CurveName } from "@/features/evaluate/curve-model";
import { curveTable, curvesCsv } from "@/features/evaluate/curve-table";
import { hasClassNumbers } from "@/data/tasks";
import { useBench, useRun } from "@/hooks/bench";
import { useShownDataset } from "@/hooks/use-dataset";
import { ChartMenu, type DrawingKind } from "@/ui/chart-menu";
import { EmptyState } from "@/ui/empty-state";
import { useSay } from "@/ui/locale";
import { saveCsv, saveScene } from "@/viz/save-drawing";

export function LearningCurves() {
  const say = useSay();
  const { run } = useBench();
  const hasCurves = useRun((state) => state.curves.loss.length > 0 || (state.plan !== undefined && state.run.status !== "idle"));
  const hasAccuracy = hasClassNumbers(useShownDataset()?.task ?? "classification");
  const [options, setOptions] = useState(initialCurveOptions);
  const [cursor, setCursor] = useState<number>();
  const loss = useRef<CurvePlotHandle>(null);
  const accuracy = useRef<CurvePlotHandle>(null);
  const toggle = useCallback(
    (name: CurveName) =>
      setOptions((now) => ({ ...now, hidden: now.hidden.includes(name) ? now.hidden.filter((other) => other !== name) : [...now.hidden, name] })),
    [],
  );
  const shared = useMemo(() => ({ options, cursor, onCursor: setCursor }), [options, cursor]);

  return (
    <section className="pane curves-pane">
      <h2>
        {say({ en: "Learning curves", zh: "学习曲线" })}
        <span className="legend push">
          {curveNames.map(({ name, text }) => (
            <button key={name} type="button" aria-pressed={!options.hidden.includes(name)} onClick={() => toggle(name)}>
              <i className={`sample is-${name}`} />
              {say(text)}
            </button>
          ))}
        </span>
        <CurveOptionsPopover options={options} onChange={setOptions} />
        <ChartMenu
          name={say({ en: "Learning curves", zh: "学习曲线" })}
          drawings={[
            { id: "loss", label: say({ en: "Loss", zh: "损失" }), save: (kind) => saveScene(loss.current?.scene(), kind, "loss") },
            ...(hasAccuracy
              ? [
                  {
                    id: "accuracy",
                    label: say({ en: "Accuracy", zh: "准确率" }),
                    save: (kind: DrawingKind) => saveScene(accuracy.current?.scene(), kind, "accuracy"),
                  },
                ]
              : []),
          ]}
          table={() => curveTable(run.getState(), say)}
          saveCsv={() => saveCsv(curvesCsv(run.getState()), "learning-curves")}
          disabledBecause={hasCurves ? undefined : say({ en: "There is nothing to save yet.", zh: "还没有可保存的内容。" })}
        />
      </h2>
      {hasCurves ? (
        <div className="curves">
          <CurvePlot ref={loss} kind="loss" {...shared} />
          {hasAccuracy && <CurvePlot ref={accuracy} kind="accuracy" {...shared} />}
        </div>
      ) : (
        <EmptyState icon="chart-line" title={say({ en: "Nothing trained yet", zh: "尚未训练" })}>
          {hasAccuracy
            ? say({ en: "Loss and accuracy are drawn here while the network trains.", zh: "网络训练时，这里会绘制损失和准确率。" })
            : say({ en: "The loss is drawn here while the network trains.", zh: "网络训练时，这里会绘制损失。" })}
        </EmptyState>
      )}
    </section>
  );
}

const curveNames = [
  { name: "train", text: { en: "train", zh: "训练" } },
  { name: "validation", text: { en: "validation", zh: "验证" } },
] as const;
