/** What a network for sequences says to examples that it was not trained on, token after token of its own: right and wrong ones. */
import { useMemo, useState } from "react";
import type { Text } from "@/base/text";
import { useRun } from "@/hooks/bench";
import { useShownDataset } from "@/hooks/use-dataset";
import { usePaced } from "@/hooks/use-paced";
import { EmptyState } from "@/ui/empty-state";
import { useSay } from "@/ui/locale";
import { ScrollArea } from "@/ui/scroll-area";
import { Segmented } from "@/ui/segmented";
import { fixed, grouped, percent } from "@/viz/figures";

const words = {
  title: { en: "Answers", zh: "回答" },
  source: { en: "source", zh: "源文本" },
  expected: { en: "expected", zh: "应为" },
  said: { en: "said", zh: "它说" },
  figures: { en: "{right} exactly right of {count}, BLEU {bleu} ({tokens})", zh: "{count} 个中 {right} 完全正确，BLEU {bleu}（{tokens}）" },
  words: { en: "words, 13a", zh: "词，13a" },
  characters: { en: "characters", zh: "字符" },
  all: { en: "all", zh: "全部" },
  wrong: { en: "wrong", zh: "答错的" },
  right: { en: "right", zh: "正确" },
  which: { en: "Which answers", zh: "显示哪些回答" },
  noneWrong: { en: "None of these is wrong.", zh: "没有答错的。" },
  more: { en: "and {count} more", zh: "另有 {count} 个" },
  onTest: { en: "test", zh: "测试" },
  onOthers: { en: "a part of {split}", zh: "{split}的一部分" },
  empty: { en: "Not asked yet", zh: "尚未提问" },
  emptyHelp: {
    en: "While it trains, the network is asked some examples that it does not learn from; what it says appears here.",
    zh: "训练时会向网络提出一些它没有学过的样本，它的回答显示在这里。",
  },
} satisfies Record<string, Text>;

const splits = { train: { en: "training", zh: "训练" }, validation: { en: "validation", zh: "验证" }, test: { en: "test", zh: "测试" } } as const;
/** Nobody reads more, and the page lays out each. */
const mostShown = 100;
const refreshMs = 700;

export function AnswersView() {
  const say = useSay();
  const [filter, setFilter] = useState<"all" | "wrong">("all");
  const live = usePaced(
    useRun((state) => state.evaluation),
    refreshMs,
  );
  const test = useRun((state) => state.testEvaluation);
  const judged = test?.answers ? test : live;
  const tokens = useShownDataset()?.pair?.bleu === "13a" ? words.words : words.characters;
  const answers = judged?.answers;
  const rows = useMemo(() => {
    const all = answers?.said.map((said, i) => ({
      said,
      source: answers.sources[i] ?? "",
      expected: answers.expected[i] ?? "",
      isRight: said === answers.expected[i],
    }));
    return all?.filter(({ isRight }) => filter === "all" || !isRight) ?? [];
  }, [answers, filter]);
  if (!answers || !judged)
    return (
      <EmptyState icon="target" title={say(words.empty)}>
        {say(words.emptyHelp)}
      </EmptyState>
    );
  const count = answers.said.length;
  return (
    <section className="task-pane answers">
      <h2>
        {say(words.title)}
        <span className="quiet figure">
          {judged === test ? say(words.onTest) : say(words.onOthers, { split: splits[judged.split] })}
          {": "}
          {say(words.figures, { right: percent(answers.exactMatch), count: grouped(count), bleu: fixed(answers.bleu, 1), tokens })}
        </span>
        <span className="push">
          <Segmented
            label={say(words.which)}
            value={filter}
            options={(["all", "wrong"] as const).map((value) => ({ value, label: say(words[value]) }))}
            onChange={setFilter}
          />
        </span>
      </h2>
      <ScrollArea className="answers-list" label={say(words.title)}>
        <table className="task-figures" aria-label={say(words.title)}>
          <thead>
            <tr>
              <th scope="col">{say(words.source)}</th>
              <th scope="col">{say(words.expected)}</th>
              <th scope="col">{say(words.said)}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, mostShown).map(({ source, expected, said, isRight }, i) => (
              <tr key={i} className={isRight ? "" : "is-wrong"}>
                <td dir="auto">{source}</td>
                <td dir="auto">{expected}</td>
                <td dir="auto" title={say(isRight ? words.right : words.wrong)}>
                  {isRight ? "✓" : "✗"} {said || "–"}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <p className="quiet">{say(words.noneWrong)}</p>}
        {rows.length > mostShown && <p className="quiet small">{say(words.more, { count: grouped(rows.length - mostShown) })}</p>}
      </ScrollArea>
    </section>
  );
}
