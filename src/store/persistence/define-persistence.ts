/** What keeping promises: the state of saving that is always in sight, and how it is steered. */
import type { StoreApi } from "zustand/vanilla";
import type { Problem } from "@/base/problem";
import type { DocumentStore } from "@/store/document-store";
import type { KeptSummary, RunTools } from "@/store/persistence/kept-projects";
import type { ProjectLock } from "@/store/persistence/project-lock";
import type { OpenStorage } from "@/store/persistence/storage";
import type { RunStore } from "@/store/run-store";
import type { Session } from "@/store/session";

export type SaveStatus =
  /** All that is on screen is in the browser. */
  | "saved"
  | "saving"
  /** Edited a moment ago; saved within a second. */
  | "changed"
  /** The browser's space is used up: work goes on in memory, saving is tried again. */
  | "full"
  /** This browser keeps nothing (private window, blocked): only a file does. */
  | "unavailable"
  /** Another tab saves this project; this one only shows it until it takes over, or until the other has closed and there is nothing of its own to lose. */
  | "openElsewhere";

export interface SaveState {
  readonly status: SaveStatus;
  /** Milliseconds since 1970; undefined until something was saved. */
  readonly savedAt: number | undefined;
  /** Why saving does not work, or what could not be brought back. */
  readonly problem: Problem | undefined;
  /** A run that a reload or a crash broke off: `session.start({ checkpoint: session.lastCheckpoint })` goes on with it. */
  readonly brokenOff: { readonly step: number; readonly epochs: number } | undefined;
}

export interface Persistence {
  readonly state: StoreApi<SaveState>;
  /** Opens what was kept last, if anything, and from then on keeps every change. Never rejects. */
  restore(): Promise<void>;
  /** Resolves when `restore` has put the last project on screen, or found none: another may be opened from then on. */
  readonly restored: Promise<void>;
  /** All projects that this browser keeps, the newest first. */
  list(): Promise<readonly KeptSummary[]>;
  /** Puts a kept project on screen with its run; what was there is saved first. Throws a `ProblemError` where it cannot be read. */
  reopen(id: string): Promise<void>;
  /** Saves at once, as when the page is hidden. */
  flush(): Promise<void>;
  /** This tab saves the project from now on: with its own edits if it has any, else with what the other tab saved last. */
  takeOver(): Promise<void>;
  /** The broken-off run is not to be gone on with. */
  dismissBrokenOff(): void;
  dispose(): void;
}

export interface PersistenceOptions {
  readonly document: DocumentStore;
  readonly run: RunStore;
  readonly session: Pick<Session, "checkpoint" | "lastCheckpoint" | "onCheckpoint" | "restore">;
  readonly openStorage: OpenStorage;
  readonly lock: ProjectLock;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Version of the page, for the records. */
  readonly app: string;
  /** Its hash works off the main thread where the browser has one; its breath lets the page draw between two pieces of a long record. */
  readonly runTools: RunTools;
  /** Calls back when the page is hidden or about to go; returns its undo. */
  readonly onHidden?: (listener: () => void) => () => void;
}
