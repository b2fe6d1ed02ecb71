import { expect, test } from "vitest";
import { mainThreadTasks } from "./trace.mjs";

const thread = (pid, tid, name) => ({ ph: "M", name: "thread_name", pid, tid, args: { name } });
const event = (pid, tid, name, ts, dur, tdur) => ({ ph: "X", name, pid, tid, ts, dur, tdur, args: {} });

test("only whole tasks of a renderer's main thread count, in milliseconds by the clock and of the processor", () => {
  const traceEvents = [
    event(7, 1, "RunTask", 1000, 12_500, 9000),
    event(7, 1, "FunctionCall", 1100, 99_000),
    event(7, 2, "RunTask", 0, 400_000),
    event(8, 1, "RunTask", 0, 300_000),
    event(7, 1, "ThreadControllerImpl::RunTask", 20_000, 800),
    thread(7, 1, "CrRendererMain"),
    thread(7, 2, "DedicatedWorker thread"),
    thread(8, 1, "CrBrowserMain"),
  ];
  expect(mainThreadTasks({ traceEvents })).toEqual([
    { ms: 12.5, cpuMs: 9 },
    { ms: 0.8, cpuMs: 0.8 },
  ]);
});

test("a task that is reported again from within counts once", () => {
  const traceEvents = [
    event(7, 1, "RunTask", 1005, 59_990),
    event(7, 1, "ThreadControllerImpl::RunTask", 1000, 60_000),
    event(7, 1, "RunTask", 61_000, 2000),
    thread(7, 1, "CrRendererMain"),
  ];
  expect(mainThreadTasks({ traceEvents }).map(({ ms }) => ms)).toEqual([60, 2]);
});
