/** Lengths, unknown tokens and typical tokens of the training texts. */
import { useCallback } from "react";
import type { Text } from "@/base/text";
import type { DatasetDefinition } from "@/data/define-dataset";
import type { TextFigures } from "@/data/text/text-figures";
import type { DataReport } from "@/engine/protocol";
import { useBench } from "@/hooks/bench";
import { useLatest } from "@/hooks/use-latest";
import { useSay } from "@/ui/locale";
import { Term } from "@/ui/term";
import { grouped, percent } from "@/viz/figures";

const words = {
  vocabulary: { en: "vocabulary", zh: "词表" },
  vocabularyHelp: {
    en: "Tokens with a number of their own. An Embedding needs at least so many rows.",
    zh: "拥有自己编号的词元数。Embedding 至少需要这么多行。",
  },
  unknown: { en: "unknown", zh: "未知" },
  unknownHelp: {
    en: "Share of the tokens in the training texts that are <unk>: too rare for a number of their own.",
    zh: "训练文本中 <unk> 所占比例：太少见，没有自己的编号。",
  },
  cut: { en: "cut", zh: "被截" },
  cutHelp: { en: "Share of the training texts that are longer than the input.", zh: "比输入更长的训练文本所占比例。" },
  lengths: { en: "Tokens per text", zh: "每条文本的词元数" },
  typical: { en: "Typical tokens", zh: "典型词元" },
  typicalHelp: {
    en: "What is more frequent in the texts of one class than in all others, with the share of its texts that have it.",
    zh: "在某一类文本中比在其他类中更常见的词元，以及该类文本中含有它的比例。",
  },
} satisfies Record<string, Text>;

interface TextFiguresViewProps {
  readonly dataset: DatasetDefinition;
  readonly report: DataReport;
}

export function TextFiguresView({ dataset, report }: TextFiguresViewProps) {
  const say = useSay();
  const { session } = useBench();
  const ask = useCallback((signal: AbortSignal) => session.textFigures({}, signal), [session]);
  const figures = useLatest(ask, 0, report);
  if (!figures) return null;
  const T = dataset.inputShape[0] ?? 0;
  return (
    <>
      <dl className="split-key figure text-shares">
        <div>
          <dt>
            <Term help={say(words.vocabularyHelp)}>{say(words.vocabulary)}</Term>
          </dt>
          <dd>{grouped(report.vocabulary?.tokens.length ?? 0)}</dd>
        </div>
        <div>
          <dt>
            <Term help={say(words.unknownHelp)}>{say(words.unknown)}</Term>
          </dt>
          <dd>{percent(figures.unknownShare)}</dd>
        </div>
        <div>
          <dt>
            <Term help={say(words.cutHelp)}>{say(words.cut)}</Term>
          </dt>
          <dd>{percent(figures.cutShare)}</dd>
        </div>
      </dl>
      <Lengths lengths={figures.lengths} T={T} />
      <p className="label">
        <Term help={say(words.typicalHelp)}>{say(words.typical)}</Term>
      </p>
      <dl className="text-typical">
        {figures.typical.map((tokens, label) => {
          const name = dataset.classNames?.[label];
          return (
            <div key={name?.en ?? label}>
              <dt>{name ? say(name) : label}</dt>
              <dd>
                <ul className="pieces">
                  {tokens.map(({ token, share }) => (
                    <li key={token} title={percent(share)}>
                      {token}
                    </li>
                  ))}
                </ul>
              </dd>
            </div>
          );
        })}
      </dl>
    </>
  );
}

/** Bars of how many texts have how many tokens; those beyond the cut are hollow. */
function Lengths({ lengths: { width, counts }, T }: { readonly lengths: TextFigures["lengths"]; readonly T: number }) {
  const say = useSay();
  const most = Math.max(1, ...counts);
  const end = counts.length * width;
  const spoken = say(
    { en: "Tokens per text, from 0 to {end} and more; cut at {T}", zh: "每条文本的词元数，从 0 到 {end} 以上；截断于 {T}" },
    { end: end - width, T },
  );
  return (
    <div className="text-lengths">
      <p className="label">{say(words.lengths)}</p>
      <div role="img" aria-label={spoken}>
        {counts.map((count, i) => (
          <i
            key={i}
            className={i * width >= T ? "is-cut" : ""}
            style={{ height: `${(100 * count) / most}%` }}
            title={`${i * width}–${(i + 1) * width - 1}: ${count}`}
          />
        ))}
        {T < end && <b style={{ left: `${(100 * T) / end}%` }} />}
      </div>
      <p className="figure small quiet" aria-hidden="true">
        <span>0</span>
        <span>{T < end && say({ en: "cut at {T}", zh: "截断于 {T}" }, { T })}</span>
        <span>{end - width}+</span>
      </p>
    </div>
  );
}
