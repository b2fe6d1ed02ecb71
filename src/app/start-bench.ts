/** Makes the stores and the session of this page. */
import { ProblemError } from "@/base/problem";
import { browserStorage, usualView } from "@/app/page-settings";
import { initialTrainingSettings } from "@/network/training-settings";
import { augmentationOff } from "@/data/data-settings";
import type { ProjectDocument } from "@/project/project";
import type { Bench } from "@/store/bench";
import { createDocumentStore } from "@/store/document-store";
import { createRunStore } from "@/store/run-store";
import type { Session } from "@/store/session";
import { createViewStore } from "@/store/view-store";

const firstProject: ProjectDocument = {
  version: 1,
  id: "first",
  name: "Untitled",
  network: { nodes: [], edges: [] },
  data: {
    datasetId: "mnist",
    config: {},
    seed: 1,
    subset: 1,
    validationSplit: 0.2,
    testSplit: 0,
    normalization: "unit",
    augmentation: augmentationOff,
  },
  training: initialTrainingSettings(),
  notes: "",
};

const noEngine = (): Promise<never> =>
  Promise.reject(new ProblemError({ code: "engine.missing", what: { text: { en: "The engine is not connected.", zh: "引擎未连接。" } } }));
const idleSession: Session = {
  prepare: noEngine,
  start: noEngine,
  pause: noEngine,
  resume: noEngine,
  step: noEngine,
  setBackend: noEngine,
  stop: noEngine,
  reset: noEngine,
  setLearningRate: noEngine,
  evaluate: noEngine,
  checkpoint: noEngine,
  lastCheckpoint: undefined,
  onCheckpoint: () => () => undefined,
  predict: noEngine,
  examples: noEngine,
  augment: noEngine,
  probe: noEngine,
  weights: noEngine,
  dispose: () => undefined,
};

export function startBench(): Bench {
  return {
    document: createDocumentStore(firstProject),
    view: createViewStore(browserStorage(), usualView()),
    run: createRunStore(),
    session: idleSession,
  };
}
