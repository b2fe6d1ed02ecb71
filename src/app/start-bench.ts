/** Makes the stores and the session of this page. */
import { ProblemError } from "@/base/problem";
import { browserStorage, usualView } from "@/app/page-settings";
import { initialProject } from "@/project/initial-project";
import type { Bench } from "@/store/bench";
import { createDocumentStore } from "@/store/document-store";
import { createRunStore } from "@/store/run-store";
import type { Session } from "@/store/session";
import { createViewStore } from "@/store/view-store";

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
    document: createDocumentStore(initialProject("first")),
    view: createViewStore(browserStorage(), usualView()),
    run: createRunStore(),
    session: idleSession,
  };
}
