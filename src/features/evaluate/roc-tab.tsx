/** How well each class is told from all others, whatever the threshold: curves, and the areas under them. Asked for only while shown. */
import { useCallback, useRef, useState } from "react";
import { RocPlot, type RocPlotHandle } from "@/features/evaluate/roc-plot";
import { classNamesOf } from "@/features/evaluate/class-names";
import type { Evaluation, RocReport } from "@/engine/protocol";
import { useBench } from "@/hooks/bench";
import { useShownDataset } from "@/hooks/use-dataset";
import { useLatest } from "@/hooks/use-latest";
import { useWeightsWatch } from "@/hooks/use-weights-watch";
import { ChartMenu } from "@/ui/chart-menu";
import { EmptyState } from "@/ui/empty-state";
import { useSay } from "@/ui/locale";
import { fixed, grouped, noFigure } from "@/viz/figures";
import { saveCsv, saveScene } from "@/viz/save-drawing";

/** While training the same part is judged as for the other figures, at a calm rate. */
const liveLimit = 1000;
const pauseMs = 4000;

export default function RocTab({ evaluation }: { readonly evaluation: Evaluation }) {
  const say = useSay();
  const { session } = useBench();
  const weights = useWeightsWatch();
  const { split } = evaluation;
  const ask = useCallback(
    async (signal: AbortSignal) => await session.roc(split === "test" ? { split } : { split, limit: liveLimit }, signal),
    [session, split],
  );
  // The final exam is judged once, however long training goes on behind it.
  const report = useLatest(ask, pauseMs, split === "test" ? evaluation : undefined, split === "test" ? undefined : weights);
  if (!report)
    return (
      <EmptyState icon="loader" title={say({ en: "Computing the curves", zh: "正在计算曲线" })}>
        {say({ en: "All examples are scored once more.", zh: "所有样本再评分一次。" })}
      </EmptyState>
    );
  return <RocPanes report={report} />;
}

function RocPanes({ report }: { readonly report: RocReport }) {
  const say = useSay();
  const names = classNamesOf(useShownDataset(), report.perClass.length, say);
  const [chosen, setChosen] = useState<number>();
  const plot = useRef<RocPlotHandle>(null);
  const title = say({ en: "ROC curves", zh: "ROC 曲线" });
  const shown = chosen !== undefined && chosen < report.perClass.length ? chosen : undefined;
  const table = report.perClass.map(({ auc, positives }, k) => [names[k] ?? "", figure(auc), grouped(positives)]);
  const means: (readonly [string, number])[] = [
    [say({ en: "macro", zh: "宏平均" }), report.macro],
    [say({ en: "weighted", zh: "加权平均" }), report.weighted],
  ];
  return (
    <div className="dock-panes is-roc">
      <section className="pane">
        <h2>
          {title}
          <span className="quiet">{say({ en: "each class against all others", zh: "每一类对其余所有类" })}</span>
          <span className="push">
            <ChartMenu
              name={title}
              drawings={[{ id: "roc", label: title, save: (kind) => saveScene(plot.current?.scene(), kind, "roc") }]}
              table={() => ({
                head: [say({ en: "Class", zh: "类别" }), "AUC", say({ en: "Support", zh: "样本数" })],
                rows: [...table, ...means.map(([name, auc]) => [name, figure(auc), ""])],
              })}
              saveCsv={() =>
                saveCsv(
                  [
                    ["class", "false positive rate", "true positive rate", "threshold"],
                    ...report.perClass.flatMap((curve, k) =>
                      Array.from(curve.thresholds, (threshold, i) => [names[k] ?? "", curve.falsePositiveRate[i]!, curve.truePositiveRate[i]!, threshold]),
                    ),
                  ],
                  "roc",
                )
              }
            />
          </span>
        </h2>
        <RocPlot ref={plot} curves={report.perClass} labels={table.map(([name, auc]) => `${name}: AUC ${auc}`)} chosen={shown} onChoose={setChosen} />
      </section>
      <section className="pane">
        <h2>{say({ en: "Area under the curve", zh: "曲线下面积" })}</h2>
        <div className="pane-scroll">
          <table className="figures roc-areas" aria-label={say({ en: "Area under the curve", zh: "曲线下面积" })}>
            <tbody>
              {table.map(([name, auc, support], k) => (
                <tr key={name} className={k === shown ? "is-chosen" : ""} onPointerEnter={() => setChosen(k)} onPointerLeave={() => setChosen(undefined)}>
                  <th scope="row">
                    <button
                      type="button"
                      aria-pressed={k === shown}
                      onFocus={() => setChosen(k)}
                      onBlur={() => setChosen(undefined)}
                      onClick={() => setChosen(k)}
                    >
                      {name}
                    </button>
                  </th>
                  <td>{auc}</td>
                  <td className="quiet">{support}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              {means.map(([name, auc]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>
                    <b>{figure(auc)}</b>
                  </td>
                  <td />
                </tr>
              ))}
            </tfoot>
          </table>
        </div>
      </section>
    </div>
  );
}

const figure = (auc: number) => (Number.isNaN(auc) ? noFigure : fixed(auc, 4));
