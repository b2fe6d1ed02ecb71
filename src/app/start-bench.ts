/** Makes the stores, the session and the keeping of this page. */
import { browserStorage, usualView } from "@/app/first-view";
import { connectEngine } from "@/engine/client";
import { firstTemplateId, projectFromTemplate } from "@/examples";
import { appVersion, breathe, digest } from "@/hooks/app-info";
import type { Bench } from "@/store/bench";
import { createSession } from "@/store/create-session";
import { createDocumentStore } from "@/store/document-store";
import { createPersistence } from "@/store/persistence";
import type { Persistence } from "@/store/persistence/define-persistence";
import { openBrowserStorage } from "@/store/persistence/browser-storage";
import { createProjectLock } from "@/store/persistence/project-lock";
import { createRunStore } from "@/store/run-store";
import { forgetShownOfOtherData } from "@/store/shown-of-data";
import { createViewStore } from "@/store/view-store";

export function startBench(): Bench & { readonly persistence: Persistence } {
  const view = createViewStore(browserStorage(), usualView());
  const project = createDocumentStore(projectFromTemplate(firstTemplateId, crypto.randomUUID(), view.getState().locale));
  const run = createRunStore();
  forgetShownOfOtherData({ document: project, run, view });
  const session = createSession({ document: project, view, run, createEngine: startWorker, now: () => performance.now() });
  const persistence = createPersistence({
    document: project,
    run,
    session,
    openStorage: openBrowserStorage,
    lock: createProjectLock(navigator.locks),
    now: () => Date.now(),
    app: appVersion,
    onHidden,
    runTools: { codec: () => import("@/store/persistence/run-codec"), digest, breathe },
  });
  return { document: project, view, run, session, persistence };
}

function startWorker() {
  const worker = new Worker(new URL("../engine/worker/main.ts", import.meta.url), { type: "module" });
  return connectEngine(worker, { baseUrl: document.baseURI });
}

/** Hidden is the last moment that a page is sure to see. */
function onHidden(listener: () => void): () => void {
  const whenHidden = () => {
    if (document.visibilityState === "hidden") listener();
  };
  document.addEventListener("visibilitychange", whenHidden);
  addEventListener("pagehide", listener);
  return () => {
    document.removeEventListener("visibilitychange", whenHidden);
    removeEventListener("pagehide", listener);
  };
}
