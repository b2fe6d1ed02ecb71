import fc from "@/base/testing/fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { problemOf } from "@/base/problem";
import { say } from "@/base/text";
import type { EngineCalls } from "@/engine/protocol";
import { initialProject } from "@/project/initial-project";
import type { ProjectDocument } from "@/project/project";
import { createSession } from "@/store/create-session";
import { createDocumentStore, type DocumentStore } from "@/store/document-store";
import { createRunStore } from "@/store/run-store";
import type { SavedRun, Session } from "@/store/session";
import { createFakeWorld, type FakeEngine } from "@/store/session/testing/fake-engine";
import { createViewStore } from "@/store/view-store";

function setUp() {
  const world = createFakeWorld();
  const document = createDocumentStore(initialProject("p"));
  const view = createViewStore(undefined, { locale: "en", theme: "light" });
  const run = createRunStore();
  const session = createSession({ document, view, run, createEngine: () => world.createEngine(), now: () => Date.now() });
  const engine = () => {
    const [alive, ...others] = world.alive;
    if (!alive || others.length > 0) throw new Error(`${world.alive.length} workers are alive.`);
    return alive;
  };
  const kinds = (of: FakeEngine) => of.calls.map(({ kind }) => kind);
  const paramsOf = <K extends keyof EngineCalls>(of: FakeEngine, kind: K) =>
    of.calls.filter((call) => call.kind === kind).map(({ params }) => params as EngineCalls[K]["params"]);
  return { world, document, view, run, session, engine, kinds, paramsOf, status: () => run.getState().run.status };
}
/** Lets answers and back-off timers through. */
const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("keeping ready", () => {
  test("preparing opens the device, loads the data and builds the network, once", async () => {
    const { session, engine, kinds, run } = setUp();
    await session.prepare();
    await session.prepare();
    expect(kinds(engine())).toEqual(["device.open", "data.load", "model.build"]);
    expect(run.getState()).toMatchObject({ run: { status: "idle" }, device: { backend: "webgpu" }, data: { counts: { train: 40 } }, model: { paramCount: 3 } });
  });

  test("edits are told to the worker once they have settled, and only what changed", async () => {
    const { session, document, engine, kinds } = setUp();
    await session.prepare();
    const { project } = document.getState();
    const label = { text: { en: "x", zh: "x" } };
    document.apply({ label, project: { ...project, notes: "a" } });
    await settle(1000);
    expect(kinds(engine())).toHaveLength(3);
    for (const seed of [5, 6, 7]) document.apply({ label, project: { ...project, training: { ...project.training, seed } } });
    await settle(1000);
    expect(kinds(engine()).slice(3)).toEqual(["model.build"]);
  });

  test("a run in progress is never disturbed by edits; its results stay until the data are others", async () => {
    const { session, document, engine, kinds, run, status } = setUp();
    await session.start();
    const { project } = document.getState();
    const label = { text: { en: "x", zh: "x" } };
    const calls = kinds(engine()).length;
    document.apply({ label, project: { ...project, data: { ...project.data, subset: 0.5 } } });
    await settle(1000);
    expect(kinds(engine())).toHaveLength(calls);
    engine().train(3);
    engine().finish({ reason: "completed" });
    await settle(1000);
    expect(run.getState().curves.loss.length).toBe(3);
    document.apply({ label, project: { ...project, data: { ...project.data, datasetId: "fashion-mnist" } } });
    expect(status()).toBe("idle");
    expect(run.getState().curves.loss.length).toBe(0);
  });

  test("opening another project ends the run of the one before", async () => {
    const { session, document, engine, status, run } = setUp();
    await session.start();
    const worker = engine();
    document.open(initialProject("q"));
    await settle(1000);
    expect(worker.run?.status).toBeUndefined();
    expect(status()).toBe("idle");
    expect(run.getState().runId).toBeUndefined();
  });

  test("another project is ready once it was prepared, also when the run of the one before took its time to stop", async () => {
    const { session, document, world, run, status } = setUp();
    await session.start();
    Object.assign(world.takesMs, { "training.stop": 200 });
    document.open(initialProject("q"));
    let isPrepared = false;
    void session.prepare().then(() => (isPrepared = true));
    await settle(100);
    expect([status(), isPrepared]).toEqual(["stopping", false]);
    await settle(1000);
    expect([status(), isPrepared]).toEqual(["idle", true]);
    await session.start();
    expect(run.getState().pinned?.project.id).toBe("q");
  });

  test("another backend means another worker, and a run goes on there", async () => {
    const { session, engine, world, run, status, paramsOf } = setUp();
    await session.start();
    engine().train(7);
    await session.setBackend("wasm");
    await settle(1000);
    expect(world.engines).toHaveLength(2);
    expect(status()).toBe("running");
    expect(paramsOf(engine(), "training.start")[0]?.checkpoint?.step).toBe(7);
    expect(run.getState().device?.backend).toBe("wasm");
  });
});

describe("racing", () => {
  const label = { text: { en: "x", zh: "x" } };
  const opened = (of: FakeEngine) => of.calls.filter(({ kind }) => kind === "device.open").length;
  const withBatch = (document: DocumentStore, batchSize: number) => {
    const { project } = document.getState();
    document.apply({ label, project: { ...project, training: { ...project.training, batchSize } } });
  };

  test("devices race again for another project and for four times the work, and for nothing less", async () => {
    const { session, document, world, engine, kinds, paramsOf, run } = setUp();
    world.hasGraphicsCard = true;
    const { project } = document.getState();
    document.open({ ...project, training: { ...project.training, batchSize: 64 } });
    await session.prepare();
    withBatch(document, 128);
    await settle(1000);
    expect(opened(engine())).toBe(1);
    withBatch(document, 512);
    await settle(1000);
    expect(opened(engine())).toBe(2);
    expect(paramsOf(engine(), "device.open").at(-1)?.project.training.batchSize).toBe(512);
    // The network went with the old device; the data are still there.
    expect(kinds(engine()).slice(-2)).toEqual(["device.open", "model.build"]);
    expect(run.getState().model).toBeDefined();
    document.open({ ...document.getState().project, id: "q" });
    await settle(1000);
    expect(opened(engine())).toBe(3);
    expect(world.engines).toHaveLength(1);
  });

  test("nothing is raced while a run is going, or for one that is on screen", async () => {
    const { session, document, world, engine } = setUp();
    world.hasGraphicsCard = true;
    withBatch(document, 8);
    await session.start();
    withBatch(document, 512);
    await settle(1000);
    engine().finish({ reason: "completed" });
    await settle(1000);
    expect(opened(engine())).toBe(1);
    await session.start();
    expect(opened(engine())).toBe(2);
  });

  test("there is nothing to race without a graphics card, or once a device was chosen by hand", async () => {
    const { session, document, world, engine, view } = setUp();
    await session.prepare();
    document.open(initialProject("q"));
    await settle(1000);
    expect(opened(engine())).toBe(1);
    world.hasGraphicsCard = true;
    view.setState({ backendPreference: "webgpu" });
    await settle(1000);
    document.open(initialProject("r"));
    await settle(1000);
    expect(opened(engine())).toBe(1);
  });
});

/** What became of a question. */
const outcome = (question: Promise<unknown>) =>
  question.then(
    () => "answered",
    (error: unknown) => problemOf(error).code,
  );

describe("asking", () => {
  const label = { text: { en: "x", zh: "x" } };
  const questions = (session: Session) => ({
    examples: () => session.examples({ split: "train", indices: [0] }),
    predict: () => session.predict({ inputs: Float32Array.of(1) }),
    evaluate: () => session.evaluate("test"),
  });

  test.each(["examples", "predict", "evaluate"] as const)("%s is answered for what is on screen, and for nothing else", async (kind) => {
    const { session, document, world } = setUp();
    const ask = questions(session)[kind];
    expect(await outcome(ask())).toBe("engine.notReady");
    await session.prepare();
    expect(await outcome(ask())).toBe("answered");
    const { project } = document.getState();
    world.takesMs["data.load"] = 500;
    document.apply({ label, project: { ...project, data: { ...project.data, subset: 0.5 } } });
    expect(await outcome(ask())).toBe("engine.notReady");
    await settle(400);
    expect(await outcome(ask())).toBe("engine.notReady");
    await settle(1000);
    expect(await outcome(ask())).toBe("answered");
  });

  test.each(["examples", "predict", "evaluate"] as const)("an answer to %s that comes after another project was opened is dropped", async (kind) => {
    const { session, document, world, run } = setUp();
    await session.prepare();
    Object.assign(world.takesMs, { "data.examples": 100, "model.predict": 100, "model.evaluate": 100, "data.load": 500 });
    const asked = outcome(questions(session)[kind]());
    await settle(50);
    const other = initialProject("q");
    document.open({ ...other, data: { ...other.data, datasetId: "fashion-mnist" } });
    await settle(100);
    expect(await asked).toBe("engine.notReady");
    expect(run.getState().testEvaluation).toBeUndefined();
  });

  test("a text comes piece by piece to whoever asked for it, and to nobody else", async () => {
    const { session } = setUp();
    await session.prepare();
    const pieces: (readonly { readonly id: number }[])[] = [];
    const order = { count: 1, sampling: { temperature: 0, topK: 0, topP: 1 }, seed: 1 };
    const { tokens } = await session.generate({ ...order, tokens: Float32Array.of(7) }, (piece) => pieces.push(piece));
    expect(pieces).toEqual([tokens]);
    await session.generate({ ...order, tokens: Float32Array.of(8) }, () => {});
    expect(pieces).toHaveLength(1);
  });

  test("an evaluation of a run that was reset meanwhile is not that of the fresh network", async () => {
    const { session, engine, world, run } = setUp();
    await session.start();
    engine().train(3);
    engine().finish({ reason: "completed" });
    world.takesMs["model.evaluate"] = 100;
    const asked = outcome(session.evaluate("test"));
    await session.reset();
    await settle(200);
    expect(await asked).toBe("engine.notReady");
    expect(run.getState().testEvaluation).toBeUndefined();
  });

  test("what is asked of a run is answered whatever has been edited since", async () => {
    const { session, document } = setUp();
    await session.start({ paused: true });
    const { project } = document.getState();
    document.apply({ label, project: { ...project, data: { ...project.data, datasetId: "fashion-mnist" } } });
    const all = await Promise.all(Object.values(questions(session)).map((ask) => outcome(ask())));
    expect(all).toEqual(["answered", "answered", "answered"]);
  });

  test("no model is shown while another dataset or another project is being prepared", async () => {
    const { session, document, world, run } = setUp();
    await session.prepare();
    world.takesMs["data.load"] = 500;
    const { project } = document.getState();
    document.apply({ label, project: { ...project, data: { ...project.data, datasetId: "fashion-mnist" } } });
    expect(run.getState().model).toBeUndefined();
    await settle(1000);
    expect(run.getState().model).toBeDefined();
    document.open(initialProject("q"));
    await settle(100);
    expect(run.getState().model).toBeUndefined();
    await settle(1000);
    expect(run.getState().model).toBeDefined();
  });
});

describe("running", () => {
  test("start, pause, resume, step and stop lead where their names say", async () => {
    const { session, engine, status, run } = setUp();
    await session.start();
    expect(status()).toBe("running");
    engine().train(5);
    await session.pause();
    expect(status()).toBe("paused");
    await session.step("batch");
    expect(run.getState().step).toBe(6);
    await session.resume();
    expect(status()).toBe("running");
    await session.stop();
    expect(run.getState().run).toEqual({ status: "ended", end: { reason: "stopped" } });
  });

  test("a step without a run starts a paused one", async () => {
    const { session, run, status } = setUp();
    await session.step("batch");
    expect(status()).toBe("paused");
    expect(run.getState().step).toBe(1);
  });

  test("curves hold every step once, and reset forgets them", async () => {
    const { session, engine, run, status } = setUp();
    await session.start();
    for (let i = 0; i < 300; i++) engine().train(2);
    const { loss } = run.getState().curves;
    expect(loss.length).toBe(600);
    expect([...loss.step.subarray(0, 600)]).toEqual(Array.from({ length: 600 }, (_, i) => i));
    await session.reset();
    expect(status()).toBe("idle");
    expect(run.getState().curves.loss.length).toBe(0);
  });

  test("what a run fails with is shown", async () => {
    const { session, engine, run } = setUp();
    await session.start();
    const problem = { code: "training.diverged", what: { text: { en: "Up.", zh: "上。" } } };
    engine().finish({ reason: "failed", problem });
    expect(run.getState().problem).toEqual(problem);
  });
});

describe("loss and recovery", () => {
  test("a lost device is replaced, the run goes on from its last checkpoint, and says from which step", async () => {
    const { session, engine, run, world, status, paramsOf } = setUp();
    await session.start();
    engine().train(10);
    engine().checkpoint();
    engine().train(5);
    engine().lose();
    expect(status()).toBe("recovering");
    await settle(300);
    expect(world.engines).toHaveLength(2);
    expect(status()).toBe("running");
    expect(paramsOf(engine(), "training.start")[0]?.checkpoint?.step).toBe(10);
    expect(run.getState().curves.loss.length).toBe(10);
    const { notice } = run.getState();
    expect(notice && say(notice, "en")).toBe("Training goes on from step 10.");
  });

  test("a paused run stays paused on its new worker", async () => {
    const { session, engine, status } = setUp();
    await session.start();
    await session.pause();
    engine().lose();
    await settle(300);
    expect(status()).toBe("paused");
    expect(engine().run?.status).toBe("paused");
  });

  test("after three losses the next backend is taken", async () => {
    const { session, engine, run, status } = setUp();
    await session.start();
    for (let i = 0; i < 3; i++) {
      engine().lose();
      await settle(6000);
    }
    expect(status()).toBe("running");
    expect(run.getState().device?.backend).toBe("webgl");
    const { notice } = run.getState();
    expect(notice && say(notice, "en")).toContain("WebGPU failed several times");
  });

  test("how steps reach the device is said as long as the run is on that device", async () => {
    const { session, engine, run } = setUp();
    await session.start();
    const execution = { kind: "captured", reason: { text: { en: "Replayed.", zh: "重放。" } } } as const;
    engine().settleExecution(execution);
    expect(run.getState().execution).toEqual(execution);
    for (let i = 0; i < 3; i++) {
      engine().lose();
      await settle(6000);
    }
    expect(run.getState().device?.backend).toBe("webgl");
    expect(run.getState().execution).toBeUndefined();
  });

  test("a worker that never gets to open a device is not replaced for ever", async () => {
    const { session, world, run } = setUp();
    world.loseWhileOpening = 100;
    await session.start();
    await settle(60_000);
    expect(world.engines.length).toBeLessThanOrEqual(3);
    expect(run.getState().run).toMatchObject({ status: "ended", end: { reason: "failed" } });
    // It does not promise what does not happen.
    const remedy = run.getState().problem?.remedy;
    expect(remedy && say(remedy, "en")).toBe("It failed too often to be replaced again. Reload the page, or choose another device.");
    world.loseWhileOpening = 0;
    await session.start();
    expect(run.getState().run.status).toBe("running");
  });

  test("ten seconds of silence are death, but not while the page itself was frozen", async () => {
    const { session, engine, world, status } = setUp();
    await session.start();
    const first = engine();
    first.evaluate();
    for (let second = 0; second < 30; second++) {
      await settle(1000);
      first.beat();
    }
    expect(first.isDisposed).toBe(false);
    // Frozen: the clock goes on, nothing else does.
    vi.setSystemTime(Date.now() + 600_000);
    await settle(1000);
    expect(first.isDisposed).toBe(false);
    first.fallSilent();
    await settle(9_000);
    expect(first.isDisposed).toBe(false);
    await settle(4_000);
    expect(first.isDisposed).toBe(true);
    expect(world.engines).toHaveLength(2);
    expect(status()).toBe("running");
  });

  test("the first steps of a run may be silent for a minute: kernels are being compiled", async () => {
    const { session, engine } = setUp();
    await session.start();
    const first = engine();
    first.fallSilent();
    await settle(55_000);
    expect(first.isDisposed).toBe(false);
    await settle(10_000);
    expect(first.isDisposed).toBe(true);
  });

  test("a slow machine that is silent through every step is given more time", async () => {
    const { session, engine } = setUp();
    await session.start();
    const first = engine();
    first.evaluate();
    for (let step = 0; step < 5; step++) {
      await settle(8_000);
      first.beat();
    }
    await settle(20_000);
    expect(first.isDisposed).toBe(false);
    await settle(10_000);
    expect(first.isDisposed).toBe(true);
  });

  test("stopping a worker that no longer answers ends the run all the same", async () => {
    const { session, engine, run } = setUp();
    await session.start();
    engine().evaluate();
    engine().fallSilent();
    const stopped = session.stop();
    await settle(15_000);
    await stopped;
    expect(run.getState().run).toEqual({ status: "ended", end: { reason: "stopped" } });
  });
});

/** A run as a file holds it, of this project. */
function savedRun(project: ProjectDocument): SavedRun {
  const curves = { firstStep: 0, loss: Float32Array.of(3, 2, 1), learningRate: Float32Array.of(1, 1, 1) };
  return { checkpoint: { runId: "old", step: 3, weights: [], optimizer: [] }, project, epochs: [{ epoch: 1, step: 2, loss: 0.5, valLoss: 0.6 }], curves };
}

test.each(["running", "paused"] as const)("a file opened while a run is %s shows its own run, however long the other takes to stop", async (how) => {
  const { world, session, document, run, status } = setUp();
  world.takesMs["training.stop"] = 50;
  await session.start({ paused: how === "paused" });
  const project = initialProject("q");
  document.open(project);
  const restored = session.restore(savedRun(project));
  await settle(1000);
  await restored;
  expect(run.getState().runId).toBe("old");
  expect(status()).toBe("ended");
});

test("a reset while the run is stopping forgets it all the same", async () => {
  const { world, session, run, status } = setUp();
  world.takesMs["training.stop"] = 50;
  await session.start();
  const done = Promise.all([session.stop(), session.reset()]);
  await settle(1000);
  await done;
  expect(status()).toBe("idle");
  expect(run.getState().runId).toBeUndefined();
});

test("a saved run is shown again, and goes on from its checkpoint with its curves", async () => {
  const { session, run, document, engine, paramsOf, status } = setUp();
  const { project } = document.getState();
  const saved = savedRun(project);
  await session.restore(saved);
  expect(run.getState()).toMatchObject({ run: { status: "ended", end: { reason: "stopped" } }, runId: "old", step: 3, epochs: saved.epochs });
  expect(paramsOf(engine(), "model.build")[0]?.weights).toEqual([]);
  const again = session.lastCheckpoint;
  await session.start(again ? { checkpoint: again } : {});
  expect(status()).toBe("running");
  engine().train(2);
  expect(Array.from(run.getState().curves.loss.step.subarray(0, 5))).toEqual([0, 1, 2, 3, 4]);
  expect(run.getState().curves.valLoss.length).toBe(1);
});

test("a run is on screen before its data are: the untrained network is not prepared first", async () => {
  const { world, session, run, document, engine, paramsOf, status } = setUp();
  world.takesMs["data.load"] = 500;
  const project = initialProject("q");
  document.open(project);
  const restored = session.restore(savedRun(project));
  await settle(10);
  expect(status()).toBe("ended");
  expect(run.getState().curves.loss.length).toBe(3);
  await settle(5000);
  await restored;
  expect(paramsOf(engine(), "model.build").map(({ weights }) => weights)).toEqual([[]]);
});

test("the path of a tiny network's weights comes back with its run, and goes on in step with the losses", async () => {
  const { session, run, document } = setUp();
  const saved = savedRun(document.getState().project);
  await session.restore({ ...saved, curves: { ...saved.curves, weights: Float32Array.of(1, 2, 3, 4, 5, 6) } });
  const { weights } = run.getState().curves;
  expect(weights).toMatchObject({ paramCount: 2, length: 3 });
  expect(Array.from(weights.value.subarray(0, 6))).toEqual([1, 2, 3, 4, 5, 6]);
});

test("a rate set by hand while the run stands still is in its checkpoint at once, where a crash would come before the next", async () => {
  const { session, engine } = setUp();
  const told: (number | undefined)[] = [];
  session.onCheckpoint(({ learningRate }) => told.push(learningRate));
  await session.start();
  engine().train(4);
  await session.setLearningRate(0.5);
  await session.pause();
  engine().checkpoint();
  told.length = 0;
  await session.setLearningRate(0.25);
  expect(told).toEqual([0.25]);
  expect(session.lastCheckpoint).toMatchObject({ step: 4, learningRate: 0.25 });
});

test("a rate set by hand is the run's rate until another run starts, and comes back with its checkpoint", async () => {
  const { session, run } = setUp();
  const rate = () => run.getState().rateByHand;
  await session.start();
  expect(rate()).toBeUndefined();
  await session.setLearningRate(0.5);
  expect(rate()).toBe(0.5);
  await session.stop();
  await session.start({ checkpoint: { runId: "old", step: 3, weights: [], optimizer: [], learningRate: 0.25 } });
  expect(rate()).toBe(0.25);
  await session.stop();
  await session.start();
  expect(rate()).toBeUndefined();
});

/** What a hasty person and an unlucky machine can do. */
const actions = [
  "start",
  "pause",
  "resume",
  "stop",
  "reset",
  "step",
  "epoch",
  "prepare",
  "edit",
  "open",
  "file",
  "train",
  "checkpoint",
  "lose",
  "silence",
  "backend",
  "wait",
  "breathe",
  "moment",
  "rate",
  "evaluate",
  "finish",
  "again",
] as const;

test("no sequence of clicks and losses wedges the session or leaves two workers alive", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...actions), { maxLength: 40 }), fc.boolean(), async (sequence, takesTime) => {
      const { session, document, world, view, run, status } = setUp();
      world.takesMs["training.stop"] = 50;
      if (takesTime) Object.assign(world.takesMs, { "device.open": 30, "data.load": 40, "model.build": 10, "model.evaluate": 30, "training.start": 25 });
      world.hasGraphicsCard = true;
      const pending: Promise<unknown>[] = [];
      const label = { text: { en: "x", zh: "x" } };
      let count = 0;
      const perform: { readonly [A in (typeof actions)[number]]: () => unknown } = {
        start: () => session.start(),
        pause: () => session.pause(),
        resume: () => session.resume(),
        stop: () => session.stop(),
        reset: () => session.reset(),
        step: () => session.step("batch"),
        epoch: () => session.step("epoch"),
        prepare: () => session.prepare(),
        edit: () =>
          document.apply({ label, project: { ...document.getState().project, training: { ...document.getState().project.training, seed: ++count } } }),
        open: () => document.open(initialProject(`p${++count}`)),
        file: () => {
          const project = initialProject(`p${++count}`);
          document.open(project);
          return session.restore(savedRun(project));
        },
        train: () => world.alive[0]?.train(3),
        checkpoint: () => world.alive[0]?.checkpoint(),
        lose: () => world.alive[0]?.lose(),
        silence: () => world.alive[0]?.fallSilent(),
        backend: () => view.setState({ backendPreference: ++count % 2 ? "wasm" : "auto" }),
        wait: () => settle(400),
        breathe: () => settle(0),
        moment: () => settle(20),
        rate: () => session.setLearningRate(0.25),
        evaluate: () => session.evaluate("test").catch(() => undefined),
        finish: () => world.alive[0]?.finish({ reason: "completed" }),
        again: () => session.restore(savedRun(document.getState().project)),
      };
      for (const action of sequence) {
        const result = perform[action]();
        if (action === "wait" || action === "breathe" || action === "moment") await result;
        else if (result instanceof Promise) pending.push(result);
        expect(world.alive.length).toBeLessThanOrEqual(1);
      }
      // Quiet minutes with a worker that beats: long enough to notice that one fell silent, and its successor too.
      for (let i = 0; i < 240; i++) {
        await settle(1000);
        world.alive[0]?.beat();
      }
      await Promise.all(pending);
      expect(["idle", "running", "paused", "ended"]).toContain(status());
      const worker = world.alive[0];
      // Page and worker agree on what is going on.
      const isGoing = status() === "running" || status() === "paused";
      expect(worker?.run?.status ?? "ended").toBe(isGoing ? status() : "ended");
      expect(isGoing ? worker?.run?.runId : undefined).toBe(isGoing ? run.getState().runId : undefined);
      // No run of a project that is no longer open.
      expect([undefined, document.getState().project.id]).toContain(run.getState().pinned?.project.id);
      // And it still does what it is told.
      const again = session.stop().then(() => session.start());
      await settle(6000);
      await again;
      expect(status()).toBe("running");
      session.dispose();
      expect(world.alive).toHaveLength(0);
    }),
    {
      numRuns: 300,
      examples: [
        // Once left a file's run unopened: the worker answered that it had stopped, and fell silent before it said so to all.
        [["start", "breathe", "file", "breathe", "silence"], false],
        // Once showed the first file's run over the second file: it was restored when what it had waited for was over.
        [["start", "wait", "file", "lose", "file"], false],
        // Once was left recovering for ever: a run of before, restored late, cancelled what was to recover the one just started.
        [["start", "wait", "again", "finish", "silence", "start"], false],
      ],
    },
  );
}, 60_000);
