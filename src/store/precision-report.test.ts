import { expect, test } from "vitest";
import type { DataReport, EngineCalls } from "@/engine/protocol";
import { addLayer, connect } from "@/network/edit";
import { initialProject } from "@/project/initial-project";
import type { Bench } from "@/store/bench";
import { createDocumentStore } from "@/store/document-store";
import { precisionReport } from "@/store/precision-report";
import { createRunStore } from "@/store/run-store";

const input = addLayer({ nodes: [], edges: [] }, "Input", { config: { shape: [2] } });
const dense = addLayer(input.network, "Dense", { config: { units: 1 } });
const project = { ...initialProject("p"), network: connect(dense.network, input.id, dense.id) };
const data: DataReport = {
  counts: { train: 5, validation: 4, test: 2 },
  classCounts: { train: [], validation: [], test: [] },
  normalizer: { shift: [0], scale: [1] },
};

test("each precision is judged with its own weights on examples held out, and each class has its share", async () => {
  const run = createRunStore();
  run.setState({ data });
  const asked: EngineCalls["model.evaluate"]["params"][] = [];
  const weights = [
    { name: "dense/kernel", shape: [2, 1], data: Float32Array.of(1, 1 / 3) },
    { name: "dense/bias", shape: [1], data: Float32Array.of(1 / 3) },
  ];
  const session = {
    weights: () => Promise.resolve(weights),
    judge(params: EngineCalls["model.evaluate"]["params"]) {
      asked.push(params);
      const isWhole = params.other?.weights[0]?.data[1] === Math.fround(1 / 3);
      const predictions = Int32Array.of(0, 1, isWhole ? 1 : 0, 0);
      return Promise.resolve({
        split: "validation",
        isSample: false,
        indices: new Int32Array(4),
        loss: 1,
        accuracy: 0.5,
        labels: Int32Array.of(0, 1, 1, 0),
        predictions,
      });
    },
  } as unknown as Bench["session"];
  const report = await precisionReport({ document: createDocumentStore(project), run, session }, 3);
  expect(asked.map(({ split, other }) => [split, other?.weights[0]?.data[1], other?.weights[1]?.data[0]])).toEqual([
    ["validation", Math.fround(1 / 3), Math.fround(1 / 3)],
    ["validation", 0.333251953125, Math.fround(1 / 3)],
    ["validation", Math.fround(42 / 127), Math.fround(1 / 3)],
  ]);
  expect(report.rows.map(({ precision, bytes, perClass }) => [precision, bytes, perClass])).toEqual([
    ["float32", 12, [1, 1, NaN]],
    ["float16", 8, [1, 0.5, NaN]],
    ["int8", 10, [1, 0.5, NaN]],
  ]);
  expect(report).toMatchObject({ split: "validation", examples: 4 });
});
