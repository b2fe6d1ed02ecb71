/** The first tab: learning curves, confusion with its examples, figures per class. */
import { ConfusionPane } from "@/features/evaluate/confusion-pane";
import { LearningCurves } from "@/features/evaluate/learning-curves";
import { PerClassPane } from "@/features/evaluate/per-class-pane";
import { ValuesPane } from "@/features/evaluate/values-pane";
import type { Evaluation } from "@/engine/protocol";
import { useShownDataset } from "@/hooks/use-dataset";
import { EmptyState } from "@/ui/empty-state";
import { Late } from "@/hooks/late";
import { useSay } from "@/ui/locale";

export type ClassEvaluation = Evaluation & Required<Pick<Evaluation, "labels" | "predictions">>;

export function hasClasses(evaluation: Evaluation | undefined): evaluation is ClassEvaluation {
  return evaluation?.labels !== undefined && evaluation.predictions !== undefined;
}

export function OverviewTab({ evaluation }: { readonly evaluation: Evaluation | undefined }) {
  const say = useSay();
  const isClassification = useShownDataset()?.task === "classification";
  return (
    <div className={`dock-panes${hasClasses(evaluation) ? " is-classes" : " is-values"}`}>
      <LearningCurves />
      {hasClasses(evaluation) ? (
        <>
          <ConfusionPane evaluation={evaluation} />
          <Late place={<section className="pane" />}>
            <PerClassPane newest={evaluation} />
          </Late>
        </>
      ) : evaluation ? (
        <ValuesPane evaluation={evaluation} />
      ) : (
        <section className="pane">
          <EmptyState icon="target" title={say({ en: "Not judged yet", zh: "尚未评估" })}>
            {isClassification
              ? say({
                  en: "Which classes it mixes up, and its precision, recall and F1, appear after the first evaluation.",
                  zh: "首次评估后，这里显示它混淆了哪些类别，以及精确率、召回率和 F1。",
                })
              : say({ en: "How far off its answers are appears after the first evaluation.", zh: "首次评估后，这里显示它的回答偏差多大。" })}
          </EmptyState>
        </section>
      )}
    </div>
  );
}
