/** What the network says: the answer, how sure it is, and a bar per class. */
import type { CSSProperties } from "react";
import { answerOf } from "@/analysis/answer";
import { useRun } from "@/hooks/bench";
import { useShownDataset } from "@/hooks/use-dataset";
import { useSay } from "@/ui/locale";
import { brief, percent } from "@/viz/figures";
import { letterWidth } from "@/viz/letter-width";

export interface VerdictProps {
  readonly outputs: Float32Array | undefined;
  /** True class, where it is known. */
  readonly truth?: number | undefined;
}

export function Verdict({ outputs, truth }: VerdictProps) {
  const say = useSay();
  const dataset = useShownDataset();
  const isUntrained = useRun((state) => state.step === 0);
  const names = dataset?.classNames?.map((name) => say(name)) ?? [];
  const classCount = names.length || (outputs?.length ?? 0);
  const answer = outputs ? answerOf(outputs, classCount) : undefined;
  const most = answer && !answer.areProbabilities ? Math.max(...answer.values.map(Math.abs), 1e-9) : 1;
  const nameOf = (i: number) => names[i] ?? String(i);
  const best = answer?.best ?? 0;
  // Of all, not of this answer: its size must not change with the answer.
  const isNamed = names.some((name) => letterWidth(name) > 2);
  return (
    <div className="verdict" aria-live="off">
      <p className={`verdict-head${isNamed ? " is-long" : ""}`}>
        {answer ? <b>{nameOf(best)}</b> : <span className="quiet">{say({ en: "The network answers here.", zh: "网络在这里给出回答。" })}</span>}
        <span>
          {answer?.areProbabilities ? say({ en: "{share} sure", zh: "把握 {share}" }, { share: percent(answer.values[best] ?? 0) }) : " "}
          {truth !== undefined && (
            <span className={answer && best !== truth ? "is-wrong" : "quiet"}>
              {answer && best !== truth ? say({ en: "it is {name}", zh: "实为 {name}" }, { name: nameOf(truth) }) : say({ en: "right", zh: "正确" })}
            </span>
          )}
        </span>
      </p>
      <div className="bars" role="list" aria-label={say({ en: "Answer per class", zh: "各类别的输出" })}>
        {Array.from({ length: classCount }, (_, i) => {
          const value = answer?.values[i];
          const isBest = answer !== undefined && i === best;
          const figure = value === undefined ? "–" : answer?.areProbabilities ? percent(value) : brief(value);
          return (
            <div role="listitem" key={nameOf(i)} className={isBest ? "is-best" : ""}>
              <span className="bar-name" title={nameOf(i)}>
                {nameOf(i)}
              </span>
              <span
                className="track"
                style={{ "--share": value === undefined ? "0%" : `${Math.max(0.6, (Math.max(0, value) / most) * 100).toFixed(1)}%` } as CSSProperties}
              />
              <span className="bar-value figure">{figure}</span>
            </div>
          );
        })}
      </div>
      {answer && isUntrained && <p className="quiet small">{say({ en: "Not trained yet: it only guesses.", zh: "尚未训练：它只是在猜。" })}</p>}
    </div>
  );
}
