import { describe, expect, test } from "vitest";
import { datasetOf } from "@/data/datasets";
import { datasetConfig } from "@/data/dataset-config";
import { expectedOutput } from "@/data/tasks";
import { findTemplate, firstTemplateId, projectFromTemplate, templates } from "@/examples";
import { inferShapes } from "@/network/infer-shapes";
import { outputNode } from "@/network/output-node";
import { summarize } from "@/network/summary";
import { projectIssues } from "@/project/network-task";
import { parseProject } from "@/project/parse-project";

const han = /[\u4e00-\u9fff]/;

describe.each(templates)("$id", (template) => {
  const project = projectFromTemplate(template.id, "p1");

  test("has nothing to complain about", () => {
    expect(projectIssues(project)).toEqual([]);
  });

  test("ends in what its data and loss ask for", () => {
    const expected = expectedOutput(datasetOf(template.data.datasetId), template.training.loss);
    const output = outputNode(template.network);
    expect(
      inferShapes(template.network)
        .nodes.get(output?.id ?? "")
        ?.output?.slice(1),
    ).toEqual(expected.shape);
    expect(output?.config).toMatchObject({ activation: expected.activation });
  });

  test("has layers with ids and names of their own", () => {
    const { nodes } = template.network;
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
    expect(new Set(nodes.map(({ name }) => name)).size).toBe(nodes.length);
  });

  test("survives being saved and opened", () => {
    expect(parseProject(JSON.parse(JSON.stringify(project)))).toEqual(project);
  });

  test("explains itself in one sentence each, in both languages", () => {
    for (const text of [template.what, template.watch, template.tryNext]) {
      expect(text.en).toMatch(/^[A-Z](?!.*[.!?] [A-Z]).*[.?]$/);
      expect(text.zh).toMatch(/[。？]$/);
      expect(text.zh).toMatch(han);
    }
    expect(template.title.zh).toMatch(han);
  });

  test("keeps its data settings within their fields and its target within its epochs", () => {
    expect(template.data.config).toEqual(datasetConfig(datasetOf(template.data.datasetId), template.data.config));
    expect(template.target.afterEpochs).toBe(template.training.epochs);
    expect(template.target.metric === "testAccuracy").toBe(datasetOf(template.data.datasetId).task === "classification");
  });
});

test("ids are unique, and the first one exists", () => {
  expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length);
  expect(findTemplate(firstTemplateId)).toBeDefined();
});

test("a template that does not exist is named together with those that do", () => {
  expect(() => projectFromTemplate("nope", "p")).toThrow("There is no template “nope”. Known: line, spirals,");
});

test("layers that come in numbers are counted from one", () => {
  expect(findTemplate("mnist-cnn")?.network.nodes.map(({ name }) => name)).toEqual([
    "input",
    "conv2d_1",
    "max_pooling2d_1",
    "conv2d_2",
    "max_pooling2d_2",
    "flatten",
    "dense_1",
    "dropout",
    "dense_2",
  ]);
});

test("the MNIST CNN has the parameters of its drawing", () => {
  expect(summarize(findTemplate("mnist-cnn")?.network ?? { nodes: [], edges: [] }).total.params).toBe(225_034);
});
