/** One shared subscription to what the layers hold: it asks for all cards that can be seen at once, at most four times a second. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { gridPoints } from "@/analysis/decision-grid";
import { findDatasetFor } from "@/data/datasets";
import type { ExampleChoice, LayerProbe } from "@/engine/protocol";
import type { Bench } from "@/store/bench";

export interface ProbeBoard extends StoreApi<ReadonlyMap<string, LayerProbe>> {
  /** A card came into view; returns its undo. */
  watch(nodeId: string): () => void;
  /** The page is seen again: asks what changed meanwhile. */
  wake(): void;
}

const pauseMs = 250;
/** Points of the plane, `planeSide` × `planeSide`: for them, what a unit answers is a picture. */
export const planeSide = 24;
/** Gradients cost a backward pass: while training goes on, asked for with every fourth question only. */
const gradientEvery = 4;

interface Clock {
  now(): number;
  later(run: () => void, ms: number): ReturnType<typeof setTimeout>;
  isHidden(): boolean;
}
const pageClock: Clock = {
  now: () => performance.now(),
  later: (run, ms) => setTimeout(run, ms),
  isHidden: () => document.hidden,
};

export function createProbeBoard(
  { run, view, document: documents, session }: Pick<Bench, "run" | "view" | "document" | "session">,
  clock: Clock = pageClock,
): ProbeBoard {
  const store = createStore<ReadonlyMap<string, LayerProbe>>(() => new Map());
  const watched = new Map<string, number>();
  let isBusy = false;
  let isStale = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  /** Answers since the newest gradients; none yet. */
  let sinceGradients = gradientEvery;

  const shownProject = () => run.getState().pinned?.project ?? documents.getState().project;
  /** The example that the page looks at; the whole plane where examples are points. */
  const exampleNow = (): ExampleChoice => {
    const dataset = findDatasetFor(shownProject().data);
    if (dataset?.kind === "point2d" && dataset.bounds) return { inputs: gridPoints(dataset.bounds, planeSide, planeSide) };
    return view.getState().example ?? { split: "test", index: 0 };
  };
  const ask = async () => {
    isStale = false;
    isBusy = true;
    askedAt = clock.now();
    const nodeIds = [...watched.keys()];
    const { id } = documents.getState().project;
    const { step, run: now } = run.getState();
    // What stands still is shown as it stands: its last gradients, not those of a while ago.
    const gradients = step > 0 && (now.status !== "running" || sinceGradients + 1 >= gradientEvery);
    try {
      const answers = await session.probe({ example: exampleNow(), nodeIds, gradients, data: false });
      // Layers of two projects may bear the same id: an answer about the one before is nobody's.
      if (documents.getState().project.id !== id || shownProject().id !== id) return;
      sinceGradients = gradients ? 0 : sinceGradients + 1;
      const before = store.getState();
      const next = new Map(before);
      for (const answer of answers) {
        const known = before.get(answer.nodeId);
        next.set(answer.nodeId, gradients || !known ? answer : { ...answer, gradients: known.gradients });
      }
      store.setState(next, true);
    } catch {
      // No network yet, or one that cannot be built: the run says why. The cards keep what they show.
    } finally {
      isBusy = false;
      next();
    }
  };
  const next = () => {
    if (!isStale || isBusy || timer !== undefined || watched.size === 0) return;
    if (clock.isHidden()) return;
    const waitMs = askedAt + pauseMs - clock.now();
    if (waitMs <= 0) void ask();
    else
      timer = clock.later(() => {
        timer = undefined;
        next();
      }, waitMs);
  };
  const refresh = () => {
    isStale = true;
    next();
  };

  run.subscribe((state, before) => {
    if (state.runId !== before.runId || state.model !== before.model) sinceGradients = gradientEvery;
    if (state.weightsRevision !== before.weightsRevision || state.model !== before.model) refresh();
  });
  view.subscribe((state, before) => {
    if (state.example !== before.example) refresh();
  });
  // A layer that was changed answers anew, and one that is gone has nothing to show.
  documents.subscribe((state, before) => {
    if (state.project.id !== before.project.id) store.setState(new Map(), true);
  });

  return Object.assign(store, {
    wake: next,
    watch(nodeId: string) {
      const count = watched.get(nodeId) ?? 0;
      watched.set(nodeId, count + 1);
      // Cards appear together: one question for all of them.
      if (count === 0) queueMicrotask(refresh);
      return () => {
        const left = (watched.get(nodeId) ?? 1) - 1;
        if (left > 0) watched.set(nodeId, left);
        else watched.delete(nodeId);
      };
    },
  });
}

const boards = new WeakMap<Bench, ProbeBoard>();

export function probeBoardOf(bench: Bench): ProbeBoard {
  const known = boards.get(bench);
  if (known) return known;
  const board = createProbeBoard(bench);
  boards.set(bench, board);
  document.addEventListener("visibilitychange", () => board.wake());
  return board;
}
