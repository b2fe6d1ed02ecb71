/** The project being edited, with undo and redo. Only commands change it. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Message } from "@/base/text";
import type { ProjectDocument } from "@/project/project";
import type { Mend } from "@/project/within-limits";

/** One step of undo: whole documents, which share all that did not change. */
interface HistoryEntry {
  readonly label: Message;
  readonly before: ProjectDocument;
  readonly after: ProjectDocument;
  readonly selectionBefore: readonly string[];
  readonly selectionAfter: readonly string[];
  /** Consecutive changes with the same key become one step: a drag, typing in one field. */
  readonly mergeKey?: string;
}

export interface DocumentState {
  readonly project: ProjectDocument;
  /** Rises with every change; derived things are memoised by it. */
  readonly revision: number;
  readonly selection: readonly string[];
  readonly undoStack: readonly HistoryEntry[];
  readonly redoStack: readonly HistoryEntry[];
  /** Settings of what came in last, a project or pasted layers, that had to be brought within today's limits; told until it is dismissed. */
  readonly mended: readonly Mend[];
}

export interface Change {
  readonly label: Message;
  readonly project: ProjectDocument;
  readonly selection?: readonly string[];
  readonly mergeKey?: string;
}

export interface DocumentStore extends StoreApi<DocumentState> {
  /** Applies a change as one undo step (or grows the last one with the same `mergeKey`). */
  apply(change: Change): void;
  /** Ends the current gesture: the next change with the same key is a step of its own. */
  closeGesture(): void;
  undo(): void;
  redo(): void;
  /** Selecting is never a step of its own. */
  select(ids: readonly string[]): void;
  /** Another project altogether: a fresh history. */
  open(project: ProjectDocument, mended?: readonly Mend[]): void;
  tellMended(mended: readonly Mend[]): void;
}

const historyLimit = 200;

export function createDocumentStore(project: ProjectDocument): DocumentStore {
  const store = createStore<DocumentState>(() => ({ project, revision: 0, selection: [], undoStack: [], redoStack: [], mended: [] }));
  let openGesture: string | undefined;
  const existing = (project_: ProjectDocument, ids: readonly string[]) => ids.filter((id) => project_.network.nodes.some((n) => n.id === id));

  return Object.assign(store, {
    apply({ label, project: after, selection, mergeKey }: Change) {
      const state = store.getState();
      if (after === state.project) {
        if (selection) store.setState({ selection });
        return;
      }
      const last = state.undoStack.at(-1);
      const merges = mergeKey !== undefined && mergeKey === openGesture && last?.mergeKey === mergeKey;
      const selectionAfter = existing(after, selection ?? state.selection);
      const entry: HistoryEntry = merges
        ? { ...last, after, selectionAfter }
        : { label, before: state.project, after, selectionBefore: state.selection, selectionAfter, ...(mergeKey === undefined ? {} : { mergeKey }) };
      openGesture = mergeKey;
      store.setState({
        project: after,
        revision: state.revision + 1,
        selection: selectionAfter,
        undoStack: [...(merges ? state.undoStack.slice(0, -1) : state.undoStack.slice(1 - historyLimit)), entry],
        redoStack: [],
      });
    },
    closeGesture() {
      openGesture = undefined;
    },
    undo() {
      const { undoStack, redoStack, revision } = store.getState();
      const entry = undoStack.at(-1);
      if (!entry) return;
      openGesture = undefined;
      store.setState({
        project: entry.before,
        revision: revision + 1,
        selection: entry.selectionBefore,
        undoStack: undoStack.slice(0, -1),
        redoStack: [...redoStack, entry],
      });
    },
    redo() {
      const { undoStack, redoStack, revision } = store.getState();
      const entry = redoStack.at(-1);
      if (!entry) return;
      openGesture = undefined;
      store.setState({
        project: entry.after,
        revision: revision + 1,
        selection: entry.selectionAfter,
        undoStack: [...undoStack, entry],
        redoStack: redoStack.slice(0, -1),
      });
    },
    select(ids: readonly string[]) {
      const { project: current, selection } = store.getState();
      const next = existing(current, ids);
      if (next.length !== selection.length || next.some((id, i) => id !== selection[i])) store.setState({ selection: next });
    },
    open(next: ProjectDocument, mended: readonly Mend[] = []) {
      openGesture = undefined;
      store.setState({ project: next, revision: store.getState().revision + 1, selection: [], undoStack: [], redoStack: [], mended });
    },
    tellMended(mended: readonly Mend[]) {
      store.setState({ mended });
    },
  });
}
