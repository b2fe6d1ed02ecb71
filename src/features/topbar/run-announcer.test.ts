/** What a screen reader is told while a network trains. */
import { expect, test } from "vitest";
import { say } from "@/base/text";
import { announcement } from "@/features/topbar/run-announcer";
import { createRunStore, type RunState } from "@/store/run-store";

function said(part: Partial<RunState>): string | undefined {
  const news = announcement({ ...createRunStore().getState(), ...part });
  return news && say(news, "en");
}
const epoch = { epoch: 3, step: 2250, loss: 0.2, accuracy: 0.94, valLoss: 0.123, valAccuracy: 0.962 };

test("each epoch is one sentence, with validation where there is any", () => {
  expect(said({ run: { status: "running" } })).toBe("Training started");
  expect(said({ run: { status: "running" }, epochs: [epoch] })).toBe("Epoch 3 done, accuracy 96.2 %, loss 0.123");
  expect(said({ run: { status: "running" }, epochs: [{ epoch: 1, step: 10, loss: 2.5 }] })).toBe("Epoch 1 done, loss 2.50");
});

test("the end is told, an idle page is silent", () => {
  expect(said({})).toBeUndefined();
  expect(said({ run: { status: "ended", end: { reason: "completed" } }, epochs: [epoch] })).toBe("Done");
});
