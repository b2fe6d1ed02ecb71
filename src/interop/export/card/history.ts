/** The history of a run as a table for spreadsheets, and whole, for programs. */
import { strToU8 } from "fflate";
import { ProblemError } from "@/base/problem";
import { message, type Text } from "@/base/text";
import type { ExportFormat } from "@/interop/export/export-format";
import type { RunFacts } from "@/interop/export/card/run-facts";
import type { TrainedModel } from "@/interop/export/trained-model";

const columns = ["epoch", "step", "loss", "accuracy", "valLoss", "valAccuracy"] as const;

/** Throws where nothing was trained. */
export function runOf({ run }: Pick<TrainedModel, "run">): RunFacts {
  if (!run)
    throw new ProblemError({
      code: "export.noRun",
      what: message({ en: "There is no run to tell of yet.", zh: "还没有可记录的训练。" }),
      remedy: message({ en: "Train the network, then save again.", zh: "请先训练网络，再保存。" }),
    });
  return run;
}

const noWeights: Text = { en: "The network and its weights.", zh: "网络及其权重。" };

export const historyCsv: ExportFormat = {
  id: "history-csv",
  title: { en: "History, as a table", zh: "训练历史（表格）" },
  purpose: { en: "Loss and accuracy of every epoch, for spreadsheets and pandas.", zh: "每轮的损失与准确率，供电子表格与 pandas 使用。" },
  ending: ".history.csv",
  usage: () => 'history = pandas.read_csv("{file}")',
  holds: "run",
  loses: noWeights,
  cannotHold: () => undefined,
  write(model) {
    const lines = runOf(model).epochs.map((epoch) => columns.map((column) => epoch[column] ?? "").join(","));
    return Promise.resolve(strToU8(`${[columns.join(","), ...lines].join("\n")}\n`));
  },
};

export const historyJson: ExportFormat = {
  id: "history-json",
  title: { en: "History, whole", zh: "训练历史（完整）" },
  purpose: {
    en: "Every epoch, loss and learning rate of every step, the settings, and how the run ended, as JSON.",
    zh: "每一轮、每一步的损失与学习率、设置以及训练如何结束，JSON 格式。",
  },
  ending: ".history.json",
  holds: "run",
  loses: noWeights,
  cannotHold: () => undefined,
  write(model) {
    const { epochs, curves, steps, elapsedMs, backend, end, evaluations } = runOf(model);
    const history = {
      name: model.name,
      training: model.origin?.project.training,
      data: model.origin && { dataset: model.origin.project.data.datasetId, counts: model.origin.counts },
      backend,
      steps,
      elapsedMs,
      end,
      epochs,
      // One value per step, from `firstStep` on.
      curves: {
        firstStep: curves.firstStep,
        loss: [...curves.loss],
        learningRate: [...curves.learningRate],
        ...(curves.accuracy ? { accuracy: [...curves.accuracy] } : {}),
      },
      evaluations,
    };
    return Promise.resolve(strToU8(`${JSON.stringify(history, undefined, 1)}\n`));
  },
};
