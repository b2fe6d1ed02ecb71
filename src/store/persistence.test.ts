import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Checkpoint } from "@/engine/protocol";
import { tensorsOf } from "@/interop/layerlab/testing/arbitrary-content";
import { addAfter, rename, setConfig } from "@/network/edit";
import { initialProject } from "@/project/initial-project";
import { createDocumentStore } from "@/store/document-store";
import { createPersistence, retryMs, saveThrottleMs } from "@/store/persistence";
import type { Persistence, PersistenceOptions } from "@/store/persistence/define-persistence";
import { keepProject } from "@/store/persistence/kept-projects";
import { createMemoryStorage } from "@/store/persistence/memory-storage";
import { createProjectLock } from "@/store/persistence/project-lock";
import * as runCodec from "@/store/persistence/run-codec";
import { createFakeLocks } from "@/store/persistence/testing/fake-locks";
import { createRunStore } from "@/store/run-store";
import type { SavedRun } from "@/store/session";

beforeEach(() => void vi.useFakeTimers());
const pages: Persistence[] = [];
afterEach(() => {
  for (const page of pages.splice(0)) page.dispose();
  vi.useRealTimers();
});

/** One page over a storage that outlives it. */
function openPage(options: Partial<PersistenceOptions> & { readonly id?: string } = {}) {
  const storage = createMemoryStorage();
  const document = createDocumentStore(initialProject(options.id ?? "p1"));
  const run = createRunStore();
  const listeners = new Set<(checkpoint: Checkpoint) => void>();
  const session = {
    lastCheckpoint: undefined as Checkpoint | undefined,
    checkpoint: () => Promise.resolve(session.lastCheckpoint),
    onCheckpoint(listener: (checkpoint: Checkpoint) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    restored: [] as SavedRun[],
    restore(saved: SavedRun) {
      session.restored.push(saved);
      return Promise.resolve();
    },
  };
  let hide: () => void = () => undefined;
  const persistence = createPersistence({
    document,
    run,
    session,
    openStorage: () => Promise.resolve(storage),
    lock: createProjectLock(createFakeLocks()),
    now: () => Date.now(),
    app: "test",
    runTools: { codec: () => Promise.resolve(runCodec) },
    onHidden(listener) {
      hide = listener;
      return () => undefined;
    },
    ...options,
  });
  pages.push(persistence);
  const status = () => persistence.state.getState().status;
  return {
    storage,
    document,
    run,
    session,
    persistence,
    status,
    hide: () => hide(),
    /** Another name, as a person would give it. */
    edit(name: string) {
      document.apply({ label: { text: { en: "Rename", zh: "重命名" } }, project: { ...document.getState().project, name } });
    },
    /** A run of this project that has come to `step`. */
    train(step: number, value = 1) {
      const { project } = document.getState();
      const checkpoint = { runId: "run-1", step, weights: tensorsOf(project, () => value), optimizer: [] };
      session.lastCheckpoint = checkpoint;
      const { curves } = run.getState();
      const series = (length: number) => ({ length, step: Float64Array.from({ length }, (_, i) => i), value: new Float32Array(length).fill(0.5) });
      run.setState({
        run: { status: "running" },
        runId: "run-1",
        pinned: { project, revision: 0 },
        step,
        curves: { ...curves, loss: series(step + 3), learningRate: series(step + 3) },
      });
      for (const listener of listeners) listener(checkpoint);
    },
  };
}
const settle = (ms = 1000) => vi.advanceTimersByTimeAsync(ms);

const noCurves = { firstStep: 0, loss: new Float32Array(0), learningRate: new Float32Array(0) };
/** As the session does: a restored run stands still until it is gone on with. */
function showStanding({ session, run }: ReturnType<typeof openPage>, { checkpoint, project, end }: SavedRun): Promise<void> {
  run.setState({ run: { status: "preparing" }, runId: checkpoint.runId, pinned: { project, revision: 1 } });
  session.lastCheckpoint = checkpoint;
  run.setState({ run: { status: "ended", end: end ?? { reason: "stopped" } }, step: checkpoint.step });
  return Promise.resolve();
}

test("a project from before a limit was drawn comes back all the same, and what was brought within it is told until it is dismissed", async () => {
  const page = openPage();
  const { network, ...rest } = initialProject("old", "Old");
  const noisy = addAfter(network, "n2", "GaussianNoise", { name: "noise", config: { stddev: 2 } }).network;
  await keepProject(page.storage, { ...rest, network: noisy }, 1);
  await page.persistence.restore();
  const { project, mended } = page.document.getState();
  expect(project.name).toBe("Old");
  expect(project.network.nodes.find(({ name }) => name === "noise")?.config).toEqual({ stddev: 1 });
  expect(mended).toMatchObject([{ layer: "noise", from: { en: "2" }, to: { en: "1" } }]);
  expect(await page.persistence.list()).toMatchObject([{ name: "Old", layers: 5 }]);
  // What lies in the storage is as it was until somebody edits.
  await settle();
  expect(JSON.stringify([...page.storage.values])).toContain('\\"stddev\\":2');
  page.document.tellMended([]);
  expect(page.document.getState().mended).toEqual([]);
});

describe("edits", () => {
  test("are in the storage within a second, and the state says what is going on", async () => {
    const page = openPage();
    await page.persistence.restore();
    expect(page.status()).toBe("saved");
    page.edit("First");
    expect(page.status()).toBe("changed");
    await settle(saveThrottleMs - 1);
    expect(page.storage.values.size).toBe(0);
    await settle(1);
    expect(page.status()).toBe("saved");
    expect(JSON.stringify([...page.storage.values])).toContain("First");
  });

  test("made while typing share one save each 350 ms, and the last is never forgotten", async () => {
    const page = openPage();
    await page.persistence.restore();
    const write = vi.spyOn(page.storage, "write");
    for (let i = 0; i <= 20; i++) {
      page.edit(`Name ${i}`);
      await settle(50);
    }
    await settle();
    expect(write.mock.calls.length).toBeLessThanOrEqual(4);
    expect(JSON.stringify([...page.storage.values])).toContain("Name 20");
  });

  test("come back in the next page", async () => {
    const first = openPage();
    await first.persistence.restore();
    first.edit("Kept");
    await settle();
    const next = openPage({ id: "p2", openStorage: () => Promise.resolve(first.storage) });
    await next.persistence.restore();
    expect(next.document.getState().project).toEqual(first.document.getState().project);
    expect(next.status()).toBe("saved");
  });

  test("are saved at once when the page is hidden", async () => {
    const page = openPage();
    await page.persistence.restore();
    page.edit("Hidden");
    page.hide();
    await settle(0);
    expect(JSON.stringify([...page.storage.values])).toContain("Hidden");
  });

  test("undone to what was saved are saved as well", async () => {
    const page = openPage();
    await page.persistence.restore();
    const { name } = page.document.getState().project;
    page.edit("Other");
    await settle();
    page.document.undo();
    await settle();
    const next = openPage({ openStorage: () => Promise.resolve(page.storage) });
    await next.persistence.restore();
    expect(next.document.getState().project.name).toBe(name);
  });
});

test("a newer version that is damaged gives way to the one before, and says so", async () => {
  const page = openPage();
  await page.persistence.restore();
  page.edit("Good");
  await settle();
  page.edit("Damaged");
  await settle();
  for (const [key, value] of page.storage.values) if (JSON.stringify(value).includes("Damaged")) page.storage.values.set(key, { text: "{}", sha256: "0" });
  const next = openPage({ openStorage: () => Promise.resolve(page.storage) });
  await next.persistence.restore();
  expect(next.document.getState().project.name).toBe("Good");
  expect(next.persistence.state.getState().problem?.code).toBe("keep.damaged");
});

test("a project of a newer page is left alone, with a message", async () => {
  const page = openPage();
  await page.persistence.restore();
  page.document.apply({ label: { text: { en: "x", zh: "x" } }, project: { ...page.document.getState().project, version: 99 as 2 } });
  await settle();
  const before = [...page.storage.values];
  const next = openPage({ id: "p2", openStorage: () => Promise.resolve(page.storage) });
  await next.persistence.restore();
  expect(next.document.getState().project.id).toBe("p2");
  expect(next.persistence.state.getState().problem?.code).toBe("project.newerVersion");
  expect([...page.storage.values]).toEqual(before);
});

describe("a storage that fails", () => {
  const quota = Object.assign(new Error(""), { name: "QuotaExceededError" });

  test("when full: work goes on, the last good version stays, and saving is tried every ten seconds", async () => {
    const page = openPage();
    await page.persistence.restore();
    page.edit("Good");
    await settle();
    const before = new Map(page.storage.values);
    page.storage.failure = quota;
    page.edit("Too much");
    await settle();
    expect(page.status()).toBe("full");
    expect(page.persistence.state.getState().problem?.code).toBe("keep.full");
    expect(page.storage.values).toEqual(before);
    page.storage.failure = undefined;
    await settle(retryMs);
    expect(page.status()).toBe("saved");
    expect(JSON.stringify([...page.storage.values])).toContain("Too much");
  });

  test("when there is none: the page works from memory, says so, and goes on trying", async () => {
    const storage = createMemoryStorage();
    let isBlocked = true;
    const page = openPage({ openStorage: () => (isBlocked ? Promise.reject(new Error("blocked")) : Promise.resolve(storage)) });
    await page.persistence.restore();
    expect(page.status()).toBe("unavailable");
    page.edit("In memory");
    await settle();
    expect(page.document.getState().project.name).toBe("In memory");
    expect(page.status()).toBe("unavailable");
    isBlocked = false;
    await settle(retryMs);
    expect(page.status()).toBe("saved");
    expect(storage.values.size).toBeGreaterThan(0);
  });

  test("when site data are cleared: the project and its run are kept anew, though nothing has changed", async () => {
    const storage = createMemoryStorage();
    let clear: () => void = () => undefined;
    const openStorage: PersistenceOptions["openStorage"] = (onClosed) => {
      clear = () => {
        storage.values.clear();
        onClosed();
      };
      return Promise.resolve(storage);
    };
    const page = openPage({ openStorage });
    await page.persistence.restore();
    page.edit("Still here");
    page.train(12);
    await settle();
    clear();
    expect(page.status()).toBe("changed");
    await settle();
    expect(page.status()).toBe("saved");
    const next = openPage({ id: "p2", openStorage });
    await next.persistence.restore();
    expect(next.document.getState().project.name).toBe("Still here");
    expect(next.session.restored[0]?.checkpoint.step).toBe(12);
  });

  test("that lost the project without a word gets it back with the next checkpoint", async () => {
    const page = openPage();
    await page.persistence.restore();
    page.train(12);
    await settle();
    page.storage.values.clear();
    page.train(24);
    await settle();
    const next = openPage({ id: "p2", openStorage: () => Promise.resolve(page.storage) });
    await next.persistence.restore();
    expect(next.session.restored[0]?.checkpoint.step).toBe(24);
  });
});

test("edits that come faster than they are saved do not keep the run from being saved", async () => {
  const page = openPage();
  await page.persistence.restore();
  const write = page.storage.write.bind(page.storage);
  const runWritten: boolean[] = [];
  page.storage.write = async (changes) => {
    await write(changes);
    runWritten.push([...changes.keys()].some((key) => key.startsWith("run/")));
    if (runWritten.length < 8) page.edit(`edit ${runWritten.length}`);
  };
  page.edit("first");
  page.train(12);
  await settle();
  expect(runWritten.indexOf(true)).toBeLessThan(4);
  expect(runWritten.indexOf(true)).toBeGreaterThan(0);
  expect(page.status()).toBe("saved");
  const next = openPage({ id: "p2", openStorage: () => Promise.resolve(page.storage) });
  await next.persistence.restore();
  expect(next.document.getState().project.name).toBe("edit 7");
});

test("a run that cannot be shown again costs neither the project nor the saving", async () => {
  const page = openPage();
  await page.persistence.restore();
  page.train(12);
  await settle();
  const next = openPage({ id: "p2", openStorage: () => Promise.resolve(page.storage) });
  next.session.restore = () => Promise.reject(new Error("no device"));
  await next.persistence.restore();
  expect(next.document.getState().project.id).toBe("p1");
  expect(next.status()).toBe("saved");
  expect(next.persistence.state.getState()).toMatchObject({ brokenOff: undefined, problem: { code: "unexpected" } });
});

test("edits made while the run is still being brought back are saved", async () => {
  const page = openPage();
  await page.persistence.restore();
  page.train(12);
  await settle();
  const next = openPage({ id: "p2", openStorage: () => Promise.resolve(page.storage) });
  next.session.restore = () => new Promise(() => undefined);
  void next.persistence.restore();
  await settle(0);
  expect(next.persistence.state.getState().brokenOff).toEqual({ step: 12, epochs: 0 });
  next.edit("Early");
  await settle();
  expect(next.status()).toBe("saved");
  expect(JSON.stringify([...page.storage.values])).toContain("Early");
});

describe("two tabs", () => {
  function twoTabs() {
    const locks = createFakeLocks();
    const lockOf = () => createProjectLock(locks);
    const first = openPage({ lock: lockOf() });
    const second = () => openPage({ id: "p2", lock: lockOf(), openStorage: () => Promise.resolve(first.storage) });
    return { first, second };
  }

  /** A project of that name, saved by the first tab and then opened by a second as well. */
  async function openInTwoTabs(name: string) {
    const { first, second } = twoTabs();
    await first.persistence.restore();
    first.edit(name);
    await settle();
    const other = second();
    await other.persistence.restore();
    return { first, other };
  }

  test("the second only shows the project, and does not save its edits", async () => {
    const { first, other } = await openInTwoTabs("Mine");
    expect(other.status()).toBe("openElsewhere");
    expect(other.document.getState().project.name).toBe("Mine");
    other.edit("Not mine");
    await settle();
    expect(other.status()).toBe("openElsewhere");
    expect(JSON.stringify([...first.storage.values])).not.toContain("Not mine");
  });

  test("taking over without edits brings what the other tab saved since; the other then only shows", async () => {
    const { first, other } = await openInTwoTabs("Old");
    first.edit("New");
    await settle();
    await other.persistence.takeOver();
    expect(other.document.getState().project.name).toBe("New");
    expect(other.status()).toBe("saved");
    expect(first.status()).toBe("openElsewhere");
    first.edit("Too late");
    await settle();
    expect(JSON.stringify([...first.storage.values])).not.toContain("Too late");
  });

  test("taking over with edits keeps them", async () => {
    const { first, other } = await openInTwoTabs("Old");
    other.edit("Edited here");
    await other.persistence.takeOver();
    await settle();
    expect(JSON.stringify([...first.storage.values])).toContain("Edited here");
  });

  test("the second saves by itself once the first has closed, with what that saved last", async () => {
    const { first, other } = await openInTwoTabs("Old");
    first.edit("Last");
    await settle();
    first.persistence.dispose();
    await settle();
    expect([other.status(), other.document.getState().project.name]).toEqual(["saved", "Last"]);
    other.edit("Mine now");
    await settle();
    expect(JSON.stringify([...first.storage.values])).toContain("Mine now");
  });

  test("edits of its own are not mixed up with what the closed tab saved: the second waits to be told", async () => {
    const { first, other } = await openInTwoTabs("Theirs");
    other.edit("Edited here");
    first.persistence.dispose();
    await settle();
    expect(other.status()).toBe("openElsewhere");
    expect(JSON.stringify([...first.storage.values])).toContain("Theirs");
    await other.persistence.takeOver();
    expect(other.status()).toBe("saved");
    expect(JSON.stringify([...first.storage.values])).toContain("Edited here");
  });

  test("a run that goes on in the first was not broken off, until that tab has closed", async () => {
    const { first, second } = twoTabs();
    await first.persistence.restore();
    first.train(30);
    await settle();
    const other = second();
    await other.persistence.restore();
    expect(other.session.restored).toHaveLength(1);
    expect(other.persistence.state.getState().brokenOff).toBeUndefined();
    first.persistence.dispose();
    await settle();
    expect(other.persistence.state.getState().brokenOff).toEqual({ step: 30, epochs: 0 });
  });

  test("whoever takes the project back keeps the run that is going on there", async () => {
    const { first, second } = twoTabs();
    await first.persistence.restore();
    first.train(30);
    await settle();
    const other = second();
    await other.persistence.restore();
    await other.persistence.takeOver();
    expect(first.status()).toBe("openElsewhere");
    expect(other.persistence.state.getState().brokenOff).toBeUndefined();
    other.edit("Edited there");
    await settle();
    first.train(50);
    await first.persistence.takeOver();
    expect(first.session.restored).toEqual([]);
    expect(first.run.getState().run.status).toBe("running");
    await settle();
    const next = openPage({ openStorage: () => Promise.resolve(first.storage) });
    await next.persistence.restore();
    expect(next.session.restored[0]?.checkpoint.step).toBe(50);
    expect(next.document.getState().project.name).toBe(first.document.getState().project.name);
  });

  test("another project opened in the second tab is its own", async () => {
    const { first, other } = await openInTwoTabs("Mine");
    other.document.open(initialProject("p3", "Template"));
    await settle();
    expect(other.status()).toBe("saved");
    expect(first.status()).toBe("saved");
    expect(JSON.stringify([...first.storage.values])).toContain("Template");
  });
});

describe("runs", () => {
  test("that were broken off come back with the step they had reached, and can be gone on with", async () => {
    const page = openPage();
    await page.persistence.restore();
    page.train(12, 0.25);
    await settle();
    const next = openPage({ id: "p2", openStorage: () => Promise.resolve(page.storage) });
    await next.persistence.restore();
    expect(next.persistence.state.getState().brokenOff).toEqual({ step: 12, epochs: 0 });
    const [saved] = next.session.restored;
    expect(saved?.checkpoint).toEqual(page.session.lastCheckpoint);
    expect(saved?.curves.loss).toHaveLength(12);
    expect(saved?.end).toBeUndefined();
    // Told by identity: nothing was changed since this run.
    expect(saved?.project.network).toBe(next.document.getState().project.network);
    next.persistence.dismissBrokenOff();
    expect(next.persistence.state.getState().brokenOff).toBeUndefined();
  });

  test("that were only looked at again stay broken off", async () => {
    const page = openPage();
    await page.persistence.restore();
    page.train(12);
    await settle();
    const next = openPage({ id: "p2", openStorage: () => Promise.resolve(page.storage) });
    next.session.restore = (saved) => showStanding(next, saved);
    await next.persistence.restore();
    await settle();
    const third = openPage({ id: "p3", openStorage: () => Promise.resolve(page.storage) });
    await third.persistence.restore();
    expect(third.persistence.state.getState().brokenOff?.step).toBe(12);
  });

  test("that came with an opened file are kept as well", async () => {
    const page = openPage();
    await page.persistence.restore();
    page.train(12);
    await settle();
    const next = openPage({ id: "p2", openStorage: () => Promise.resolve(page.storage) });
    next.session.restore = (saved) => showStanding(next, saved);
    await next.persistence.restore();
    // The very same run, saved to a file before: opened, it belongs to a project of its own.
    const opened = { ...next.document.getState().project, id: "from-file" };
    const checkpoint = { ...(next.session.lastCheckpoint as Checkpoint), step: 7 };
    next.document.open(opened);
    await showStanding(next, { checkpoint, project: opened, epochs: [], curves: noCurves, end: { reason: "completed" } });
    await settle();
    const third = openPage({ id: "p3", openStorage: () => Promise.resolve(page.storage) });
    await third.persistence.restore();
    expect(third.document.getState().project.id).toBe("from-file");
    expect(third.session.restored[0]?.checkpoint.step).toBe(7);
    expect(third.session.restored[0]?.end).toEqual({ reason: "completed" });
  });

  test("that ended come back without an offer", async () => {
    const page = openPage();
    await page.persistence.restore();
    page.train(12);
    await settle();
    expect(page.persistence.state.getState().status).toBe("saved");
    page.run.setState({ run: { status: "ended", end: { reason: "completed" } } });
    expect(page.persistence.state.getState().status).toBe("changed");
    await settle();
    expect(page.persistence.state.getState().status).toBe("saved");
    const next = openPage({ id: "p2", openStorage: () => Promise.resolve(page.storage) });
    await next.persistence.restore();
    expect(next.session.restored[0]?.end).toEqual({ reason: "completed" });
    expect(next.persistence.state.getState().brokenOff).toBeUndefined();
  });

  test("keep the network they were started with when it is edited afterwards", async () => {
    const page = openPage();
    await page.persistence.restore();
    page.train(5);
    const { project } = page.document.getState();
    const dense = project.network.nodes[2]?.id ?? "";
    const network = rename(setConfig(project.network, dense, { units: 7 }), dense, "hidden");
    page.document.apply({ label: { text: { en: "x", zh: "x" } }, project: { ...project, network } });
    await settle();
    const next = openPage({ id: "p2", openStorage: () => Promise.resolve(page.storage) });
    await next.persistence.restore();
    expect(next.document.getState().project.network).toEqual(network);
    expect(next.session.restored[0]?.project).toEqual(project);
  });

  test("that were reset are forgotten; the project stays", async () => {
    const page = openPage();
    await page.persistence.restore();
    page.train(12);
    await settle();
    page.run.setState({ run: { status: "idle" }, runId: undefined, pinned: undefined });
    await settle();
    expect([...page.storage.values.keys()].filter((key) => key.startsWith("run/"))).toEqual([]);
    const next = openPage({ id: "p2", openStorage: () => Promise.resolve(page.storage) });
    await next.persistence.restore();
    expect(next.session.restored).toEqual([]);
    expect(next.document.getState().project.id).toBe("p1");
  });

  test("of the project before are not forgotten with the run of the one that came after it", async () => {
    const page = openPage();
    await page.persistence.restore();
    const { project } = page.document.getState();
    page.train(12);
    await settle();
    page.document.open({ ...project, id: "p2" });
    page.train(5);
    await settle();
    // Undo brings the first project back, and the session forgets the run of the second.
    page.document.open(project);
    page.run.setState({ run: { status: "idle" }, runId: undefined, pinned: undefined });
    await settle();
    const next = openPage({ id: "p3", openStorage: () => Promise.resolve(page.storage) });
    await next.persistence.restore();
    expect(next.document.getState().project.id).toBe("p1");
    expect(next.session.restored[0]?.checkpoint.step).toBe(12);
  });

  test("that diverged do not replace the last good checkpoint", async () => {
    const page = openPage();
    await page.persistence.restore();
    page.train(12, 0.25);
    await settle();
    page.train(20, Number.NaN);
    await settle();
    expect(page.status()).toBe("saved");
    const next = openPage({ id: "p2", openStorage: () => Promise.resolve(page.storage) });
    await next.persistence.restore();
    expect(next.session.restored[0]?.checkpoint.step).toBe(12);
  });

  test("are saved once more when the page is hidden, as far as they have come", async () => {
    const page = openPage();
    await page.persistence.restore();
    page.train(12);
    await settle();
    const { project } = page.document.getState();
    page.session.lastCheckpoint = { runId: "run-1", step: 14, weights: tensorsOf(project, () => 2), optimizer: [] };
    page.hide();
    await settle(0);
    const next = openPage({ id: "p2", openStorage: () => Promise.resolve(page.storage) });
    await next.persistence.restore();
    expect(next.session.restored[0]?.checkpoint.step).toBe(14);
  });
});

test("the eight projects saved last are kept", async () => {
  const page = openPage();
  await page.persistence.restore();
  for (let i = 0; i < 12; i++) {
    page.document.open(initialProject(`q${i}`));
    await settle();
  }
  expect([...page.storage.values.keys()].filter((key) => key.startsWith("entry/"))).toEqual(Array.from({ length: 8 }, (_, i) => `entry/q${i + 4}`));
});

test("kept projects are listed, the newest first, and opened again with their run; what was on screen stays kept", async () => {
  const page = openPage();
  await page.persistence.restore();
  page.edit("Trained");
  page.train(40);
  await settle();
  page.run.setState({ run: { status: "ended", end: { reason: "stopped" } } });
  page.document.open({ ...initialProject("p2"), name: "Another" });
  page.edit("Another, edited");
  await settle();
  expect(await page.persistence.list()).toMatchObject([
    { id: "p2", name: "Another, edited", hasRun: false },
    { id: "p1", name: "Trained", hasRun: true, layers: 4 },
  ]);
  page.edit("Another, edited just now");
  await page.persistence.reopen("p1");
  expect(page.document.getState().project).toMatchObject({ id: "p1", name: "Trained" });
  expect(page.session.restored.at(-1)?.checkpoint.step).toBe(40);
  expect((await page.persistence.list()).find(({ id }) => id === "p2")?.name).toBe("Another, edited just now");
  await expect(page.persistence.reopen("p9")).rejects.toMatchObject({ problem: { code: "keep.gone" } });
  expect(page.document.getState().project.id).toBe("p1");
});
