/** Registers the service worker of the built page: the second visit works without a network, and a new version waits until it is wanted. */
import type { Bench } from "@/store/bench";

/** `onNewVersion` is told how to take over: it reloads the page with the new files. */
export async function workOffline(bench: Bench, onNewVersion: (takeOver: () => void) => void): Promise<void> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const container = navigator.serviceWorker;
  // Without a controller this is the first visit: the worker that comes is not an update.
  let isUpdate = container.controller !== null;
  let registration: ServiceWorkerRegistration | undefined;
  try {
    registration = await container.register(new URL("sw.js", document.baseURI));
  } catch {
    // Forbidden by the browser or served over plain http: the page works, only not without a network.
    return;
  }
  // A browser that is told to block service workers answers with nothing.
  if (!registration) return;
  const { waiting } = registration;
  const offer = (worker: ServiceWorker) => onNewVersion(() => worker.postMessage({ type: "takeOver" }));
  if (waiting && isUpdate) offer(waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && isUpdate) offer(worker);
    });
  });
  container.addEventListener("controllerchange", () => {
    if (isUpdate) location.reload();
    isUpdate = true;
  });
  keepData(bench, container);
}

/** Tells the worker which data set came before it was there. */
function keepData(bench: Bench, container: ServiceWorkerContainer): void {
  const tell = async () => {
    if (!bench.run.getState().data) return;
    const { active } = await container.ready;
    active?.postMessage({ type: "dataLoaded", datasetId: bench.document.getState().project.data.datasetId });
  };
  bench.run.subscribe((state, before) => {
    if (state.data !== before.data) void tell();
  });
  void tell();
}
