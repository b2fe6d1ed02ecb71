import { expect, test } from "vitest";
import { createSubmissions } from "@/engine/worker/webgpu/submissions";

/** A device that takes so long for a step, one submission after the other. */
function device(msPerStep: number, most = 256) {
  let time = 0;
  let freeAt = 0;
  const pending: { readonly at: number; readonly done: () => void }[] = [];
  const submissions = createSubmissions(() => time, most);
  return {
    submissions,
    pending,
    submit: (steps: number) => {
      freeAt = Math.max(freeAt, time) + steps * msPerStep;
      submissions.submitted(steps, new Promise<void>((resolve) => void pending.push({ at: freeAt, done: resolve })));
    },
    /** The oldest submission is done. */
    finish: async () => {
      const { at, done } = pending.shift()!;
      time = at;
      done();
      await new Promise((resolve) => setTimeout(resolve, 0));
    },
  };
}

test("a third submission waits for the first", async () => {
  const { submissions, submit, finish } = device(1);
  submit(1);
  await submissions.ready();
  submit(1);
  let isReady = false;
  const ready = submissions.ready().then(() => (isReady = true));
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(isReady).toBe(false);
  await finish();
  await ready;
  expect(isReady).toBe(true);
});

test.each([
  ["a slow device gets one step at a time", 40, 1],
  ["a usual one gets what keeps it busy for twelve milliseconds", 1, 12],
  ["a fast one gets no more than the table holds", 0.001, 256],
])("%s", async (_, msPerStep, steps) => {
  const { submissions, submit, finish } = device(msPerStep);
  for (let i = 0; i < 12; i++) {
    submit(submissions.stepsPerSubmission);
    await finish();
  }
  expect(submissions.stepsPerSubmission).toBe(steps);
});

test("time spent waiting for the one before does not count", async () => {
  const { submissions, submit, finish } = device(2);
  for (let i = 0; i < 8; i++) {
    submit(submissions.stepsPerSubmission);
    submit(submissions.stepsPerSubmission);
    await finish();
    await finish();
  }
  expect(submissions.stepsPerSubmission).toBe(6);
});
