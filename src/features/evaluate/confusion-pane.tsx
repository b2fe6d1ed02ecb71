/** Who is taken for whom: the matrix, and beside it the very examples of the chosen cell. */
import { useCallback, useMemo, useState } from "react";
import { confusionMatrix } from "@/analysis/confusion-matrix";
import type { ConfusionCell } from "@/analysis/mistakes";
import { CellExamples } from "@/features/evaluate/cell-examples";
import { classCountOf, classNamesOf } from "@/features/evaluate/class-names";
import { worstCell } from "@/features/evaluate/cells";
import { ConfusionGrid } from "@/features/evaluate/confusion-grid";
import { confusionScene } from "@/features/evaluate/confusion-scene";
import { confusionCells, type ConfusionReading } from "@/features/evaluate/confusion-view";
import type { Evaluation } from "@/engine/protocol";
import { useBench, useView } from "@/hooks/bench";
import { useShownDataset } from "@/hooks/use-dataset";
import { Late } from "@/hooks/late";
import { ChartMenu } from "@/ui/chart-menu";
import { useSay } from "@/ui/locale";
import { Segmented } from "@/ui/segmented";
import { grouped } from "@/viz/figures";
import { currentPalette } from "@/viz/palette";
import { saveCsv, saveScene } from "@/viz/save-drawing";

const readings = [
  { value: "count", label: { en: "count", zh: "计数" } },
  { value: "row", label: { en: "row %", zh: "按行 %" } },
  { value: "column", label: { en: "column %", zh: "按列 %" } },
] as const;

export function ConfusionPane({ evaluation }: { readonly evaluation: Evaluation & Required<Pick<Evaluation, "labels" | "predictions">> }) {
  const say = useSay();
  const { view } = useBench();
  const dataset = useShownDataset();
  const [reading, setReading] = useState<ConfusionReading>("count");
  const picked = useView((state) => state.confusionCell);
  const { labels, predictions } = evaluation;
  const matrix = useMemo(() => confusionMatrix(labels, predictions, classCountOf(dataset, labels, predictions)), [dataset, labels, predictions]);
  const cells = useMemo(() => confusionCells(matrix, reading), [matrix, reading]);
  const worst = useMemo(() => worstCell(matrix), [matrix]);
  const names = useMemo(() => classNamesOf(dataset, matrix.classCount, say), [dataset, matrix.classCount, say]);
  const choose = useCallback(({ label, prediction }: ConfusionCell) => view.setState({ confusionCell: { label, prediction } }), [view]);
  // Until a person picks one, the cell that is confused most.
  const chosen = picked && picked.label < matrix.classCount && picked.prediction < matrix.classCount ? picked : worst;
  const title = say({ en: "Confusion", zh: "混淆矩阵" });
  const counts = cells.map((row, label) => [names[label] ?? "", ...row.map(({ count }) => count)]);
  return (
    <>
      <section className="pane matrix-pane">
        <h2>
          {title}
          <Segmented
            label={say({ en: "Figures", zh: "数值" })}
            value={reading}
            options={readings.map(({ value, label }) => ({ value, label: say(label) }))}
            onChange={setReading}
          />
          <span className="push">
            <ChartMenu
              name={title}
              drawings={[
                {
                  id: "matrix",
                  label: title,
                  save: (kind) => saveScene(confusionScene(cells, names, wordsOf(say), currentPalette()), kind, "confusion-matrix"),
                },
              ]}
              table={() => ({ head: [say({ en: "true ↓  predicted →", zh: "真实 ↓  预测 →" }), ...names], rows: counts.map((row) => row.map(String)) })}
              saveCsv={() => saveCsv([["true \\ predicted", ...names], ...counts], "confusion-matrix")}
            />
          </span>
        </h2>
        <ConfusionGrid cells={cells} names={names} chosen={chosen} onChoose={choose} />
        <div className="matrix-foot">
          <span>↓ {wordsOf(say).truth}</span>
          <span className="figure">{countText(evaluation, say)}</span>
          <span>{wordsOf(say).prediction} →</span>
        </div>
      </section>
      <Late place={<section className="pane is-joined" />}>
        <CellExamples evaluation={evaluation} cell={chosen} names={names} />
      </Late>
    </>
  );
}

function wordsOf(say: ReturnType<typeof useSay>): { readonly truth: string; readonly prediction: string } {
  return { truth: say({ en: "true", zh: "真实" }), prediction: say({ en: "predicted", zh: "预测" }) };
}

function countText({ indices, isSample }: Evaluation, say: ReturnType<typeof useSay>): string {
  const values = { count: grouped(indices.length) };
  return isSample
    ? say({ en: "a sample of {count}", zh: "抽样 {count} 个" }, values)
    : say({ en: "{count} {count|example|examples}", zh: "{count} 个样本" }, values);
}
