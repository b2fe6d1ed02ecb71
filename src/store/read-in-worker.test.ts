import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ProblemError } from "@/base/problem";
import { readInWorker, type FileAnswer } from "@/store/read-in-worker";

/** A worker as the page sees it: what it is given stays unanswered until the test says otherwise. */
class StubWorker {
  static last: StubWorker | undefined;
  onmessage: ((event: { readonly data: FileAnswer }) => void) | undefined;
  onerror: ((event: { readonly preventDefault: () => void }) => void) | undefined;
  given: unknown;
  isGone = false;
  constructor() {
    StubWorker.last = this;
  }
  postMessage(given: unknown) {
    this.given = given;
  }
  terminate() {
    this.isGone = true;
  }
}
const worker = () => StubWorker.last!;
const files = () => [{ name: "model.keras", bytes: new Uint8Array(3) }];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("Worker", StubWorker);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a file whose reading never ends is given up after half a minute, and its worker is gone", async () => {
  const reading = readInWorker(files()).then(
    () => "opened",
    (error: unknown) => (error instanceof ProblemError ? error.problem.code : "another error"),
  );
  await vi.advanceTimersByTimeAsync(29_999);
  expect([worker().given, worker().isGone]).toEqual([files(), false]);
  await vi.advanceTimersByTimeAsync(1);
  expect([await reading, worker().isGone]).toEqual(["import.tooSlow", true]);
  // An answer that comes too late is nobody's.
  worker().onmessage?.({ data: { opened: { kind: "weights", tensors: [] } } });
  expect(await reading).toBe("import.tooSlow");
});

test("a worker that dies is told as such", async () => {
  const reading = readInWorker(files());
  const prevented = vi.fn<() => void>();
  worker().onerror?.({ preventDefault: prevented });
  await expect(reading).rejects.toMatchObject({ problem: { code: "import.workerDied" } });
  expect([prevented.mock.calls.length, worker().isGone, vi.getTimerCount()]).toEqual([1, true, 0]);
});

test("what was read comes back, or what is wrong with it, and no clock runs on", async () => {
  const opened = { kind: "weights", tensors: [] } as const;
  const reading = readInWorker(files());
  worker().onmessage?.({ data: { opened } });
  expect(await reading).toBe(opened);
  const refused = readInWorker(files());
  worker().onmessage?.({ data: { problem: { code: "file.empty", what: { text: { en: "Empty.", zh: "空。" } } } } });
  await expect(refused).rejects.toMatchObject({ problem: { code: "file.empty" } });
  expect([worker().isGone, vi.getTimerCount()]).toEqual([true, 0]);
});
