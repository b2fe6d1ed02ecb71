/** What the answers to calls share. */
import type { EngineHandlers } from "@/engine/protocol";
import type { Emit } from "@/engine/wire";
import type { WatchedDevice } from "@/engine/worker/device/watched-device";
import type { Gate } from "@/engine/worker/gate";
import type { Holdings } from "@/engine/worker/holdings";
import type { createVectorShelf } from "@/engine/worker/word-vectors";
import type { Desk } from "@/engine/worker/writing/desk";

export interface CallContext {
  readonly held: Holdings;
  /** Calls that change what is held come one after the other, also when the page has given one up. */
  readonly setup: Gate;
  /** Within it the weights stand still. */
  readonly gate: Gate;
  readonly desk: Desk;
  readonly placeVectors: ReturnType<typeof createVectorShelf>;
  readonly device: WatchedDevice;
  readonly breathe: () => Promise<void>;
  readonly emit: Emit;
  /** Milliseconds that never go back. */
  readonly clock: () => number;
}

/** The part of the handlers whose kind begins so. */
export type CallsOf<Room extends string> = Pick<EngineHandlers, Extract<keyof EngineHandlers, `${Room}.${string}`>>;
