/** The whole state of one workbench, as commands and features receive it. */
import type { DocumentStore } from "@/store/document-store";
import type { Persistence } from "@/store/persistence/define-persistence";
import type { RunStore } from "@/store/run-store";
import type { Session } from "@/store/session";
import type { ViewStore } from "@/store/view-store";

export interface Bench {
  readonly document: DocumentStore;
  readonly view: ViewStore;
  /** Read-only picture of the worker: run, curves, evaluations, device, problems. */
  readonly run: RunStore;
  /** What can be asked of the engine: train, predict, probe; it replaces a dead worker by itself. */
  readonly session: Session;
  /** Keeps the work in this browser; absent where a bench is made for a test. */
  readonly persistence?: Persistence;
}
