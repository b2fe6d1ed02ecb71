/** What can go wrong with the worker itself. */
import { ProblemError, type Problem } from "@/base/problem";
import { message } from "@/base/text";

export const workerCrashed = (detail: string): Problem => ({
  code: "engine.crashed",
  what: message({ en: "The training worker stopped unexpectedly.", zh: "训练线程意外停止了。" }),
  remedy: message({ en: "It is being replaced; training goes on from its last checkpoint.", zh: "正在更换新的线程，训练会从最近的检查点继续。" }),
  detail,
});

export const workerDisposed = () =>
  new ProblemError({
    code: "engine.disposed",
    what: message({ en: "The training worker was shut down before it answered.", zh: "训练线程在回答之前已被关闭。" }),
  });

export const callCancelled = () =>
  new ProblemError({
    code: "engine.cancelled",
    what: message({ en: "The request was cancelled.", zh: "请求已取消。" }),
  });
