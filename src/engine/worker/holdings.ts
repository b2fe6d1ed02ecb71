/** What the worker holds: data, their copy on the device, one network and its run. Each goes when what it was made from goes. */
import type { DataSettings } from "@/data/data-settings";
import type { LoadContext } from "@/data/define-dataset";
import type { Vocabulary } from "@/data/text/vocabulary";
import type { OtherNetwork } from "@/engine/protocol";
import { createBatches, type Batches } from "@/engine/worker/data/batches";
import { prepareDataset, type PreparedDataset } from "@/engine/worker/data/dataset";
import { createRawSource, type RawSource } from "@/engine/worker/data/raw-source";
import { checkFit } from "@/engine/worker/fit";
import { buildModel, type Model } from "@/engine/worker/model";
import type { TrainStep } from "@/engine/worker/train-step";
import type { Run } from "@/engine/worker/training/define-run";
import { noData, noModel, noRun, runGoingOn } from "@/engine/worker/training/problems";
import type { ProjectDocument } from "@/project/project";

export type Holdings = ReturnType<typeof createHoldings>;

export function createHoldings(readFiles: (signal?: AbortSignal) => LoadContext["read"], onDropModel: () => void) {
  let data: PreparedDataset | undefined;
  let source: { readonly of: PreparedDataset["loaded"]; readonly rows: RawSource } | undefined;
  let batches: Batches | undefined;
  let built: { readonly project: ProjectDocument; readonly model: Model } | undefined;
  let trainStep: TrainStep | undefined;
  let run: Run | undefined;

  function dropBatches(): void {
    batches?.dispose();
    batches = undefined;
  }
  function dropSource(): void {
    dropBatches();
    source?.rows.dispose();
    source = undefined;
  }
  function dropModel(): void {
    onDropModel();
    trainStep?.dispose();
    built?.model.dispose();
    trainStep = undefined;
    built = undefined;
    run = undefined;
  }
  function currentData(): PreparedDataset {
    if (!data) throw noData();
    return data;
  }
  function currentModel() {
    if (!built) throw noModel();
    return built;
  }

  return {
    get data() {
      return data;
    },
    get run() {
      return run;
    },
    currentData,
    currentModel,
    currentRun(runId: string): Run {
      if (run?.runId !== runId) throw noRun();
      return run;
    },
    /** Throws while a run is going on. */
    idle(): void {
      if (run && !run.hasEnded) throw runGoingOn();
    },
    /** Made when first needed: on a GPU this uploads the set. */
    currentBatches(): Batches {
      const prepared = currentData();
      if (source?.of !== prepared.loaded) {
        dropSource();
        source = { of: prepared.loaded, rows: createRawSource(prepared.definition, prepared.loaded) };
      }
      return (batches ??= createBatches(prepared, source.rows));
    },
    /** The model on screen, or another one for as long as `use` takes. */
    async withModel<T>(other: OtherNetwork | undefined, use: (model: Model) => Promise<T>): Promise<T> {
      const { model: own } = currentModel();
      if (!other) return await use(own);
      const model = buildModel(other.network, 0);
      try {
        model.load(other.weights);
        return await use(model);
      } finally {
        model.dispose();
      }
    },
    async loadData(settings: DataSettings, vocabulary?: Vocabulary, signal?: AbortSignal): Promise<PreparedDataset> {
      if (data && JSON.stringify([data.settings, data.given]) === JSON.stringify([settings, vocabulary])) return data;
      const prepared = await prepareDataset(settings, { read: readFiles(signal) }, data, vocabulary);
      dropBatches();
      data = prepared;
      return prepared;
    },
    build(project: ProjectDocument): Model {
      dropModel();
      const model = buildModel(project.network, project.training.seed);
      try {
        checkFit(project, model);
      } catch (error) {
        model.dispose();
        throw error;
      }
      built = { project, model };
      return model;
    },
    train(step: TrainStep, begin: () => Run): Run {
      trainStep = step;
      return (run = begin());
    },
    dropModel,
    dropSource,
  };
}

/** Where the data are not loaded yet, a full batch counts as one example. */
export function batchSizeOf({ training }: ProjectDocument, data: PreparedDataset | undefined): number {
  const count = data?.positions.train.length ?? 1;
  return training.batchSize === "full" ? count : Math.min(training.batchSize, count);
}
