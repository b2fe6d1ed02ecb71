import { afterEach, expect, test, vi } from "vitest";
import { ProblemError } from "@/base/problem";
import { connectEngine, type WorkerLike } from "@/engine/client";
import type { EngineHandlers } from "@/engine/protocol";
import type { Emit, FromWorker, ToWorker } from "@/engine/wire";
import { serve, type PageLike } from "@/engine/worker/serve";

/** A worker and its page joined by a channel that copies and moves as `postMessage` does. */
function join(handlers: Partial<EngineHandlers>) {
  const { port1, port2 } = new MessageChannel();
  const errorListeners: ((event: ErrorEvent) => void)[] = [];
  const terminate = vi.fn<() => void>(() => port1.close());
  const worker: WorkerLike = {
    postMessage: (message: ToWorker) => port1.postMessage(message),
    terminate,
    addEventListener(kind: string, listener: (event: never) => void) {
      if (kind === "message") port1.addEventListener("message", listener as unknown as (event: MessageEvent<FromWorker>) => void);
      if (kind === "error") errorListeners.push(listener as unknown as (event: ErrorEvent) => void);
    },
  };
  port1.start();
  port2.start();
  const page: PageLike = {
    postMessage: (message, transfer) => port2.postMessage(message, transfer),
    addEventListener: (kind, listener) => port2.addEventListener(kind, listener as (event: MessageEvent) => void),
  };
  let emit: Emit | undefined;
  let baseUrl = "";
  serve(page, (tell, base) => {
    emit = tell;
    baseUrl = base;
    return { handlers: handlers as EngineHandlers, dispose: () => {} };
  });
  const engine = connectEngine(worker, { baseUrl: "https://example.org/lab/" });
  opened.push(engine);
  return {
    engine,
    terminate,
    emit: (...args: Parameters<Emit>) => emit?.(...args),
    baseUrl: () => baseUrl,
    crash: (event: Partial<ErrorEvent>) => errorListeners.forEach((listener) => listener(event as ErrorEvent)),
  };
}
const opened: { dispose(): void }[] = [];
afterEach(() => {
  for (const engine of opened.splice(0)) engine.dispose();
});

test("calls find their answers, in whatever order these come", async () => {
  const { engine, baseUrl } = join({
    "model.predict": async ({ inputs }) => {
      await new Promise((resolve) => setTimeout(resolve, inputs[0] === 1 ? 20 : 1));
      return { outputs: inputs.map((value) => 2 * value), shape: [inputs.length] };
    },
  });
  const slow = engine.call("model.predict", { inputs: Float32Array.of(1) });
  const quick = engine.call("model.predict", { inputs: Float32Array.of(2) });
  expect((await quick).outputs).toEqual(Float32Array.of(4));
  expect((await slow).outputs).toEqual(Float32Array.of(2));
  expect(baseUrl()).toBe("https://example.org/lab/");
});

test("arrays in answers and events are moved, not copied", async () => {
  const outputs = Float32Array.of(1, 2);
  const { engine, emit } = join({ "model.predict": () => Promise.resolve({ outputs, shape: [2] }) });
  await engine.call("model.predict", { inputs: new Float32Array(0) });
  expect(outputs).toHaveLength(0);
  const heard = new Promise((resolve) => engine.on("training.progress", resolve));
  const loss = Float32Array.of(3);
  emit("training.progress", { runId: "a", firstStep: 0, loss, learningRate: Float32Array.of(1), examplesPerSecond: 1, elapsedMs: 1 });
  expect(loss).toHaveLength(0);
  expect(await heard).toMatchObject({ loss: Float32Array.of(3) });
});

test("problems cross the border with their words", async () => {
  const problem = { code: "test.it", what: { text: { en: "No.", zh: "不。" } } };
  const { engine } = join({ "model.weights": () => Promise.reject(new ProblemError(problem)) });
  await expect(engine.call("model.weights", {})).rejects.toMatchObject({ name: "ProblemError", problem });
});

test("a thrown thing of any kind arrives as a problem", async () => {
  const { engine } = join({ "model.weights": () => Promise.reject(new TypeError("boom")) });
  await expect(engine.call("model.weights", {})).rejects.toMatchObject({ problem: { code: "unexpected" } });
});

test("an answer that cannot be sent is a problem, not silence", async () => {
  const { engine } = join({ "model.weights": () => Promise.resolve([() => 1] as never) });
  await expect(engine.call("model.weights", {})).rejects.toMatchObject({ problem: { code: "unexpected" } });
});

test("an abort rejects at once and reaches the handler", async () => {
  let hear = () => {};
  const heard = new Promise<void>((resolve) => (hear = resolve));
  const { engine } = join({
    "data.load": (_, signal) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener("abort", () => {
          hear();
          reject(new Error("aborted"));
        }),
      ),
  });
  const abort = new AbortController();
  const call = engine.call("data.load", { data: {} as never }, abort.signal);
  setTimeout(() => abort.abort(), 5);
  await expect(call).rejects.toMatchObject({ problem: { code: "engine.cancelled" } });
  await heard;
});

test("a crash rejects what is waiting and is told as a loss; disposing terminates", async () => {
  const { engine, crash, terminate } = join({ "model.weights": () => new Promise(() => {}) });
  const lost = new Promise((resolve) => engine.on("engine.lost", resolve));
  const call = engine.call("model.weights", {});
  crash({ message: "out of memory", filename: "main.ts", lineno: 1 });
  await expect(call).rejects.toMatchObject({ problem: { code: "engine.crashed" } });
  expect(await lost).toMatchObject({ problem: { code: "engine.crashed" } });
  engine.dispose();
  expect(terminate).toHaveBeenCalledOnce();
  await expect(engine.call("model.weights", {})).rejects.toMatchObject({ problem: { code: "engine.disposed" } });
});
