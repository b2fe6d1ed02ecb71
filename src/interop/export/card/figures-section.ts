/** What a model card says of the answers: figures of each evaluation, of each class, and which were taken for which. */
import { markdownText, table, type CardSay } from "@/interop/export/card/markdown";
import type { ClassScores, EvaluationFacts } from "@/interop/export/card/run-facts";
import { words } from "@/interop/export/card/words";
import type { TrainedModel } from "@/interop/export/trained-model";

/** Larger ones are no longer read. */
const mostClasses = 20;
const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

export function figuresSection({ classNames, origin }: TrainedModel, evaluations: readonly EvaluationFacts[], tell: CardSay): readonly string[] {
  const testCount = origin?.counts.test ?? 0;
  const isTested = evaluations.some(({ split }) => split === "test");
  const untested = isTested || !origin ? [] : [testCount > 0 ? tell(words.testWaits, { count: testCount }) : tell(words.hasNoTest)];
  if (evaluations.length === 0) return [`## ${tell(words.figures)}`, tell(words.noFigures), ...untested];
  return [
    `## ${tell(words.figures)}`,
    ...untested,
    ...evaluations.flatMap((evaluation) => {
      const { split, examples, isSample } = evaluation;
      const names = (evaluation.classes?.perClass ?? []).map((_, i) => markdownText(classNames[i] ? tell(classNames[i]) : String(i)));
      return [
        `### ${tell(words.splits[split])}`,
        tell(isSample ? words.onSample : words.onAll, { count: examples }),
        table([tell(words.figure), tell(words.value)], figuresOf(evaluation, tell), 1),
        ...(evaluation.classes ? classTables(evaluation.classes, names, tell) : []),
      ];
    }),
  ];
}

function figuresOf({ loss, accuracy, meanAbsoluteError, sequences }: EvaluationFacts, tell: CardSay): readonly (readonly [string, string])[] {
  return [
    [tell(words.loss), loss.toPrecision(4)],
    ...(accuracy === undefined ? [] : [[tell(words.accuracy), percent(accuracy)] as const]),
    ...(meanAbsoluteError === undefined ? [] : [[tell(words.meanAbsoluteError), meanAbsoluteError.toPrecision(4)] as const]),
    ...(sequences
      ? ([
          [tell(words.exactMatch), percent(sequences.exactMatch)],
          ["BLEU", sequences.bleu.toFixed(1)],
        ] as const)
      : []),
  ];
}

function classTables(
  { perClass, macro, weighted, counts }: NonNullable<EvaluationFacts["classes"]>,
  names: readonly string[],
  tell: CardSay,
): readonly string[] {
  const row = (name: string, { precision, recall, f1, support }: ClassScores) => [name, percent(precision), percent(recall), percent(f1), String(support)];
  const scores = table(
    [tell(words.class), tell(words.precision), tell(words.recall), "F1", tell(words.support)],
    [...perClass.map((one, i) => row(names[i] ?? "", one)), row(tell(words.macro), macro), row(tell(words.weighted), weighted)],
    1,
  );
  if (names.length > mostClasses) return [scores];
  const size = names.length;
  const matrix = names.map((name, i) => [`**${name}**`, ...counts.slice(i * size, (i + 1) * size).map(String)]);
  return [scores, tell(words.matrix), table([tell(words.truth), ...names], matrix, 1)];
}
