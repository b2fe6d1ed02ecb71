/** Precision, recall and F1 of every class, with their means; the weakest class stands out. */
import { memo, useMemo, type CSSProperties } from "react";
import { classificationReport, type Scores } from "@/analysis/classification-report";
import { confusionMatrix } from "@/analysis/confusion-matrix";
import { classCountOf, classNamesOf } from "@/features/evaluate/class-names";
import type { Evaluation } from "@/engine/protocol";
import { useShownDataset } from "@/hooks/use-dataset";
import { useInTurn } from "@/hooks/in-turn";
import { ChartMenu } from "@/ui/chart-menu";
import { useSay, type Say } from "@/ui/locale";
import { Term } from "@/ui/term";
import { fixed, grouped, noFigure, percent } from "@/viz/figures";
import { saveCsv } from "@/viz/save-drawing";

const terms = {
  precision: {
    name: { en: "Precision", zh: "精确率" },
    help: { en: "Of the examples it took for this class, how many are of it.", zh: "被判为此类的样本中，真正属于此类的比例。" },
  },
  recall: {
    name: { en: "Recall", zh: "召回率" },
    help: { en: "Of the examples of this class, how many it found.", zh: "此类的样本中，被找出来的比例。" },
  },
  f1: {
    name: { en: "F1", zh: "F1" },
    help: { en: "The harmonic mean of precision and recall: high only when both are.", zh: "精确率与召回率的调和平均：两者都高时才高。" },
  },
} as const;

/** A frame has room for the figures of so many classes: forty new numbers at once are a layout of 5 ms. */
const rowsPerFrame = 4;

/** Rounded down to a scale that a reader knows: the dots stand between it and 100 %. */
const dotFloors = [0.95, 0.9, 0.8, 0.5, 0];

export interface PerClassPaneProps {
  readonly newest: Evaluation & Required<Pick<Evaluation, "labels" | "predictions">>;
}

export function PerClassPane({ newest }: PerClassPaneProps) {
  const say = useSay();
  const dataset = useShownDataset();
  // Apart from the matrix and its examples: the three in one frame would make it late.
  const { labels, predictions } = useInTurn(newest, "figures per class");
  const report = useMemo(
    () => classificationReport(confusionMatrix(labels, predictions, classCountOf(dataset, labels, predictions))),
    [dataset, labels, predictions],
  );
  const names = classNamesOf(dataset, report.perClass.length, say);
  const weakest = Math.min(...report.perClass.map(({ f1 }) => f1));
  const floor = dotFloors.find((value) => value <= weakest) ?? 0;
  const title = say({ en: "Per class, %", zh: "各类指标，%" });
  const means = [
    { name: say({ en: "macro", zh: "宏平均" }), ...report.macro },
    { name: say({ en: "weighted", zh: "加权平均" }), ...report.weighted },
    { name: say({ en: "micro", zh: "微平均" }), ...report.micro },
  ];
  const head = [say({ en: "Class", zh: "类别" }), ...Object.values(terms).map(({ name }) => say(name)), say({ en: "Support", zh: "样本数" })];
  const row = (name: string, figures: { precision: number; recall: number; f1: number }, support: number) => [
    name,
    figure(figures.precision),
    figure(figures.recall),
    figure(figures.f1),
    grouped(support),
  ];
  return (
    <section className="pane classes-pane">
      <h2>
        {title}
        <span className="quiet push figure">
          {say({ en: "accuracy = micro F1 {value}", zh: "准确率 = 微平均 F1 {value}" }, { value: percent(report.accuracy) })}
        </span>
        <ChartMenu
          name={title}
          drawings={[]}
          table={() => ({
            head,
            rows: [...report.perClass.map((entry, i) => row(names[i] ?? "", entry, entry.support)), ...means.map((mean) => row(mean.name, mean, mean.support))],
          })}
          saveCsv={() =>
            saveCsv(
              [
                ["class", "precision", "recall", "f1", "support"],
                ...report.perClass.map((entry, i) => [names[i] ?? "", entry.precision, entry.recall, entry.f1, entry.support]),
                ...(["macro", "weighted", "micro"] as const).map((mean) => [
                  mean,
                  report[mean].precision,
                  report[mean].recall,
                  report[mean].f1,
                  report[mean].support,
                ]),
                ["accuracy", "", "", report.accuracy, report.micro.support],
              ],
              "per-class",
            )
          }
        />
      </h2>
      <div className="pane-scroll">
        <table className="figures" aria-label={title}>
          <Head />
          <tbody>
            {report.perClass.map((entry, i) => (
              <ClassRow key={names[i]} name={names[i]} newest={entry} weakest={weakest} floor={floor} part={`classes ${Math.floor(i / rowsPerFrame)}`} />
            ))}
          </tbody>
          <tfoot>
            {means.slice(0, 2).map((mean) => (
              <tr key={mean.name}>
                <th scope="row">{mean.name}</th>
                <td>{figure(mean.precision)}</td>
                <td>{figure(mean.recall)}</td>
                <td>
                  <b>{figure(mean.f1)}</b>
                </td>
                <td>{grouped(mean.support)}</td>
              </tr>
            ))}
          </tfoot>
        </table>
      </div>
    </section>
  );
}

interface ClassRowProps {
  readonly name: string | undefined;
  readonly newest: Scores;
  /** F1 of the class that is recognised worst. */
  readonly weakest: number;
  /** Where the scale of the dots begins. */
  readonly floor: number;
  /** Rows of one part change together. */
  readonly part: string;
}

function ClassRow({ name, newest, weakest, floor, part }: ClassRowProps) {
  const say = useSay();
  const { entry, isWorst, at } = useInTurn(
    useMemo(
      () => ({
        entry: newest,
        isWorst: newest.f1 === weakest && weakest < 1,
        at: `${Math.round(Math.max(0, (newest.f1 - floor) / (1 - floor)) * 100)}%`,
      }),
      [newest, weakest, floor],
    ),
    part,
  );
  return (
    <tr className={isWorst ? "is-worst" : ""}>
      <th scope="row" title={name}>
        {name}
      </th>
      <td>{figure(entry.precision)}</td>
      <td>{figure(entry.recall)}</td>
      <td>
        <span className="spark" style={{ "--at": at } as CSSProperties} title={scaleText(floor, say)} />
        {figure(entry.f1)}
      </td>
      <td>{grouped(entry.support)}</td>
    </tr>
  );
}

const scaleText = (floor: number, say: Say) => say({ en: "{floor} to 100 %", zh: "{floor} 至 100 %" }, { floor: fixed(floor * 100, 0) });

/** Five words that explain themselves: nothing of it changes while training. */
const Head = memo(function Head() {
  const say = useSay();
  return (
    <thead>
      <tr>
        <td />
        {Object.entries(terms).map(([key, { name, help }]) => (
          <th key={key} scope="col">
            <Term help={say(help)}>{say(name)}</Term>
          </th>
        ))}
        <th scope="col">
          <Term help={say({ en: "How many examples of this class were judged.", zh: "此类中被评估的样本数。" })}>{say({ en: "Support", zh: "样本数" })}</Term>
        </th>
      </tr>
    </thead>
  );
});

function figure(share: number): string {
  return Number.isFinite(share) ? fixed(share * 100, 1) : noFigure;
}
