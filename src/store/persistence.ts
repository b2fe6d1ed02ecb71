/** Nothing is lost: keeps the project and its run in the browser while they change, and brings them back. */
import { createStore } from "zustand/vanilla";
import { ProblemError, problemOf } from "@/base/problem";
import type { Checkpoint } from "@/engine/protocol";
import type { ProjectDocument } from "@/project/project";
import type { Persistence, PersistenceOptions, SaveState, SaveStatus } from "@/store/persistence/define-persistence";
import { dropRun, keepProject, keepRun, lastKept, listKept, pruneKept, readKept, type Kept } from "@/store/persistence/kept-projects";
import { full, gone, unavailable } from "@/store/persistence/problems";
import { savedRunOf, sharingEqualParts } from "@/store/persistence/saved-run";
import { isFull, type KeyValueStorage } from "@/store/persistence/storage";

/** Several edits in a row make one save; the last is saved at most this much later. */
export const saveThrottleMs = 350;
export const retryMs = 10_000;

export function createPersistence(options: PersistenceOptions): Persistence {
  const { document, run, session, lock, now, app, runTools } = options;
  const state = createStore<SaveState>(() => ({ status: "saved", savedAt: undefined, problem: undefined, brokenOff: undefined }));
  const projectNow = () => document.getState().project;

  let storage: KeyValueStorage | undefined;
  /** The project as it was last loaded or saved: any other on screen has to be saved. */
  let clean: ProjectDocument | undefined = projectNow();
  /** Id of the project that lies in the storage, where this tab put it or found it. */
  let keptId: string | undefined;
  let runWork: "keep" | "drop" | undefined;
  /** Where the run stood that the storage gave back. */
  let broughtBack: Checkpoint | undefined;
  let isElsewhere = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let underway: Promise<void> | undefined;
  let whenRestored = () => {};
  const restored = new Promise<void>((resolve) => (whenRestored = resolve));
  const undo: (() => void)[] = [];

  const needsProject = () => projectNow() !== clean || (runWork === "keep" && keptId !== projectNow().id);

  /** `full` and `unavailable` stay on show until a save has succeeded. */
  function show(status: SaveStatus): void {
    const shown = state.getState().status;
    if (shown === status || isElsewhere || shown === "full" || shown === "unavailable") return;
    state.setState({ status });
  }

  function schedule(delayMs = saveThrottleMs): void {
    if (isElsewhere || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      void save();
    }, delayMs);
  }

  function save(): Promise<void> {
    underway ??= saveAll().finally(() => (underway = undefined));
    return underway;
  }

  async function saveAll(): Promise<void> {
    try {
      // Edits may come faster than they are saved; the run has its turn between two of them.
      let isRunsTurn = false;
      while (!isElsewhere && (needsProject() || runWork)) {
        const kept = await opened();
        if (!(await mayWrite(projectNow().id))) return;
        isRunsTurn &&= runWork !== undefined && keptId === projectNow().id;
        if (needsProject() && !isRunsTurn) await saveProject(kept, projectNow());
        else await saveRun(kept);
        isRunsTurn = !isRunsTurn;
      }
      if (!isElsewhere) state.setState({ status: "saved", problem: undefined });
    } catch (error) {
      state.setState({ status: isFull(error) ? "full" : "unavailable", problem: isFull(error) ? full() : unavailable(error) });
      schedule(retryMs);
    }
  }

  async function opened(): Promise<KeyValueStorage> {
    storage ??= await options.openStorage(lostAll);
    return storage;
  }

  /** Site data were cleared, as far as anyone can tell: what is on screen is kept anew. */
  function lostAll(): void {
    if (keptId === undefined || isElsewhere) return;
    keptId = undefined;
    clean = undefined;
    if (session.lastCheckpoint) runWork ??= "keep";
    show("changed");
    schedule();
  }

  async function mayWrite(projectId: string): Promise<boolean> {
    if (!(await lock.acquire(projectId))) shutOut();
    return !isElsewhere;
  }

  function shutOut(): void {
    isElsewhere = true;
    clearTimeout(timer);
    timer = undefined;
    state.setState({ status: "openElsewhere", problem: undefined });
  }

  async function saveProject(kept: KeyValueStorage, project: ProjectDocument): Promise<void> {
    show("saving");
    const savedAt = now();
    await keepProject(kept, project, savedAt);
    clean = project;
    if (keptId !== project.id) {
      keptId = project.id;
      await pruneKept(kept, project.id);
    }
    state.setState({ savedAt });
  }

  async function saveRun(kept: KeyValueStorage): Promise<void> {
    const work = runWork;
    runWork = undefined;
    const { id } = projectNow();
    if (work === "drop") return dropRun(kept, id);
    const saved = savedRunOf(run.getState(), session.lastCheckpoint);
    if (saved?.project.id !== id) return;
    try {
      const isKept = await keepRun(kept, id, saved, app, runTools);
      if (isKept) return;
      // Its project is no longer there: cleared, and nobody said so.
      lostAll();
      runWork ??= work;
    } catch (error) {
      // A diverged run is not kept: the checkpoint before it is worth more.
      if (problemOf(error).code === "file.notFinite") return;
      runWork ??= work;
      throw error;
    }
  }

  function keepRunSoon(): void {
    runWork = "keep";
    schedule();
  }

  function watch(): void {
    undo.push(
      document.subscribe(({ project }, before) => {
        if (project === before.project) return;
        if (project.id !== before.project.id) isElsewhere = false;
        if (project !== clean) show("changed");
        schedule();
      }),
      session.onCheckpoint(keepRunSoon),
      run.subscribe((current, before) => {
        const isForgotten = before.runId !== undefined && current.runId === undefined;
        // A run that goes because its project went from the screen stays kept with it.
        if (isForgotten && before.pinned?.project.id === projectNow().id) {
          runWork = "drop";
          schedule();
        }
        const wasGoing = before.run.status === "running" || before.run.status === "paused" || before.run.status === "stopping";
        const hasEnded = before.run.status !== "ended" && current.run.status === "ended";
        // Runs come from files, too. One that came from the storage lies there already, broken off if it was.
        if (hasEnded && (wasGoing || session.lastCheckpoint !== broughtBack)) {
          show("changed");
          keepRunSoon();
        }
        if (isForgotten || current.run.status === "running") dismissBrokenOff();
      }),
    );
    if (options.onHidden) undo.push(options.onHidden(() => void flush()));
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    await underway;
    await save();
    // The run too, as far as it has come: a hidden tab may never come back.
    const { status } = run.getState().run;
    if (isElsewhere || (status !== "running" && status !== "paused")) return;
    const checkpoint = await session.checkpoint().catch(() => undefined);
    if (!checkpoint) return;
    runWork = "keep";
    await save();
  }

  function dismissBrokenOff(): void {
    if (state.getState().brokenOff) state.setState({ brokenOff: undefined });
  }

  /** Puts the kept project on screen; its run follows with `restoreRun`, which waits for the device. */
  function putOnScreen(kept: Kept): void {
    clean = kept.project;
    keptId = kept.project.id;
    document.open(kept.project, kept.mended);
    state.setState({ savedAt: kept.savedAt });
  }

  /** A run without an end was broken off, unless it goes on in another tab. */
  async function restoreRun({ project, run: saved }: Kept, mayGoOnElsewhere = isElsewhere): Promise<void> {
    if (!saved) return;
    const { checkpoint, epochs, end } = saved;
    broughtBack = checkpoint;
    if (!end && !mayGoOnElsewhere) state.setState({ brokenOff: { step: checkpoint.step, epochs: epochs.length } });
    try {
      await session.restore({ ...saved, project: sharingEqualParts(saved.project, project) });
    } catch (error) {
      // The project is there all the same; what is wrong with the device or the data is told by the run.
      state.setState({ problem: problemOf(error), brokenOff: undefined });
    }
  }

  /** What another tab cannot have: edits that were not saved, and a run that is going on here. */
  function hasOwn(): boolean {
    const { status } = run.getState().run;
    return projectNow() !== clean || status === "running" || status === "paused" || status === "stopping" || status === "recovering";
  }

  async function takeOver(fromLivingTab: boolean): Promise<void> {
    if (!isElsewhere) return;
    await lock.acquire(projectNow().id, { take: true });
    isElsewhere = false;
    state.setState({ status: "saved" });
    if (hasOwn()) {
      // Whatever the other tab has saved meanwhile: what is on screen here is kept from now on.
      clean = undefined;
      runWork ??= "keep";
    } else {
      const kept = await opened().then(
        (open) => readKept(open, projectNow().id, runTools),
        () => undefined,
      );
      if (kept && "project" in kept) {
        putOnScreen(kept);
        await restoreRun(kept, fromLivingTab);
      }
    }
    await save();
  }

  return {
    state,
    async restore() {
      lock.onLost(shutOut);
      lock.onFreed(() => void (isElsewhere && !hasOwn() && takeOver(false)));
      let kept: Awaited<ReturnType<typeof lastKept>>;
      try {
        kept = await lastKept(await opened(), runTools);
        if (kept && "project" in kept) {
          if (!(await lock.acquire(kept.project.id))) shutOut();
          putOnScreen(kept);
        }
        if (kept?.problem) state.setState({ problem: kept.problem });
      } catch (error) {
        state.setState({ status: "unavailable", problem: unavailable(error) });
      }
      watch();
      whenRestored();
      // Before the first run needs it; what fails now is tried again then.
      void runTools.codec().catch(() => undefined);
      if (needsProject()) schedule();
      if (kept && "project" in kept) await restoreRun(kept);
    },
    restored,
    async list() {
      return listKept(await opened());
    },
    async reopen(id) {
      if (id === projectNow().id) return;
      await flush();
      const kept = await readKept(await opened(), id, runTools);
      if (!kept || !("project" in kept)) throw new ProblemError(kept?.problem ?? gone());
      if (!(await lock.acquire(id))) shutOut();
      putOnScreen(kept);
      await restoreRun(kept);
    },
    flush,
    takeOver: () => takeOver(true),
    dismissBrokenOff,
    dispose() {
      clearTimeout(timer);
      for (const stop of undo) stop();
      lock.release();
      storage?.close();
    },
  };
}
