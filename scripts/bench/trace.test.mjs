import { expect, test } from "vitest";
import { mainThreadTasks } from "./trace.mjs";

const thread = (pid, tid, name) => ({ ph: "M", name: "thread_name", pid, tid, args: { name } });
const event = (pid, tid, name, dur) => ({ ph: "X", name, pid, tid, dur, args: {} });

test("only whole tasks of a renderer's main thread count, in milliseconds", () => {
  const traceEvents = [
    event(7, 1, "RunTask", 12_500),
    event(7, 1, "FunctionCall", 99_000),
    event(7, 2, "RunTask", 400_000),
    event(8, 1, "RunTask", 300_000),
    event(7, 1, "ThreadControllerImpl::RunTask", 800),
    thread(7, 1, "CrRendererMain"),
    thread(7, 2, "DedicatedWorker thread"),
    thread(8, 1, "CrBrowserMain"),
  ];
  expect(mainThreadTasks({ traceEvents })).toEqual([12.5, 0.8]);
});
