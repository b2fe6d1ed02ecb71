/** The examples of one cell of the confusion matrix, the most confident first; pressing one shows it everywhere. */
import { useMemo } from "react";
import { judgements } from "@/features/evaluate/cells";
import type { ConfusionCell } from "@/analysis/mistakes";
import { JudgedExamples } from "@/features/evaluate/judged-examples";
import type { Evaluation } from "@/engine/protocol";
import { useInTurn } from "@/hooks/in-turn";
import { useSay } from "@/ui/locale";
import { grouped } from "@/viz/figures";

const mostShown = 24;

export interface CellExamplesProps {
  readonly evaluation: Evaluation;
  readonly cell: ConfusionCell | undefined;
  readonly names: readonly string[];
}

export function CellExamples({ names, ...newest }: CellExamplesProps) {
  const say = useSay();
  const { evaluation, cell } = useBehindMatrix(newest);
  const found = useMemo(() => (cell ? judgements(evaluation, cell) : []), [evaluation, cell]);
  const shown = useMemo(() => found.slice(0, mostShown), [found]);
  const subject = `${cell?.label} ${cell?.prediction}`;
  const values = { label: names[cell?.label ?? 0] ?? "", prediction: names[cell?.prediction ?? 0] ?? "", count: grouped(found.length) };
  return (
    <section className="pane is-joined cell-pane">
      <h2>
        {!cell
          ? say({ en: "No mistakes", zh: "没有错误" })
          : cell.label === cell.prediction
            ? say({ en: "{label} recognised", zh: "{label} 识别正确" }, values)
            : say({ en: "{label} taken for {prediction}", zh: "{label} 被当成 {prediction}" }, values)}
        {/* How often: a bare number beside classes that are numbers would be one of them. */}
        {cell && <span className="quiet figure">{`${values.count}×`}</span>}
      </h2>
      {found.length > 0 ? (
        <div className="pane-scroll">
          <JudgedExamples split={evaluation.split} judgements={shown} subject={subject} names={names} />
          {found.length > mostShown && (
            <p className="quiet small">{say({ en: "The {shown} it was surest of.", zh: "网络最有把握的 {shown} 个。" }, { shown: mostShown })}</p>
          )}
        </div>
      ) : (
        <p className="quiet small">
          {cell ? say({ en: "No examples in this cell.", zh: "此格没有样本。" }) : say({ en: "Every answer is right.", zh: "全部回答正确。" })}
        </p>
      )}
    </section>
  );
}

/** The matrix has a turn of its own; its examples come after it. */
function useBehindMatrix({ evaluation, cell }: Pick<CellExamplesProps, "evaluation" | "cell">) {
  return useInTurn(
    useMemo(() => ({ evaluation, cell }), [evaluation, cell]),
    "examples of a cell",
  );
}
