/** Where texts are written, one after the other: alone in turns between messages, beside training in its interludes too. */
import type { WrittenToken } from "@/engine/protocol";
import type { Emit } from "@/engine/wire";
import { createGate } from "@/engine/worker/gate";
import { noModel } from "@/engine/worker/training/problems";
import { createShare, type Turn } from "@/engine/worker/writing/share";
import type { Writer } from "@/engine/worker/writing/writer";

interface DeskOptions {
  readonly emit: Emit;
  readonly clock: () => number;
  /** Lets messages in. */
  readonly breathe: () => Promise<void>;
  readonly pause: (ms: number) => Promise<void>;
  readonly isTraining: () => boolean;
  /** Whether the device is this thread: what writes does not train meanwhile. */
  readonly isOneThread: () => boolean;
  /** Changes with the weights. */
  readonly step: () => number;
}

interface Text {
  readonly writer: Writer;
  readonly tell: (tokens: readonly WrittenToken[]) => void;
  /** What went wrong in an interlude is none of the step's business. */
  failure?: unknown;
}

export interface Desk {
  /** Everything that was written, after it has been told piece by piece. `open` is called when those before are done. */
  write(writingId: string, open: () => Writer, signal: AbortSignal): Promise<readonly WrittenToken[]>;
  /** In the midst of a training step: see `withInterludes`. */
  readonly interlude: () => void;
  /** The network is about to go, and its text with it. */
  clear(): void;
}

export function createDesk({ emit, clock, breathe, pause, isTraining, isOneThread, step }: DeskOptions): Desk {
  const share = createShare(clock, isTraining, isOneThread);
  const line = createGate();
  let current: Text | undefined;
  const isOver = ({ end, tokens }: Turn, written: number) => clock() >= end || written >= tokens;

  async function rest(): Promise<void> {
    const ms = share.wait();
    if (ms > 0) await pause(ms);
    await breathe();
  }

  async function finish(writer: Writer, isOpen: () => boolean, tell: (tokens: readonly WrittenToken[]) => void): Promise<void> {
    let readAt = step();
    while (isOpen() && !writer.isDone) {
      // Beside training what was kept of a text stays as the network once read it. Afterwards it is all to be of one network again.
      if (!isTraining() && readAt !== step()) {
        writer.readAgain();
        readAt = step();
      }
      if (share.wait() === 0) {
        const from = clock();
        const turn = share.turn();
        const tokens = await writer.write((written) => isOver(turn, written) || !isOpen());
        share.took(from, tokens.length);
        if (isOpen()) tell(tokens);
      }
      await rest();
    }
  }

  return {
    write: (writingId, open, signal) =>
      line.pass(async () => {
        signal.throwIfAborted();
        const writer = open();
        const all: WrittenToken[] = [];
        const own: Text = {
          writer,
          tell(tokens) {
            all.push(...tokens);
            emit("model.written", { writingId, tokens });
          },
        };
        current = own;
        const stop = () => {
          if (current === own) current = undefined;
        };
        signal.addEventListener("abort", stop, { once: true });
        try {
          await finish(writer, () => current === own, own.tell);
          if (own.failure) throw own.failure;
          signal.throwIfAborted();
          if (current !== own) throw noModel();
          return all;
        } finally {
          signal.removeEventListener("abort", stop);
          stop();
          writer.dispose();
        }
      }),
    interlude() {
      if (!current || current.writer.isDone || !isOneThread() || share.wait() > 0) return;
      const from = clock();
      const turn = share.turn();
      try {
        const tokens = current.writer.writeAtOnce((written) => isOver(turn, written));
        share.took(from, tokens.length);
        current.tell(tokens);
      } catch (failure) {
        current.failure = failure;
        current = undefined;
      }
    },
    clear() {
      current = undefined;
    },
  };
}
