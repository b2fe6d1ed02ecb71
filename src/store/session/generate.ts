/** A text of the network on screen, piece by piece. */
import type { EngineCalls, WrittenToken } from "@/engine/protocol";
import type { AskAboutShown } from "@/store/session/questions";
import type { WorkerKeeper } from "@/store/session/worker-keeper";

export type Generate = (
  order: Omit<EngineCalls["model.generate"]["params"], "writingId">,
  onWritten: (tokens: readonly WrittenToken[]) => void,
  signal?: AbortSignal,
) => Promise<EngineCalls["model.generate"]["result"]>;

export function createGenerate(worker: Pick<WorkerKeeper, "life">, ask: AskAboutShown): Generate {
  let last = 0;
  return async (order, onWritten, signal) => {
    const writingId = `text${++last}`;
    const stop = worker.life?.engine.on("model.written", (event) => {
      if (event.writingId === writingId && !signal?.aborted) onWritten(event.tokens);
    });
    try {
      return await ask("model.generate", { ...order, writingId }, signal);
    } finally {
      stop?.();
    }
  };
}
