/** The run epoch by epoch: a chart of few points, and the table of the run. */
import { lazy, memo, Suspense, useMemo } from "react";
import type { Text } from "@/base/text";
import { useRun } from "@/hooks/bench";
import { useInTurn } from "@/hooks/in-turn";
import { useController } from "@/hooks/use-controller";
import { usePaced } from "@/hooks/use-paced";
import type { EpochRecord } from "@/engine/protocol";
import { keptEpochOf } from "@/store/kept-epoch";
import { ChartMenu } from "@/ui/chart-menu";
import { EmptyState } from "@/ui/empty-state";
import { FiguresTable, type FigureTable } from "@/ui/figures-table";
import { useSay, type Say } from "@/ui/locale";
import { lineChartScene, type LineChart } from "@/viz/line-chart";
import { currentPalette, type Palette } from "@/viz/palette";
import { steppedDomain } from "@/viz/scales";
import { createSceneView } from "@/viz/scene-view";
import { brief, grouped, noFigure, percent } from "@/viz/figures";
import { saveCsv, saveScene } from "@/viz/save-drawing";

/** The size of the saved chart, px. */
const [savedWidth, savedHeight] = [720, 400];

// Recharts is large and only needed here.
const EpochChart = lazy(() => import("@/features/evaluate/epoch-chart"));

/** Epochs of a small network end by the dozen a second: all of them in a table, drawn anew each time, would stop the page. */
const mostRows = 60;
/** While they come, as many as one sees without scrolling, and some more. */
const mostLiveRows = 24;
const refreshMs = 1000;

const words = {
  weightsOf: { en: "the weights are those of epoch {epoch}, the best", zh: "权重取自最佳的第 {epoch} 轮" },
  kept: { en: "{epoch}, kept", zh: "{epoch}（保留）" },
} satisfies Record<string, Text>;

export function EpochsTab() {
  const say = useSay();
  const all = useRun((state) => state.epochs);
  const paced = usePaced(all, refreshMs);
  if (all.length === 0)
    return (
      <EmptyState icon="table-2" title={say({ en: "No epoch finished yet", zh: "还没有完成一轮" })}>
        {say({
          en: "One line per epoch appears here: loss and accuracy, on training and validation.",
          zh: "每完成一轮，这里增加一行：训练与验证的损失和准确率。",
        })}
      </EmptyState>
    );
  return <EpochPanes epochs={all.length > mostRows ? paced : all} />;
}

const EpochPanes = memo(function EpochPanes({ epochs }: { readonly epochs: readonly EpochRecord[] }) {
  const say = useSay();
  // The chart measures itself while it is drawn. A table that has just changed would have to be laid out for that, in the same task.
  const inTable = useInTurn(epochs, "table of epochs");
  const isRunning = useRun((state) => state.run.status === "running");
  const kept = useRun(({ run }) => (run.status === "ended" ? keptEpochOf(run.end) : undefined));
  const rowCount = isRunning ? mostLiveRows : mostRows;
  const table = epochTable(inTable, say, rowCount, kept);
  const title = say({ en: "Epochs", zh: "各轮" });
  const chartTitle = say({ en: "Loss by epoch", zh: "每轮损失" });
  return (
    <div className="dock-panes is-epochs">
      <section className="pane">
        <h2>
          {chartTitle}
          <span className="quiet">{say({ en: "training: mean over the epoch; validation: at its end", zh: "训练：该轮平均；验证：该轮结束时" })}</span>
        </h2>
        <div className="epoch-chart">
          {isRunning ? (
            <EpochScene epochs={epochs} />
          ) : (
            <Suspense fallback={null}>
              <EpochChart epochs={epochs} kept={kept} />
            </Suspense>
          )}
        </div>
      </section>
      <section className="pane">
        <h2>
          {title}
          {kept !== undefined && <span className="quiet">{say(words.weightsOf, { epoch: grouped(kept) })}</span>}
          {inTable.length > rowCount && (
            <span className="quiet">
              {say(
                { en: "the last {shown} of {all}; the CSV file has them all", zh: "共 {all} 轮，此处为最近 {shown} 轮；CSV 文件包含全部" },
                { shown: rowCount, all: grouped(inTable.length) },
              )}
            </span>
          )}
          <span className="push">
            <ChartMenu
              name={title}
              drawings={[
                {
                  id: "loss",
                  label: chartTitle,
                  save: (kind) => saveScene(lineChartScene(epochsChart(epochs, say, kept), savedWidth, savedHeight, currentPalette()), kind, "loss-by-epoch"),
                },
              ]}
              table={() => table}
              saveCsv={() => saveCsv(epochsCsv(epochs), "epochs")}
            />
          </span>
        </h2>
        <div className="pane-scroll epochs-table" tabIndex={0} role="region" aria-label={title}>
          <FiguresTable label={title} table={table} />
        </div>
      </section>
    </div>
  );
});

/** While training, Recharts would take three frames' time at the end of each epoch; a canvas takes a few milliseconds. */
function EpochScene({ epochs }: { readonly epochs: readonly EpochRecord[] }) {
  const say = useSay();
  const [canvas] = useController(
    createSceneView,
    useMemo(
      () => ({
        build: (width: number, height: number, palette: Palette) => lineChartScene({ ...epochsChart(epochs, say), title: "" }, width, height, palette),
      }),
      [epochs, say],
    ),
  );
  return <canvas ref={canvas} className="epoch-scene" role="img" aria-label={say({ en: "Loss by epoch", zh: "每轮损失" })} />;
}

/** The chart in the look of the learning curves, as it is saved. */
export function epochsChart(epochs: readonly EpochRecord[], say: Say, kept?: number): LineChart {
  const judged = epochs.filter(({ valLoss }) => valLoss !== undefined);
  const at = (records: readonly EpochRecord[]) => records.map(({ epoch }) => epoch);
  const train = epochs.map(({ loss }) => loss);
  const validation = judged.map(({ valLoss }) => valLoss ?? Number.NaN);
  const highest = Math.max(...[...train, ...validation].filter(Number.isFinite), 0);
  const title = say({ en: "Loss by epoch", zh: "每轮损失" });
  return {
    title: kept === undefined ? title : `${title}: ${say(words.weightsOf, { epoch: grouped(kept) })}`,
    xTitle: say({ en: "epoch", zh: "轮" }),
    xDomain: [1, Math.max(2, epochs.at(-1)?.epoch ?? 1)],
    yDomain: steppedDomain("linear", 0, highest),
    yKind: "linear",
    curves: [
      { look: "train", x: at(epochs), value: train, length: train.length },
      { look: "validation", x: at(judged), value: validation, length: validation.length, endLabel: brief(validation.at(-1) ?? Number.NaN) },
    ],
    cursor: kept,
  };
}

/** Newest first: it is what a person looks for; the oldest of very many are left out. */
export function epochTable(epochs: readonly EpochRecord[], say: Say, rowCount = mostRows, kept?: number): FigureTable {
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
      .slice(-rowCount)
      .toReversed()
      .map((record) => [
        record.epoch === kept ? say(words.kept, { epoch: grouped(kept) }) : grouped(record.epoch),
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
