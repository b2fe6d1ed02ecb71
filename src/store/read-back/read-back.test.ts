import { expect, test, vi } from "vitest";
import type { DataReport, EngineCalls } from "@/engine/protocol";
import { addLayer, connect } from "@/network/edit";
import { initialProject } from "@/project/initial-project";
import type { Bench } from "@/store/bench";
import { modelToExport } from "@/store/export-model";
import { readBack, type Readers } from "@/store/read-back/read-back";
import type { ReadFiles } from "@/store/files";
import { createDocumentStore } from "@/store/document-store";
import { createRunStore } from "@/store/run-store";

const input = addLayer({ nodes: [], edges: [] }, "Input", { config: { shape: [2] } });
const dense = addLayer(input.network, "Dense", { config: { units: 1 } });
const project = { ...initialProject("p"), network: connect(dense.network, input.id, dense.id) };
const counts = { train: 5, validation: 0, test: 2 };
const data: DataReport = { counts, classCounts: { train: [], validation: [], test: [] }, normalizer: { shift: [1, 0], scale: [2, 1] } };
const weights = [{ name: "dense/kernel", shape: [1], data: Float32Array.of(3) }];

/** Answers the sum of each pair; another network, once its first weight more. */
function benchThatAdds() {
  const asked: EngineCalls["model.predict"]["params"][] = [];
  const run = createRunStore();
  run.setState({ data });
  const session = {
    weights: () => Promise.resolve(weights),
    examples: () => Promise.resolve({ split: "test", indices: [0, 1], inputs: Float32Array.of(1, 2, 3, 4), inputShape: [2], targets: new Float32Array(2) }),
    predict(params: EngineCalls["model.predict"]["params"]) {
      asked.push(params);
      const more = params.other?.weights[0]?.data[0] ?? 3;
      return Promise.resolve({ outputs: Float32Array.of(3 + more, 7 + more), shape: [2, 1] });
    },
  } as unknown as Bench["session"];
  return { bench: { document: createDocumentStore(project), run, session }, asked };
}
const file = { name: "net.keras", bytes: Uint8Array.of(1, 2, 3) };
const nobody = { readFiles: vi.fn<never>(), askOnnx: vi.fn<never>() };

test("a file that is opened again is asked with its own network and weights, and keeps its bytes", async () => {
  const { bench, asked } = benchThatAdds();
  const model = await modelToExport(bench);
  const { network } = project;
  const found = (first: number) => ({
    kind: "model" as const,
    model: { program: "Keras", name: "net", network, weights: [{ name: "dense/kernel", shape: [1], data: Float32Array.of(first) }] },
  });
  const readFiles = vi.fn<ReadFiles>((files) => {
    files[0]?.bytes.fill(0);
    return Promise.resolve(found(3.5));
  });
  expect(await readBack(bench, file, "import", model, { ...nobody, readFiles })).toEqual({ examples: 2, difference: 0.5, largest: 10 });
  expect(asked.at(-1)).toMatchObject({ inputs: Float32Array.of(1, 2, 3, 4), other: { network } });
  expect(file.bytes).toEqual(Uint8Array.of(1, 2, 3));
});

test("ONNX Runtime is given the examples as the network sees them", async () => {
  const { bench } = benchThatAdds();
  const model = await modelToExport(bench);
  const askOnnx = vi.fn<Readers["askOnnx"]>(() => Promise.resolve(Float32Array.of(6, 10)));
  expect(await readBack(bench, file, "onnxRuntime", model, { ...nobody, askOnnx })).toMatchObject({ difference: 0, examples: 2 });
  expect(askOnnx).toHaveBeenCalledWith({ bytes: file.bytes, inputs: [{ name: "input", shape: [2, 2], data: Float32Array.of(0, 2, 4, 4) }] });
});

test("a file without weights, or one that takes other inputs, is not compared at all", async () => {
  const { bench } = benchThatAdds();
  const model = await modelToExport(bench);
  const content = { project, metrics: [], classNames: [] };
  await expect(readBack(bench, file, "import", model, { ...nobody, readFiles: () => Promise.resolve({ kind: "project", content }) })).rejects.toMatchObject({
    problem: { code: "readBack.notAsked" },
  });
  const { network } = project;
  const nodes = network.nodes.map((node) => (node.className === "Input" ? { ...node, config: { ...node.config, shape: [3] } } : node));
  const other = { kind: "model" as const, model: { program: "Keras", name: "net", network: { ...network, nodes }, weights } };
  await expect(readBack(bench, file, "import", model, { ...nobody, readFiles: () => Promise.resolve(other) })).rejects.toMatchObject({
    problem: { code: "readBack.anotherShape" },
  });
});

test("while training goes on, the answers are those of the weights that leave", async () => {
  const { bench, asked } = benchThatAdds();
  bench.run.setState({ run: { status: "running" } });
  await modelToExport(bench);
  expect(asked).toMatchObject([{ other: { weights } }]);
  bench.run.setState({ run: { status: "paused" } });
  await modelToExport(bench);
  expect(asked[1]).not.toHaveProperty("other");
});
