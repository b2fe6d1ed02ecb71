/** The worst mistakes: what the network was surest of and wrong about. */
import { useMemo } from "react";
import { judgements } from "@/features/evaluate/cells";
import { classCountOf, classNamesOf } from "@/features/evaluate/class-names";
import { JudgedExamples } from "@/features/evaluate/judged-examples";
import type { Evaluation } from "@/engine/protocol";
import { useShownDataset } from "@/hooks/use-dataset";
import { EmptyState } from "@/ui/empty-state";
import { useSay } from "@/ui/locale";
import { grouped } from "@/viz/figures";

const mostShown = 120;

export function MistakesTab({ evaluation }: { readonly evaluation: Evaluation & Required<Pick<Evaluation, "labels" | "predictions">> }) {
  const say = useSay();
  const dataset = useShownDataset();
  const found = useMemo(() => judgements(evaluation), [evaluation]);
  const names = classNamesOf(dataset, classCountOf(dataset, evaluation.labels, evaluation.predictions), say);
  if (found.length === 0)
    return (
      <EmptyState icon="circle-check" title={say({ en: "No mistakes", zh: "没有错误" })}>
        {say({ en: "All {count} {count|answer is|answers are} right.", zh: "{count} 个回答全部正确。" }, { count: grouped(evaluation.indices.length) })}
      </EmptyState>
    );
  const values = { wrong: grouped(found.length), count: grouped(evaluation.indices.length), shown: mostShown };
  return (
    <section className="pane mistakes-pane">
      <h2>
        {say({ en: "Worst mistakes", zh: "最严重的错误" })}
        <span className="quiet figure">
          {say({ en: "{wrong} of {count} wrong, the surest first; true → answered", zh: "{count} 个中错了 {wrong} 个，最有把握的在前；真实 → 回答" }, values)}
        </span>
      </h2>
      <div className="pane-scroll">
        <JudgedExamples split={evaluation.split} judgements={found.slice(0, mostShown)} names={names} saysClasses />
        {found.length > mostShown && <p className="quiet small">{say({ en: "The {shown} it was surest of.", zh: "网络最有把握的 {shown} 个。" }, values)}</p>}
      </div>
    </section>
  );
}
