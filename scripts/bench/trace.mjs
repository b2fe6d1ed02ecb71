/** Reads a trace of Chromium: how long the main thread of the page was busy at a time. */

/** Durations in milliseconds of all tasks of the renderers' main threads; a second renderer is idle. */
export function mainThreadTasks({ traceEvents }) {
  const threads = new Set();
  for (const { name, args, pid, tid } of traceEvents) if (name === "thread_name" && args.name === "CrRendererMain") threads.add(`${pid} ${tid}`);
  return traceEvents.filter(({ ph, name, pid, tid }) => ph === "X" && isTask.test(name) && threads.has(`${pid} ${tid}`)).map(({ dur }) => dur / 1000);
}

const isTask = /^(ThreadControllerImpl::)?RunTask$/;
