import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { measureSpeed } from "@/engine/worker/device/race";
import { chain } from "@/engine/worker/test-networks";
import { projectOf } from "@/engine/worker/testing/projects";

/** A clock that moves by itself, so that a race takes so many looks at it and no time. */
function ticking(stepMs: number) {
  let now = 0;
  return () => (now += stepMs);
}
const line = projectOf(chain([1], ["Dense", { units: 1, activation: "linear" }]), { datasetId: "line" }, { loss: "meanSquaredError", batchSize: "full" });
const spirals = projectOf(chain([2], ["Dense", { units: 8, activation: "tanh" }], ["Dense", { units: 2, activation: "softmax" }]), {}, {});
const digits = projectOf(
  chain([28, 28, 1], ["Flatten"], ["Dropout", { rate: 0.5 }], ["Dense", { units: 10, activation: "softmax" }]),
  { datasetId: "mnist", normalization: "standard" },
  { batchSize: 32 },
);

describe("a race", () => {
  beforeAll(() => openBackend("wasm"));

  test.each([
    ["values", line],
    ["points", spirals],
    ["images", digits],
  ])("times steps on %s by the clock, and leaves no tensor behind", async (_, project) => {
    await measureSpeed(project, ticking(100));
    const before = tf.memory().numTensors;
    const speed = await measureSpeed(project, ticking(100));
    // Bursts of 1, 2 and 4 steps lie between two looks each; the last look comes before the sum.
    expect(speed).toBeGreaterThan(0);
    expect(speed).toBeLessThan(1000);
    expect(tf.memory().numTensors).toBe(before);
  });

  test("a network that cannot run has no speed", async () => {
    expect(await measureSpeed({ ...line, network: { nodes: [], edges: [] } }, ticking(100))).toBeUndefined();
  });
});
