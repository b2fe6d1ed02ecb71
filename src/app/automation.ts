/**
 * `window.layerlab`: the workbench for scripts, through the very stores that the page uses. In the console:
 *
 *     await layerlab.open("mnist-mlp", { epochs: 1, examples: 5000, backend: "wasm" });
 *     const run = await layerlab.train();
 *     await layerlab.evaluate("test");
 */
import { classificationReport } from "@/analysis/classification-report";
import { confusionMatrix } from "@/analysis/confusion-matrix";
import { problemOf, type Problem } from "@/base/problem";
import { say } from "@/base/text";
import { datasetFor, datasetOf } from "@/data/datasets";
import type { DataSettings } from "@/data/data-settings";
import type { Split } from "@/data/define-dataset";
import type { BackendName } from "@/engine/protocol";
import { projectFromTemplate } from "@/examples";
import { appVersion, digest } from "@/hooks/app-info";
import { trainingFields } from "@/network/training-fields";
import type { Bench } from "@/store/bench";
import { saveToFile } from "@/store/files";
import type { RunState } from "@/store/run-store";

export interface AutomationOptions {
  readonly epochs?: number;
  /** How many examples of the training side to use, before validation is split off. */
  readonly examples?: number;
  /** Of the split, the weights, the shuffling and everything else random. */
  readonly seed?: number;
  readonly backend?: BackendName | "auto";
}
export interface AutomationProgress {
  readonly status: RunState["run"]["status"];
  readonly loadedShare: number;
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly totalSteps: number;
  readonly loss: number | null;
  readonly examplesPerSecond: number;
}
export interface AutomationRun {
  readonly backend: BackendName;
  readonly device: string;
  readonly seed: number;
  readonly epochs: number;
  readonly paramCount: number;
  readonly examplesPerSecond: number;
  readonly durationMs: number;
}
export interface AutomationFigures {
  readonly loss: number;
  /** e to the loss: of tokens alone. */
  readonly perplexity?: number;
  /** The loss in bits; a token is a character there. */
  readonly bitsPerCharacter?: number;
  /** Of values alone. */
  readonly meanAbsoluteError?: number;
  /** Sequence to sequence: share of tokens right where all before are given; of whole answers of its own, of all for test and of a part elsewhere. */
  readonly tokenAccuracy?: number;
  readonly exactMatch?: number;
  readonly bleu?: number;
  /** These five are null where there are no classes. */
  readonly accuracy: number | null;
  readonly macroF1: number | null;
  /** Areas under the ROC curves, each class against all others: means over those that have an area. */
  readonly rocAuc: { readonly macro: number | null; readonly weighted: number | null } | null;
  /** `rocAuc`: null for a class that is missing, or that is alone. */
  readonly perClass:
    | readonly {
        readonly label: string;
        readonly precision: number;
        readonly recall: number;
        readonly f1: number;
        readonly support: number;
        readonly rocAuc: number | null;
      }[]
    | null;
  /** Rows are the truth, columns the answer. */
  readonly confusionMatrix: readonly (readonly number[])[] | null;
}

export type Automation = ReturnType<typeof createAutomation>;

export function createAutomation(bench: Bench) {
  const { document, view, run, session } = bench;
  return {
    /** Opens a template as a new project and prepares device and data. */
    async open(templateId: string, { epochs, examples, seed, backend = "auto" }: AutomationOptions = {}): Promise<void> {
      checkEpochs(epochs);
      const project = projectFromTemplate(templateId, crypto.randomUUID(), view.getState().locale);
      view.setState({ backendPreference: backend });
      document.open({
        ...project,
        data: { ...limited(project.data, examples), ...(seed === undefined ? {} : { seed }) },
        training: { ...project.training, ...(seed === undefined ? {} : { seed }), ...(epochs === undefined ? {} : { epochs }) },
      });
      await session.prepare();
      const { problem } = run.getState();
      if (problem) throw plainError(problem);
    },

    /** Trains the open project to its end. */
    async train(): Promise<AutomationRun> {
      await session.start();
      const ended = await endOf(run);
      if (ended.reason === "failed") throw plainError(ended.problem);
      const { device, plan, step, elapsedMs, pinned } = run.getState();
      if (!device || !plan || !pinned) throw new Error("The run ended without having begun.");
      const epochsDone = step / plan.stepsPerEpoch;
      return {
        backend: device.backend,
        device: device.adapter,
        seed: pinned.project.training.seed,
        epochs: epochsDone,
        paramCount: plan.model.paramCount,
        examplesPerSecond: (epochsDone * plan.data.counts.train * 1000) / elapsedMs,
        durationMs: elapsedMs,
      };
    },

    progress(): AutomationProgress {
      const { run: state, plan, step, curves, examplesPerSecond, dataProgress } = run.getState();
      const { length, value } = curves.loss;
      return {
        status: state.status,
        loadedShare: dataProgress && dataProgress.totalBytes > 0 ? dataProgress.loadedBytes / dataProgress.totalBytes : 0,
        epoch: plan ? Math.floor(step / plan.stepsPerEpoch) : 0,
        epochs: document.getState().project.training.epochs,
        step,
        totalSteps: plan?.totalSteps ?? 0,
        loss: value[length - 1] ?? null,
        examplesPerSecond,
      };
    },

    /** Figures on a whole split; null where the split is empty. */
    async evaluate(split: Split): Promise<AutomationFigures | null> {
      const { data, pinned } = run.getState();
      if (data?.counts[split] === 0) return null;
      const { loss, accuracy, labels, predictions, meanAbsoluteError, answers } = await session
        .evaluate(split)
        .catch((error: unknown) => Promise.reject(plainError(problemOf(error))));
      const { classNames, task } = datasetFor((pinned?.project ?? document.getState().project).data);
      const noClasses = { macroF1: null, rocAuc: null, perClass: null, confusionMatrix: null };
      if (task === "sequenceToSequence") {
        const { exactMatch, bleu } = answers ?? {};
        const own = exactMatch === undefined || bleu === undefined ? {} : { exactMatch, bleu };
        return { loss, perplexity: Math.exp(loss), tokenAccuracy: accuracy ?? 0, ...own, accuracy: null, ...noClasses };
      }
      if (task === "nextToken") return { loss, perplexity: Math.exp(loss), bitsPerCharacter: loss / Math.LN2, accuracy: accuracy ?? null, ...noClasses };
      if (!classNames || !labels || !predictions)
        return { loss, ...(meanAbsoluteError === undefined ? {} : { meanAbsoluteError }), accuracy: null, ...noClasses };
      const roc = await session.roc({ split }).catch((error: unknown) => Promise.reject(plainError(problemOf(error))));
      const matrix = confusionMatrix(labels, predictions, classNames.length);
      const report = classificationReport(matrix);
      return {
        loss,
        accuracy: report.accuracy,
        macroF1: report.macro.f1,
        rocAuc: { macro: orNull(roc.macro), weighted: orNull(roc.weighted) },
        perClass: report.perClass.map((scores, k) => ({
          label: say(classNames[k] ?? { en: String(k), zh: String(k) }, "en"),
          ...scores,
          rocAuc: orNull(roc.perClass[k]?.auc),
        })),
        confusionMatrix: classNames.map((_, row) => [...matrix.counts.subarray(row * classNames.length, (row + 1) * classNames.length)]),
      };
    },

    /** The project with its run as a `.layerlab` file, in base64. */
    async save(): Promise<string> {
      const { bytes } = await saveToFile(bench, appVersion, digest);
      let text = "";
      for (const byte of bytes) text += String.fromCharCode(byte);
      return btoa(text);
    },
  };
}

/** As many as the page itself would take: a file with more could not be opened again. */
function checkEpochs(epochs: number | undefined): void {
  const { min, max } = trainingFields.epochs;
  if (epochs !== undefined && (epochs < min || epochs > max)) throw new RangeError(`A run can have ${min} to ${max} epochs; ${epochs} were asked for.`);
}

/** Generated sets are drawn smaller; files are used in part. A `RangeError` says that the question was wrong, not the page. */
function limited(data: DataSettings, examples: number | undefined): DataSettings {
  if (examples === undefined) return data;
  const { expectedCounts, fields } = datasetOf(data.datasetId);
  if (!expectedCounts) {
    const count = fields["count"];
    if (count?.type !== "int" || examples < count.min || examples > count.max)
      throw new RangeError(
        `${data.datasetId} can have ${count?.type === "int" ? `${count.min} to ${count.max}` : "no other number of"} examples; ${examples} were asked for.`,
      );
    return { ...data, config: { ...data.config, count: examples } };
  }
  if (examples > expectedCounts.train) throw new RangeError(`${data.datasetId} has ${expectedCounts.train} training examples; ${examples} were asked for.`);
  return { ...data, subset: examples / expectedCounts.train };
}

function endOf(run: Bench["run"]) {
  type Ended = Extract<RunState["run"], { status: "ended" }>;
  return new Promise<Ended["end"]>((resolve) => {
    const look = ({ run: state }: RunState) => {
      if (state.status === "ended") resolve(state.end);
      return state.status === "ended";
    };
    if (look(run.getState())) return;
    const undo = run.subscribe((state) => {
      if (look(state)) undo();
    });
  });
}

function plainError({ what, remedy }: Problem): Error {
  return new Error([what, remedy].flatMap((part) => (part ? [say(part, "en")] : [])).join(" "));
}

/** JSON knows no NaN. */
const orNull = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value);
