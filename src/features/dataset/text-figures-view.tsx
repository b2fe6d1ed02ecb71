/** Lengths, unknown tokens, and typical and frequent tokens of the training texts. */
import { useCallback, useState } from "react";
import type { Text } from "@/base/text";
import type { DatasetDefinition } from "@/data/define-dataset";
import type { TextFigures } from "@/data/text/text-figures";
import type { DataReport } from "@/engine/protocol";
import { useBench } from "@/hooks/bench";
import { useLatest } from "@/hooks/use-latest";
import { ChartMenu } from "@/ui/chart-menu";
import { useSay } from "@/ui/locale";
import { Segmented } from "@/ui/segmented";
import { Term } from "@/ui/term";
import { barsOfBins } from "@/viz/bars-chart";
import { barsMenu } from "@/viz/bars-menu";
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
  tokens: { en: "Tokens per class", zh: "各类词元" },
  tokensHelp: {
    en: "Typical: what more texts of one class have than of all others. Frequent: what most of its texts have. Pointing at one tells the share.",
    zh: "典型：在某一类中出现的比例高于其他类的词元。常见：该类中最多文本含有的词元。指向词元可看比例。",
  },
  typical: { en: "typical", zh: "典型" },
  frequent: { en: "frequent", zh: "常见" },
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
  const [ranking, setRanking] = useState<"typical" | "frequent">("typical");
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
      <div className="label dataset-row">
        <Term help={say(words.tokensHelp)}>{say(words.tokens)}</Term>
      </div>
      <Segmented
        wide
        label={say(words.tokens)}
        value={ranking}
        options={[
          { value: "typical", label: say(words.typical) },
          { value: "frequent", label: say(words.frequent) },
        ]}
        onChange={setRanking}
      />
      <dl className="text-typical">
        {figures[ranking].map((tokens, label) => {
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
      <p className="label dataset-row">
        {say(words.lengths)}
        <span className="push">
          <ChartMenu
            {...barsMenu(
              say(words.lengths),
              { xTitle: say({ en: "tokens", zh: "词元数" }), yTitle: say({ en: "texts", zh: "文本数" }), bars: barsOfBins(counts, 0, end) },
              "tokens-per-text",
            )}
          />
        </span>
      </p>
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
