/** The training worker as an `Engine`: typed calls over `postMessage`. */
import { ProblemError } from "@/base/problem";
import { createListeners } from "@/engine/listeners";
import { callCancelled, workerCrashed, workerDisposed } from "@/engine/problems";
import type { Engine, EngineCalls } from "@/engine/protocol";
import type { EventMessage, FromWorker, ToWorker } from "@/engine/wire";

/** The part of `Worker` used here. */
export interface WorkerLike {
  postMessage(message: ToWorker): void;
  terminate(): void;
  addEventListener(kind: "message", listener: (event: MessageEvent<FromWorker>) => void): void;
  addEventListener(kind: "error", listener: (event: ErrorEvent) => void): void;
  addEventListener(kind: "messageerror", listener: (event: MessageEvent) => void): void;
}

interface Pending {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** `baseUrl`: the page's own address; datasets are looked for below it. */
export function connectEngine(worker: WorkerLike, { baseUrl }: { baseUrl: string }): Engine {
  const pending = new Map<number, Pending>();
  const listeners = createListeners();
  let nextId = 1;
  let isDisposed = false;

  const rejectAll = (error: ProblemError) => {
    for (const call of pending.values()) call.reject(error);
    pending.clear();
  };
  const lose = (detail: string) => {
    if (isDisposed) return;
    const problem = workerCrashed(detail);
    rejectAll(new ProblemError(problem));
    listeners.emit("engine.lost", { problem });
  };
  // Kind and event were paired by the sender's types; the map of listeners cannot express the pair again.
  const announce = ({ kind, event }: EventMessage) => listeners.emit(kind, event as never);

  worker.addEventListener("message", ({ data }) => {
    if (isDisposed) return;
    if (data.type === "event") return announce(data);
    const call = pending.get(data.id);
    pending.delete(data.id);
    if (data.type === "result") call?.resolve(data.result);
    else call?.reject(new ProblemError(data.problem));
  });
  worker.addEventListener("error", (event) => lose(`${event.message} (${event.filename}:${event.lineno})`));
  worker.addEventListener("messageerror", () => lose("A message from the worker could not be read."));
  worker.postMessage({ type: "hello", baseUrl });

  return {
    call<K extends keyof EngineCalls>(kind: K, params: EngineCalls[K]["params"], signal?: AbortSignal) {
      return new Promise<EngineCalls[K]["result"]>((resolve, reject) => {
        if (isDisposed) return reject(workerDisposed());
        if (signal?.aborted) return reject(callCancelled());
        const id = nextId++;
        const cancel = () => {
          if (!pending.delete(id)) return;
          worker.postMessage({ type: "cancel", id });
          reject(callCancelled());
        };
        signal?.addEventListener("abort", cancel, { once: true });
        const settled = () => signal?.removeEventListener("abort", cancel);
        pending.set(id, {
          resolve(result) {
            settled();
            resolve(result as EngineCalls[K]["result"]);
          },
          reject(error) {
            settled();
            reject(error);
          },
        });
        worker.postMessage({ type: "call", id, kind, params } as ToWorker);
      });
    },
    on: listeners.on,
    dispose() {
      if (isDisposed) return;
      isDisposed = true;
      worker.terminate();
      rejectAll(workerDisposed());
      listeners.clear();
    },
  };
}
