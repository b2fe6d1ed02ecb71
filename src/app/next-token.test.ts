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
  let said = "I";
  while (said.length < 60) {
    const asked = Float32Array.from(said, (character) => tokens.indexOf(character));
    const answer = await engine.call("model.generate", {
      tokens: asked,
      written: said.length - 1,
      count: 60 - said.length,
      sampling: { temperature: 0, topK: 0, topP: 1 },
      seed: 1,
    });
    said += answer.tokens.map(({ id }) => tokens[id]).join("");
  }
  expect(said).toBe("I love programming.\n".repeat(3));
});
