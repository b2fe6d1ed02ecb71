/** The pipeline of texts, step by step on a sentence of one's own, and what the training texts look like to it. */
import { useMemo, useState } from "react";
import type { Text } from "@/base/text";
import { datasetConfig } from "@/data/dataset-config";
import { cleanText } from "@/data/text/clean";
import { textFields } from "@/data/text/text-fields";
import { TextFiguresView } from "@/features/dataset/text-figures-view";
import type { ChosenData } from "@/features/dataset/use-data";
import { TokenList } from "@/hooks/token-list";
import { useTextEncoder } from "@/hooks/use-text-encoder";
import { useSay } from "@/ui/locale";
import { Term } from "@/ui/term";
import { TextArea } from "@/ui/text-area";

const words = {
  title: { en: "From text to numbers", zh: "从文本到编号" },
  help: {
    en: "What every text goes through before the network sees it, the same for training and for what you type. The vocabulary is made from the training texts alone and saved with the network.",
    zh: "每条文本在进入网络之前经过的步骤，训练时与你输入时完全相同。词表只由训练文本建立，并随网络一起保存。",
  },
  sentence: { en: "Your sentence", zh: "你的句子" },
  clean: { en: "clean", zh: "清洗" },
  tokens: { en: "tokens", zh: "词元" },
  numbers: { en: "numbers", zh: "编号" },
} satisfies Record<string, Text>;

/** A sentence to look at; the network itself takes longer ones. */
const longestSentence = 2000;
const longestCleaned = 240;
/** So many numbers show how the rest goes on. */
const shownNumbers = 20;

export function TextSection({ chosen: { dataset, data, report } }: { readonly chosen: ChosenData }) {
  const say = useSay();
  const [sentence, setSentence] = useState(dataset.sampleText ?? "");
  const encoder = useTextEncoder(data);
  const encoded = useMemo(() => encoder?.encode(sentence), [encoder, sentence]);
  const cleaned = cleanText(sentence, datasetConfig({ fields: textFields }, data.config));
  return (
    <section className="section text-section">
      <div className="label dataset-row">
        <Term help={say(words.help)}>{say(words.title)}</Term>
      </div>
      <TextArea label={say(words.sentence)} rows={3} maxLength={longestSentence} value={sentence} onChange={setSentence} />
      <dl className="text-steps">
        <dt>{say(words.clean)}</dt>
        <dd dir="auto" className="text-cleaned">
          {cleaned.length > longestCleaned
            ? `${cleaned.slice(0, longestCleaned)}…`
            : cleaned || <span className="quiet">{say({ en: "nothing is left", zh: "什么也没剩下" })}</span>}
        </dd>
        <dt>{say(words.tokens)}</dt>
        <dd>{encoded && <TokenList encoded={encoded} most={40} />}</dd>
        <dt>{say(words.numbers)}</dt>
        <dd className="figure">{encoded && <Row row={encoded.row} used={encoded.tokens.length} />}</dd>
      </dl>
      {report && <TextFiguresView dataset={dataset} report={report} />}
    </section>
  );
}

/** The numbers as the network gets them; behind the text stands padding up to the length. */
function Row({ row, used }: { readonly row: Float32Array; readonly used: number }) {
  const say = useSay();
  const kept = Math.max(1, Math.min(used, row.length));
  const padding = row.length - kept;
  const shown = row.subarray(0, Math.min(kept, shownNumbers)).join(" ");
  return (
    <>
      {shown}
      {kept > shownNumbers && " …"}
      {padding > 0 && <span className="quiet">{say({ en: " then {count} × 0, <pad>", zh: " 之后 {count} 个 0（<pad>）" }, { count: padding })}</span>}
      {used > row.length && <span className="quiet">{say({ en: "; {count} cut", zh: "；截去 {count} 个" }, { count: used - row.length })}</span>}
    </>
  );
}
