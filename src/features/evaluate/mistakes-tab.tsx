/** The worst mistakes: what the network was surest of and wrong about. */
import { useMemo, useState } from "react";
import { judgements } from "@/features/evaluate/cells";
import { classCountOf, classNamesOf } from "@/features/evaluate/class-names";
import { JudgedExamples } from "@/features/evaluate/judged-examples";
import type { Evaluation } from "@/engine/protocol";
import { useShownDataset } from "@/hooks/use-dataset";
import { IconButton } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { useSay } from "@/ui/locale";
import { grouped } from "@/viz/figures";

/** A page of them: each evaluation draws them all again. */
const pageSize = 48;

export function MistakesTab({ evaluation }: { readonly evaluation: Evaluation & Required<Pick<Evaluation, "labels" | "predictions">> }) {
  const say = useSay();
  const dataset = useShownDataset();
  const found = useMemo(() => judgements(evaluation), [evaluation]);
  const [wanted, setWanted] = useState(0);
  const pages = Math.ceil(found.length / pageSize);
  // A network that learns has fewer of them each time.
  const page = Math.max(0, Math.min(wanted, pages - 1));
  const first = page * pageSize;
  const shown = useMemo(() => found.slice(first, first + pageSize), [found, first]);
  const classCount = classCountOf(dataset, evaluation.labels, evaluation.predictions);
  const names = useMemo(() => classNamesOf(dataset, classCount, say), [dataset, classCount, say]);
  if (found.length === 0)
    return (
      <EmptyState icon="circle-check" title={say({ en: "No mistakes", zh: "没有错误" })}>
        {say({ en: "All {count} {count|answer is|answers are} right.", zh: "{count} 个回答全部正确。" }, { count: grouped(evaluation.indices.length) })}
      </EmptyState>
    );
  const values = {
    wrong: grouped(found.length),
    count: grouped(evaluation.indices.length),
    first: grouped(first + 1),
    last: grouped(Math.min(first + pageSize, found.length)),
  };
  return (
    <section className="pane mistakes-pane">
      <h2>
        {say({ en: "Worst mistakes", zh: "最严重的错误" })}
        <span className="quiet figure">
          {say({ en: "{wrong} of {count} wrong, the surest first; true → answered", zh: "{count} 个中错了 {wrong} 个，最有把握的在前；真实 → 回答" }, values)}
        </span>
        {pages > 1 && (
          <span className="push pager">
            <IconButton
              icon="chevron-left"
              small
              label={say({ en: "Those it was surer of", zh: "把握更大的" })}
              disabledBecause={page === 0 ? say({ en: "These are the surest.", zh: "已经是把握最大的。" }) : undefined}
              onClick={() => setWanted(page - 1)}
            />
            <span className="quiet figure">{say({ en: "{first}–{last} of {wrong}", zh: "第 {first}–{last} 个，共 {wrong} 个" }, values)}</span>
            <IconButton
              icon="chevron-right"
              small
              label={say({ en: "Those it was less sure of", zh: "把握更小的" })}
              disabledBecause={page === pages - 1 ? say({ en: "These are the last.", zh: "已经是最后一页。" }) : undefined}
              onClick={() => setWanted(page + 1)}
            />
          </span>
        )}
      </h2>
      <div className="pane-scroll">
        <JudgedExamples split={evaluation.split} judgements={shown} subject={String(page)} names={names} saysClasses />
      </div>
    </section>
  );
}
