/** Reads a trace of Chromium: how long the main thread of the page was busy at a time. */

/**
 * All tasks of the renderers' main threads, `{ ms, cpuMs }` each: by the clock, and by the processor's time, which other work on the machine
 * does not lengthen. A second renderer is idle.
 */
export function mainThreadTasks({ traceEvents }) {
  const threads = new Set();
  for (const { name, args, pid, tid } of traceEvents) if (name === "thread_name" && args.name === "CrRendererMain") threads.add(`${pid} ${tid}`);
  const tasks = traceEvents
    .filter(({ ph, name, pid, tid }) => ph === "X" && isTask.test(name) && threads.has(`${pid} ${tid}`))
    .toSorted((a, b) => a.ts - b.ts || b.dur - a.dur);
  // Chromium reports a task a second time from within.
  const ends = new Map();
  return tasks
    .filter(({ pid, tid, ts, dur }) => {
      const thread = `${pid} ${tid}`;
      if (ts < (ends.get(thread) ?? Number.NEGATIVE_INFINITY)) return false;
      ends.set(thread, ts + dur);
      return true;
    })
    .map(({ dur, tdur = dur }) => ({ ms: dur / 1000, cpuMs: tdur / 1000 }));
}

const isTask = /^(ThreadControllerImpl::)?RunTask$/;
