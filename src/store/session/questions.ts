/** What the page asks is answered for the project on screen, or not at all: an answer about another one would look just as right. */
import { isSameExamples } from "@/data/data-settings";
import type { EngineCalls } from "@/engine/protocol";
import type { ProjectDocument } from "@/project/project";
import { trainsAlike } from "@/store/derived";
import { aboutData, notReady, type Question, type WorkerKeeper } from "@/store/session/worker-keeper";

interface QuestionsOptions {
  readonly worker: WorkerKeeper;
  /** The project of the run that is shown; the edited one while nothing was trained. */
  readonly shown: () => ProjectDocument;
}

export type AskAboutShown = <K extends Question>(kind: K, params: EngineCalls[K]["params"], signal?: AbortSignal) => Promise<EngineCalls[K]["result"]>;

/** Rejects with `engine.notReady` while the worker holds something else, also when that turned out only after it was asked. */
export function createQuestions({ worker, shown }: QuestionsOptions): AskAboutShown {
  const check = (kind: Question) => {
    const project = shown();
    const { data, model } = worker.life?.holds ?? {};
    if (!data || !isSameExamples(data, project.data)) throw notReady();
    if (!aboutData.has(kind) && (!model || !trainsAlike(model, project))) throw notReady();
  };
  return async (kind, params, signal) => {
    check(kind);
    const answer = await worker.ask(kind, params, signal);
    check(kind);
    return answer;
  };
}
