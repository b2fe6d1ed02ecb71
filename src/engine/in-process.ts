/** The engine without a worker: the same handlers, called directly. For tests and for Node. */
import { ProblemError, problemOf } from "@/base/problem";
import { createListeners } from "@/engine/listeners";
import { callCancelled, workerDisposed } from "@/engine/problems";
import type { Engine, EngineCalls } from "@/engine/protocol";
import type { Emit, EngineServer } from "@/engine/wire";

export function createInProcessEngine(createServer: (emit: Emit) => EngineServer): Engine {
  const listeners = createListeners();
  let isDisposed = false;
  // Like a message: later than the caller's own statement, and never after the end.
  const server = createServer((kind, event) => {
    queueMicrotask(() => {
      if (!isDisposed) listeners.emit(kind, event);
    });
  });
  return {
    async call<K extends keyof EngineCalls>(kind: K, params: EngineCalls[K]["params"], signal: AbortSignal = new AbortController().signal) {
      if (isDisposed) throw workerDisposed();
      try {
        const result = await server.handlers[kind](structuredClone(params), signal);
        if (isDisposed) throw workerDisposed();
        if (signal.aborted) throw callCancelled();
        return result;
      } catch (error) {
        throw error instanceof ProblemError ? error : new ProblemError(problemOf(error), { cause: error });
      }
    },
    on: listeners.on,
    dispose() {
      isDisposed = true;
      listeners.clear();
      server.dispose();
    },
  };
}
