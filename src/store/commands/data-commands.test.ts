import { describe, expect, test } from "vitest";
import { datasetFor, datasets } from "@/data/datasets";
import { addAfter, addLayer } from "@/network/edit";
import { outputNode } from "@/network/output-node";
import { initialProject } from "@/project/initial-project";
import { applyFix, projectIssues } from "@/project/network-task";
import { parseProject } from "@/project/parse-project";
import type { Bench } from "@/store/bench";
import { changeDataset, changeToOwnTexts, editData, editDatasetConfig, withDataset } from "@/store/commands/data-commands";
import { createDocumentStore } from "@/store/document-store";

const dense = () => initialProject("p");
const benchOf = (project = dense()) => ({ document: createDocumentStore(project) }) as Bench;

describe("withDataset", () => {
  test.each(datasets.filter(({ task, kind }) => task !== "reconstruction" && kind !== "text").map(({ id }) => id))(
    "a dense network has no fault left on %s",
    (id) => {
      expect(projectIssues(withDataset(dense(), id))).toEqual([]);
    },
  );

  test.each(datasets.filter(({ kind, task }) => kind === "text" && task === "classification").map(({ id }) => id))(
    "on %s a dense network lacks an Embedding, and one click puts it in",
    (id) => {
      const project = withDataset(dense(), id);
      const [issue, ...others] = projectIssues(project);
      expect([issue?.code, others]).toEqual(["network.tokens", []]);
      expect(projectIssues(issue?.fix ? applyFix(project, issue.fix) : project)).toEqual([]);
    },
  );

  test("two classes of points ask for two outputs, cross-entropy and standardised coordinates", () => {
    const { network, training, data } = withDataset({ ...dense(), training: { ...dense().training, loss: "huber" } }, "spirals");
    expect(network.nodes[0]?.config).toMatchObject({ shape: [2] });
    expect(outputNode(network)?.config).toMatchObject({ units: 2, activation: "softmax" });
    expect(training.loss).toBe("sparseCategoricalCrossentropy");
    expect(data).toMatchObject({ datasetId: "spirals", normalization: "standard", config: { count: 400, noise: 0.03 } });
  });

  test("a network that fits already is the very same one", () => {
    const project = dense();
    expect(withDataset(project, "fashion-mnist").network).toBe(project.network);
  });

  test("augmentation goes where it would spoil the target", () => {
    const varied = { ...dense(), data: { ...dense().data, augmentation: { ...dense().data.augmentation, enabled: true } } };
    expect(withDataset(varied, "fashion-mnist").data.augmentation.enabled).toBe(true);
    expect(withDataset(varied, "spirals").data.augmentation.enabled).toBe(false);
  });
});

test("changing the data is one step of undo, network and loss included", () => {
  const bench = benchOf();
  const before = bench.document.getState().project;
  changeDataset(bench, "line");
  expect(bench.document.getState().project.training.loss).toBe("meanSquaredError");
  expect(bench.document.getState().undoStack).toHaveLength(1);
  bench.document.undo();
  expect(bench.document.getState().project).toBe(before);
});

test("choosing the same data again changes nothing", () => {
  const bench = benchOf();
  changeDataset(bench, "mnist");
  expect(bench.document.getState().undoStack).toHaveLength(0);
});

test("a slider that is dragged is one step, another field is another", () => {
  const bench = benchOf();
  const label = { text: { en: "Change the split", zh: "修改划分" } };
  for (const validationSplit of [0.2, 0.25, 0.3]) editData(bench, "validationSplit", label, { validationSplit });
  editData(bench, "seed", label, { seed: 5 });
  expect(bench.document.getState().undoStack).toHaveLength(2);
  expect(bench.document.getState().project.data).toMatchObject({ validationSplit: 0.3, seed: 5 });
});

describe("the pipeline of texts", () => {
  const label = { text: { en: "Change the length", zh: "修改长度" } };
  const onTexts = () => {
    const input = addLayer({ nodes: [], edges: [] }, "Input", { config: { shape: [28, 28, 1] } });
    const table = addAfter(input.network, input.id, "Embedding");
    const mean = addAfter(table.network, table.id, "GlobalAveragePooling1D");
    const { network } = addAfter(mean.network, mean.id, "Dense");
    return benchOf(withDataset({ ...dense(), network }, "sms-spam"));
  };
  const configOf = (bench: Bench, className: string) => bench.document.getState().project.network.nodes.find((node) => node.className === className)?.config;

  test("its length and its vocabulary are those of Input and Embedding", () => {
    const bench = onTexts();
    expect(configOf(bench, "Embedding")).toMatchObject({ inputDim: 4000 });
    expect(projectIssues(bench.document.getState().project)).toEqual([]);
    editDatasetConfig(bench, "length", label, 20);
    editDatasetConfig(bench, "vocabularySize", label, 500);
    expect(configOf(bench, "Input")).toMatchObject({ shape: [20] });
    expect(configOf(bench, "Embedding")).toMatchObject({ inputDim: 500 });
    expect(projectIssues(bench.document.getState().project)).toEqual([]);
    expect(bench.document.getState().undoStack).toHaveLength(2);
  });

  test("what changes neither leaves the network the very same one", () => {
    const bench = onTexts();
    const { network } = bench.document.getState().project;
    editDatasetConfig(bench, "lowercase", label, false);
    expect(bench.document.getState().project.network).toBe(network);
    expect(bench.document.getState().project.data.config).toMatchObject({ lowercase: false, tokenizer: "word" });
  });
});

describe("texts of one's own", () => {
  const own = { name: "Mine", classNames: ["a", "b", "c"], texts: ["one", "two", "three"], labels: [0, 1, 2] };

  test("come as one step, with an output for each class, and survive being saved", () => {
    const bench = benchOf();
    changeToOwnTexts(bench, own);
    const { project, undoStack } = bench.document.getState();
    expect(undoStack).toHaveLength(1);
    expect(outputNode(project.network)?.config).toMatchObject({ units: 3, activation: "softmax" });
    expect(datasetFor(project.data)).toMatchObject({ title: { en: "Mine" }, classNames: [{ en: "a" }, { en: "b" }, { en: "c" }] });
    expect(datasetFor(project.data)).toBe(datasetFor(project.data));
    expect(parseProject(JSON.parse(JSON.stringify(project)))).toEqual(project);
  });

  test("go when other data are chosen", () => {
    const bench = benchOf();
    changeToOwnTexts(bench, own);
    changeDataset(bench, "sms-spam");
    expect(bench.document.getState().project.data.own).toBeUndefined();
  });

  test.each([
    ["a class that is not named", { ...own, labels: [0, 1, 3] }],
    ["fewer classes than texts have", { ...own, labels: [0, 1] }],
    ["no texts", { ...own, texts: [], labels: [] }],
  ])("are refused with %s", (_, broken) => {
    expect(() => parseProject(JSON.parse(JSON.stringify(withDataset(dense(), "own-texts", broken))))).toThrow("project.invalid");
  });

  test("belong to their data, and to no other", () => {
    const project = withDataset(dense(), "own-texts", own);
    expect(() => parseProject({ ...project, data: { ...project.data, datasetId: "mnist", config: {} } })).toThrow("project.invalid");
    const { own: _gone, ...rest } = project.data;
    expect(() => parseProject({ ...project, data: rest })).toThrow("project.invalid");
  });
});
