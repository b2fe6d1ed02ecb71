/** The run epoch by epoch: a chart of few points, and the table of the run. */
import { lazy, Suspense } from "react";
import { ChartMenu, FiguresTable, type FigureTable } from "@/features/evaluate/chart-menu";
import { useRun } from "@/hooks/bench";
import type { EpochRecord } from "@/engine/protocol";
import { EmptyState } from "@/ui/empty-state";
import { useSay, type Say } from "@/ui/locale";
import { brief, grouped, noFigure, percent } from "@/viz/figures";
import { csvFile } from "@/viz/save-drawing";

// Recharts is large and only needed here.
const EpochChart = lazy(() => import("@/features/evaluate/epoch-chart"));

export function EpochsTab() {
  const say = useSay();
  const epochs = useRun((state) => state.epochs);
  if (epochs.length === 0)
    return (
      <EmptyState icon="table-2" title={say({ en: "No epoch finished yet", zh: "还没有完成一轮" })}>
        {say({
          en: "One line per epoch appears here: loss and accuracy, on training and validation.",
          zh: "每完成一轮，这里增加一行：训练与验证的损失和准确率。",
        })}
      </EmptyState>
    );
  const table = epochTable(epochs, say);
  const title = say({ en: "Epochs", zh: "各轮" });
  return (
    <div className="dock-panes is-epochs">
      <section className="pane">
        <h2>
          {say({ en: "Loss by epoch", zh: "每轮损失" })}
          <span className="quiet">{say({ en: "training: mean over the epoch; validation: at its end", zh: "训练：该轮平均；验证：该轮结束时" })}</span>
        </h2>
        <div className="epoch-chart">
          <Suspense fallback={null}>
            <EpochChart epochs={epochs} />
          </Suspense>
        </div>
      </section>
      <section className="pane">
        <h2>
          {title}
          <span className="push">
            <ChartMenu name={title} fileName="epochs" drawings={[]} table={() => table} csv={() => csvFile(epochsCsv(epochs))} />
          </span>
        </h2>
        <div className="pane-scroll" tabIndex={0} role="region" aria-label={title}>
          <FiguresTable label={title} table={table} />
        </div>
      </section>
    </div>
  );
}

/** Newest first: it is what a person looks for. */
export function epochTable(epochs: readonly EpochRecord[], say: Say): FigureTable {
  const hasAccuracy = epochs.some(({ accuracy }) => accuracy !== undefined);
  const loss = (value: number | undefined) => (value === undefined ? noFigure : brief(value));
  const share = (value: number | undefined) => (value === undefined ? noFigure : percent(value, 2));
  return {
    head: [
      say({ en: "Epoch", zh: "轮" }),
      say({ en: "Step", zh: "步" }),
      say({ en: "Loss", zh: "损失" }),
      say({ en: "Validation loss", zh: "验证损失" }),
      ...(hasAccuracy ? [say({ en: "Accuracy", zh: "准确率" }), say({ en: "Validation accuracy", zh: "验证准确率" })] : []),
    ],
    rows: epochs
      .toReversed()
      .map((record) => [
        String(record.epoch),
        grouped(record.step),
        loss(record.loss),
        loss(record.valLoss),
        ...(hasAccuracy ? [share(record.accuracy), share(record.valAccuracy)] : []),
      ]),
  };
}

export function epochsCsv(epochs: readonly EpochRecord[]): (string | number)[][] {
  return [
    ["epoch", "step", "loss", "accuracy", "val_loss", "val_accuracy"],
    ...epochs.map((record) => [record.epoch, record.step, record.loss, record.accuracy ?? "", record.valLoss ?? "", record.valAccuracy ?? ""]),
  ];
}
