/** What travels over the border: calls one way, answers and events the other. Only `client` and `worker/serve` see it. */
import type { Problem } from "@/base/problem";
import type { EngineCalls, EngineEvents, EngineHandlers } from "@/engine/protocol";

type CallMessage = {
  [K in keyof EngineCalls]: { readonly type: "call"; readonly id: number; readonly kind: K; readonly params: EngineCalls[K]["params"] };
}[keyof EngineCalls];

export type ToWorker =
  /** First message of all: where the page lives, which a bundled worker script cannot know. */
  { readonly type: "hello"; readonly baseUrl: string } | CallMessage | { readonly type: "cancel"; readonly id: number };

export type EventMessage = { [K in keyof EngineEvents]: { readonly type: "event"; readonly kind: K; readonly event: EngineEvents[K] } }[keyof EngineEvents];

export type FromWorker =
  | { readonly type: "result"; readonly id: number; readonly result: EngineCalls[keyof EngineCalls]["result"] }
  | { readonly type: "problem"; readonly id: number; readonly problem: Problem }
  | EventMessage;

/** Sends an event to the page. Arrays in it are given away: the sender must not touch them again. */
export type Emit = <K extends keyof EngineEvents>(kind: K, event: EngineEvents[K]) => void;

/** The worker's side of the protocol, wherever it runs. */
export interface EngineServer {
  readonly handlers: EngineHandlers;
  dispose(): void;
}

/** Buffers of all typed arrays in plain data, to be moved instead of copied. */
export function buffersOf(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) buffersOf(part, found);
  }
  return found;
}
