/** Where answers are no classes of whole examples: how far off they are. Of next tokens, how many there were to choose from, so to speak. */
import type { Evaluation } from "@/engine/protocol";
import { useShownDataset, useShownProject } from "@/hooks/use-dataset";
import { losses } from "@/network/losses";
import { useSay } from "@/ui/locale";
import { brief, fixed, grouped, percent } from "@/viz/figures";

export function ValuesPane({ evaluation }: { readonly evaluation: Evaluation }) {
  const say = useSay();
  const lossName = useShownProject().training.loss;
  // Phonemes are no characters.
  const isByCharacter = useShownDataset()?.pair?.tokens.target !== "space";
  const rows: (readonly [string, string])[] = [[say(losses[lossName].title), brief(evaluation.loss)]];
  if (lossName === "meanSquaredError") rows.push([say({ en: "Its root (RMSE)", zh: "其平方根（RMSE）" }), brief(Math.sqrt(evaluation.loss))]);
  if (evaluation.meanAbsoluteError !== undefined) rows.push([say({ en: "Mean absolute error", zh: "平均绝对误差" }), brief(evaluation.meanAbsoluteError)]);
  if (evaluation.accuracy !== undefined)
    rows.push(
      [say({ en: "Perplexity", zh: "困惑度" }), brief(Math.exp(evaluation.loss))],
      [say(isByCharacter ? { en: "Bits per character", zh: "每字符比特数" } : { en: "Bits per token", zh: "每词元比特数" }), brief(evaluation.loss / Math.LN2)],
      [say({ en: "Tokens guessed right", zh: "猜对的词元" }), percent(evaluation.accuracy)],
    );
  if (evaluation.answers)
    rows.push([say({ en: "Whole answers right", zh: "完全正确的回答" }), percent(evaluation.answers.exactMatch)], ["BLEU", fixed(evaluation.answers.bleu, 1)]);
  rows.push([say({ en: "Examples", zh: "样本数" }), grouped(evaluation.indices.length)]);
  const [headline, ...others] = rows;
  return (
    <section className="pane values-pane">
      <h2>{say({ en: "How far off", zh: "误差" })}</h2>
      <p className="headline figure">
        <b>{headline?.[1]}</b> <span className="quiet">{headline?.[0]}</span>
      </p>
      <dl>
        {others.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="figure">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
