/** Connects a server's handlers to the page that made this worker. */
import { problemOf } from "@/base/problem";
import { buffersOf, type Emit, type EngineServer, type FromWorker, type ToWorker } from "@/engine/wire";

/** The part of a worker's global scope used here. */
export interface PageLike {
  postMessage(message: FromWorker, transfer: Transferable[]): void;
  addEventListener(kind: "message", listener: (event: MessageEvent<ToWorker>) => void): void;
}

export function serve(page: PageLike, createServer: (emit: Emit, baseUrl: string) => EngineServer): void {
  const running = new Map<number, AbortController>();
  let server: EngineServer | undefined;
  const post = (message: FromWorker) => page.postMessage(message, [...buffersOf(message)]);
  const emit: Emit = (kind, event) => post({ type: "event", kind, event } as FromWorker);

  page.addEventListener("message", ({ data }) => {
    if (data.type === "hello") {
      server ??= createServer(emit, data.baseUrl);
    } else if (data.type === "cancel") {
      running.get(data.id)?.abort();
    } else {
      const { id, kind, params } = data;
      const abort = new AbortController();
      running.set(id, abort);
      const answer = async () => {
        if (!server) throw new Error("The page must say hello first.");
        // Kind and params were paired by the caller's types.
        return await server.handlers[kind](params as never, abort.signal);
      };
      void answer()
        .then((result) => post({ type: "result", id, result }))
        // Also when the answer itself cannot be sent: whoever asked must not wait for ever.
        .catch((error: unknown) => post({ type: "problem", id, problem: problemOf(error) }))
        .finally(() => running.delete(id));
    }
  });
}
