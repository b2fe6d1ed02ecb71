/** A language model from its data to what it writes: one sentence, learned by heart. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestEngine, openOn, watchRun } from "@/engine/worker/testing/engine";
import { projectFromTemplate } from "@/examples";

const project = projectFromTemplate("one-sentence", "p1");
const engine = createTestEngine();
beforeAll(() => openOn(engine, "wasm", project));
afterAll(() => engine.dispose());

test("it learns one sentence, and says it back from its first letter", { timeout: 60_000 }, async () => {
  const { vocabulary, counts } = await engine.call("data.load", { data: project.data });
  expect(counts.train).toBeGreaterThan(500);
  expect(vocabulary?.tokens).toHaveLength(19);
  const { ended } = await watchRun(engine, { runId: "r1", project });
  expect(await ended).toMatchObject({ reason: "completed" });
  const { loss, accuracy, labels } = await engine.call("model.evaluate", { split: "test" });
  expect(loss).toBeLessThan(0.2);
  expect(accuracy).toBeGreaterThan(0.9);
  expect(labels).toBeUndefined();

  const tokens = vocabulary!.tokens;
  let told = "I";
  engine.on("model.written", (event) => {
    if (event.writingId === "text1") told += event.tokens.map(({ id }) => tokens[id]).join("");
  });
  const { tokens: written } = await engine.call("model.generate", {
    writingId: "text1",
    tokens: Float32Array.of(tokens.indexOf("I")),
    count: 59,
    sampling: { temperature: 0, topK: 0, topP: 1 },
    seed: 1,
  });
  expect(told).toBe("I love programming.\n".repeat(3));
  expect(`I${written.map(({ id }) => tokens[id]).join("")}`).toBe(told);
});
