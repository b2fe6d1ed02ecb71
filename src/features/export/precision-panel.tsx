/** How exactly the weights leave, and what fewer bits cost: size and accuracy before and after, in total and for each class. */
import { useEffect, useState } from "react";
import { problemOf, type Problem } from "@/base/problem";
import { datasetFor } from "@/data/datasets";
import { sizeText } from "@/features/export/proof-line";
import { useBench, useDocument, useRun } from "@/hooks/bench";
import { precisions, type Precision } from "@/interop/compress/precision";
import { precisionReport, type PrecisionReport, type PrecisionRow } from "@/store/precision-report";
import { Disclosure } from "@/ui/disclosure";
import { FiguresTable } from "@/ui/figures-table";
import { useSay, type Say } from "@/ui/locale";
import { Segmented } from "@/ui/segmented";
import { brief, grouped, percent } from "@/viz/figures";

export interface PrecisionPanelProps {
  readonly precision: Precision;
  readonly onChange: (precision: Precision) => void;
}

const explained = {
  float32: { en: "As they were trained: four bytes each.", zh: "与训练时相同，每个四字节。" },
  float16: { en: "Half the size, eleven bits each; programs compute with them as before.", zh: "大小减半，每个十一位有效位；程序照常计算。" },
  int8: {
    en: "A quarter of the size: whole steps from −127 to 127, with a scale for each channel.",
    zh: "大小为四分之一：−127 到 127 的整数步，每个通道一个比例。",
  },
} as const;

export function PrecisionPanel({ precision, onChange }: PrecisionPanelProps) {
  const say = useSay();
  return (
    <section className="export-precision">
      <div className="export-choice">
        <span>{say({ en: "Weights as", zh: "权重精度" })}</span>
        <Segmented
          label={say({ en: "Weights as", zh: "权重精度" })}
          value={precision}
          options={precisions.map((value) => ({ value, label: value }))}
          onChange={onChange}
        />
      </div>
      <p className="quiet">{say(explained[precision])}</p>
      {precision !== "float32" && <Cost />}
    </section>
  );
}

/** Measured when it is first shown, and again when the weights have changed and stand still. */
function Cost() {
  const say = useSay();
  const bench = useBench();
  const edited = useDocument((state) => state.project);
  const { pinned, revision, isRunning } = useRun((state) => ({
    pinned: state.pinned?.project,
    revision: state.weightsRevision,
    isRunning: state.run.status === "running",
  }));
  const names = datasetFor((pinned ?? edited).data).classNames ?? [];
  const classes = names.length;
  const [found, setFound] = useState<{ readonly report: PrecisionReport } | { readonly problem: Problem }>();
  const moment = isRunning ? "while it trains" : revision;
  useEffect(() => {
    let isGone = false;
    void precisionReport(bench, classes).then(
      (report) => !isGone && setFound({ report }),
      (error: unknown) => !isGone && setFound({ problem: problemOf(error) }),
    );
    return () => {
      isGone = true;
    };
  }, [bench, classes, moment]);

  if (!found) return <p className="quiet">{say({ en: "Measuring what it costs …", zh: "正在测量代价…" })}</p>;
  if ("problem" in found) return <p className="export-obstacle">{say(found.problem.what)}</p>;
  const { split, examples, rows } = found.report;
  const splitName = say({ train: { en: "training", zh: "训练" }, validation: { en: "validation", zh: "验证" }, test: { en: "test", zh: "测试" } }[split]);
  return (
    <>
      <FiguresTable
        label={say({ en: "What the weights take and cost", zh: "权重的大小与代价" })}
        table={{ head: [say({ en: "Weights", zh: "权重" }), say({ en: "Size", zh: "大小" }), figureTitle(rows, say)], rows: rows.map((row) => rowOf(row)) }}
      />
      <p className="quiet">
        {say(
          { en: "The engine's answers with the rounded weights, on {count} {split} examples.", zh: "引擎用舍入后的权重在 {count} 个{split}样本上的回答。" },
          { count: grouped(examples), split: splitName },
        )}
      </p>
      {rows.every(({ perClass }) => perClass !== undefined) && (
        <Disclosure label={say({ en: "For each class", zh: "按类别" })} hint={say({ en: "share recognised", zh: "识别正确的比例" })}>
          <FiguresTable
            label={say({ en: "Accuracy for each class", zh: "各类别的准确率" })}
            table={{
              head: [say({ en: "Class", zh: "类别" }), ...rows.map((row) => row.precision)],
              rows: names.map((name, i) => [say(name), ...rows.map(({ perClass }) => percent(perClass?.[i] ?? NaN))]),
            }}
          />
        </Disclosure>
      )}
    </>
  );
}

function figureTitle([row]: readonly PrecisionRow[], say: Say): string {
  if (row?.accuracy !== undefined) return say({ en: "Accuracy", zh: "准确率" });
  return row?.meanAbsoluteError === undefined ? say({ en: "Loss", zh: "损失" }) : say({ en: "Mean absolute error", zh: "平均绝对误差" });
}

function rowOf({ precision, bytes, accuracy, meanAbsoluteError, loss }: PrecisionRow): readonly string[] {
  return [precision, sizeText(bytes), accuracy === undefined ? brief(meanAbsoluteError ?? loss) : percent(accuracy, 2)];
}
