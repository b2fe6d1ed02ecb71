import { expect, test } from "vitest";
import { ProblemError } from "@/base/problem";
import { say } from "@/base/text";
import type { Checkpoint, Evaluation } from "@/engine/protocol";
import { openModelFile } from "@/interop/import/import-file";
import { openLayerlab } from "@/interop/layerlab/layerlab-file";
import { tensorsOf } from "@/interop/layerlab/testing/arbitrary-content";
import { initialProject } from "@/project/initial-project";
import { createDocumentStore } from "@/store/document-store";
import { fileNameOf, openFile, saveToFile } from "@/store/files";
import { createRunStore } from "@/store/run-store";
import type { SavedRun, Session } from "@/store/session";

function createPage() {
  const document = createDocumentStore(initialProject("p1", "My net / 2"));
  const run = createRunStore();
  const restored: SavedRun[] = [];
  let checkpoint: Checkpoint | undefined;
  const session = {
    checkpoint: () => Promise.resolve(checkpoint),
    restore: (saved: SavedRun) => Promise.resolve(void restored.push(saved)),
  } as unknown as Session;
  return {
    document,
    run,
    session,
    restored,
    train() {
      const { project } = document.getState();
      checkpoint = { runId: "r1", step: 2, weights: tensorsOf(project, (i) => i), optimizer: tensorsOf(project, (i) => -i, ":velocity") };
      const series = { length: 3, step: Float64Array.of(0, 1, 2), value: Float32Array.of(3, 2, 1) };
      const evaluation: Evaluation = { split: "validation", isSample: true, indices: Int32Array.of(4, 5), loss: 0.5, accuracy: 0.5 };
      run.setState({
        run: { status: "paused" },
        runId: "r1",
        step: 2,
        pinned: { project, revision: 0 },
        curves: {
          ...run.getState().curves,
          loss: series,
          learningRate: series,
          accuracy: series,
          // Longer than the rows in use, as columns that grow by doubling are.
          weights: { paramCount: 2, length: 3, value: Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7) },
        },
        evaluation,
      });
      return checkpoint;
    },
  };
}

test("a file holds the project, the run up to its checkpoint, figures, names and scaling", async () => {
  const page = createPage();
  const checkpoint = page.train();
  const { name, bytes } = await saveToFile(page, "0.1.0");
  expect(name).toBe("My net 2.layerlab");
  expect(await openLayerlab(bytes)).toEqual({
    project: page.document.getState().project,
    run: {
      checkpoint,
      project: page.document.getState().project,
      epochs: [],
      curves: {
        firstStep: 0,
        loss: Float32Array.of(3, 2),
        accuracy: Float32Array.of(3, 2),
        learningRate: Float32Array.of(3, 2),
        weights: Float32Array.of(0, 1, 2, 3),
      },
    },
    metrics: [{ split: "validation", isSample: true, examples: 2, loss: 0.5, accuracy: 0.5 }],
    classNames: Array.from({ length: 10 }, (_, i) => ({ en: String(i), zh: String(i) })),
    preprocessing: { inputShape: [28, 28, 1], normalization: "unit", shift: [0], scale: [1] },
  });
});

test("an opened file is a project of its own, with its run", async () => {
  const source = createPage();
  const checkpoint = source.train();
  const { bytes } = await saveToFile(source, "0.1.0");
  const page = createPage();
  await openFile(page, [{ name: "a.layerlab", bytes }], "fresh", openModelFile);
  expect(page.document.getState().project).toEqual({ ...source.document.getState().project, id: "fresh" });
  expect(page.restored[0]?.checkpoint).toEqual(checkpoint);
  expect(page.restored[0]?.project.id).toBe("fresh");
  expect(page.restored[0]?.project.network).toBe(page.document.getState().project.network);
});

test("a model of another program is a project of its own, on data that fit, its weights a run that has not begun", async () => {
  const page = createPage();
  const { network } = page.document.getState().project;
  const weights = tensorsOf(page.document.getState().project, (i) => i);
  const model = { program: "Keras", name: "my/net", network, weights };
  const { project: opened, note } = await openFile(page, [], "fresh", () => Promise.resolve({ kind: "model", model }));
  expect(note).toBeUndefined();
  expect(opened).toMatchObject({ id: "fresh", name: "my net", network, data: { datasetId: "mnist" }, training: { loss: "sparseCategoricalCrossentropy" } });
  expect(page.document.getState().project).toBe(opened);
  const { checkpoint, project } = page.restored[0]!;
  expect(checkpoint).toMatchObject({ step: 0, weights });
  // Two averages of each trained weight.
  expect(checkpoint.optimizer).toHaveLength(2 * weights.length);
  expect(project.network).toBe(opened.network);
});

test("a bad file changes nothing", async () => {
  const page = createPage();
  const before = page.document.getState();
  await expect(openFile(page, [{ name: "a.layerlab", bytes: new Uint8Array(3) }], "fresh", openModelFile)).rejects.toBeInstanceOf(ProblemError);
  expect(page.document.getState()).toBe(before);
  expect(page.restored).toEqual([]);
});

test("names of projects become names of files on every system", () => {
  expect(fileNameOf("数字 MLP")).toBe("数字 MLP.layerlab");
  expect(fileNameOf("..\\..\\x:y*?")).toBe("x y.layerlab");
  expect(fileNameOf("///")).toBe("network.layerlab");
});

test("weights without names, taken by their order, come with a note that says so", async () => {
  const page = createPage();
  const { project } = page.document.getState();
  const tensors = tensorsOf(project, (i) => i).map((tensor, i) => ({ ...tensor, name: `arr_${i}` }));
  const { note } = await openFile(page, [], "fresh", () => Promise.resolve({ kind: "weights", tensors }));
  expect(note && say(note, "en")).toMatch(/^Its arrays have no names: they were taken in the order/);
  expect(page.restored[0]?.checkpoint.weights).toEqual(tensorsOf(project, (i) => i));
});
