/** Makes the stores and the session of this page. */
import { browserStorage, usualView } from "@/app/first-view";
import { connectEngine } from "@/engine/client";
import { firstTemplateId, projectFromTemplate } from "@/examples";
import type { Bench } from "@/store/bench";
import { createSession } from "@/store/create-session";
import { createDocumentStore } from "@/store/document-store";
import { createRunStore } from "@/store/run-store";
import { createViewStore } from "@/store/view-store";

export function startBench(): Bench {
  const view = createViewStore(browserStorage(), usualView());
  const document_ = createDocumentStore(projectFromTemplate(firstTemplateId, crypto.randomUUID(), view.getState().locale));
  const run = createRunStore();
  const session = createSession({ document: document_, view, run, createEngine: startWorker, now: () => performance.now() });
  return { document: document_, view, run, session };
}

function startWorker() {
  const worker = new Worker(new URL("../engine/worker/main.ts", import.meta.url), { type: "module" });
  return connectEngine(worker, { baseUrl: document.baseURI });
}
