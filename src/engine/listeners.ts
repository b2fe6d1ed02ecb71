/** Who listens to which engine event. */
import type { EngineEvents } from "@/engine/protocol";

type Listener<K extends keyof EngineEvents> = (event: EngineEvents[K]) => void;

export interface Listeners {
  readonly on: <K extends keyof EngineEvents>(kind: K, listener: Listener<K>) => () => void;
  readonly emit: <K extends keyof EngineEvents>(kind: K, event: EngineEvents[K]) => void;
  readonly clear: () => void;
}

export function createListeners(): Listeners {
  // Each set holds listeners of its own kind only; `on` and `emit` are the two doors.
  const byKind = new Map<keyof EngineEvents, Set<(event: never) => void>>();
  return {
    on(kind, listener) {
      const set = byKind.get(kind) ?? new Set();
      byKind.set(kind, set.add(listener));
      return () => void set.delete(listener);
    },
    emit(kind, event) {
      for (const listener of byKind.get(kind) ?? []) listener(event as never);
    },
    clear: () => byKind.clear(),
  };
}
