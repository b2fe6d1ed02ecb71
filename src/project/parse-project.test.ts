import { readdirSync, readFileSync } from "node:fs";
import fc from "@/base/testing/fast-check";
import { describe, expect, test } from "vitest";
import { ProblemError } from "@/base/problem";
import { say } from "@/base/text";
import { addAfter } from "@/network/edit";
import { initialConfigOf } from "@/network/fields";
import { layerNames, layerOf } from "@/network/layers";
import { lossNames } from "@/network/losses";
import { optimizerNames, optimizerOf } from "@/network/optimizers";
import { scheduleNames, scheduleOf } from "@/network/schedules";
import { anyNetwork, configOf } from "@/network/testing/arbitraries";
import { configSchema } from "@/project/field-schema";
import { initialProject } from "@/project/initial-project";
import { migrate } from "@/project/migrations";
import { applyFix, projectIssues } from "@/project/network-task";
import { parseProject, parseProjectText, readProject } from "@/project/parse-project";
import { projectVersion } from "@/project/project";
import { mendedWords } from "@/project/within-limits";
import { safeParse } from "valibot";

const project = initialProject("p1");
const copy = () => JSON.parse(JSON.stringify(project)) as Record<string, never> & Record<string, unknown>;
type Json = { [key: string]: Json } & Json[] & string & number;
/** The project with one value replaced, by path. */
function changed(path: string, value: unknown): unknown {
  const whole = copy() as unknown as Json;
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  const parent = keys.reduce<Json>((at, key) => at[key] as Json, whole);
  parent[last] = value as Json;
  return whole;
}
function problemOf(action: () => unknown) {
  try {
    action();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  return undefined;
}

test("the first project is valid and has no issues", () => {
  expect(parseProject(copy())).toEqual(project);
  expect(projectIssues(project)).toEqual([]);
});

test("any network that edits can make survives being saved and opened", () => {
  fc.assert(
    fc.property(anyNetwork, (network) => {
      const saved = JSON.stringify({ ...project, network });
      expect(parseProjectText(saved)).toEqual(JSON.parse(saved));
    }),
    { numRuns: 80 },
  );
});

test.each([
  ...layerNames.map((name) => [name, layerOf(name).fields] as const),
  ...optimizerNames.map((name) => [name, optimizerOf(name).fields] as const),
  ...scheduleNames.map((name) => [name, scheduleOf(name).fields] as const),
])("every config of %s that its fields allow survives being saved and opened; a strange or missing setting is refused", (_name, fields) => {
  const schema = configSchema(fields);
  fc.assert(
    fc.property(configOf(fields), (config) => {
      const saved: unknown = JSON.parse(JSON.stringify(config));
      expect(safeParse(schema, saved)).toMatchObject({ success: true, output: saved });
    }),
    { numRuns: 50 },
  );
  const initial = initialConfigOf(fields);
  expect(safeParse(schema, { ...initial, stranger: 1 }).success).toBe(false);
  for (const [key, { missing }] of Object.entries(fields)) {
    const { [key]: _gone, ...rest } = initial;
    // A setting that came later is filled in, as files from before it mean it.
    expect(safeParse(schema, rest)).toMatchObject(missing === undefined ? { success: false } : { success: true, output: { [key]: missing } });
    expect(safeParse(schema, { ...initial, [key]: null }).success).toBe(false);
  }
});

test("every loss, optimizer and schedule can be chosen", () => {
  for (const loss of lossNames) expect(problemOf(() => parseProject(changed("training.loss", loss)))).toBeUndefined();
  for (const name of optimizerNames)
    expect(problemOf(() => parseProject(changed("training.optimizer", { name, config: initialConfigOf(optimizerOf(name).fields) })))).toBeUndefined();
  for (const name of scheduleNames)
    expect(problemOf(() => parseProject(changed("training.schedule", { name, config: initialConfigOf(scheduleOf(name).fields) })))).toBeUndefined();
});

const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
const edge = (fields: object) => [{ id: "e1", source: "n1", target: "n2", targetPort: 0, ...fields }];

const groups = (...of: object[]) => of.map((fields) => ({ id: "g1", nodeIds: ["n1", "n2"], isCollapsed: true, ...fields }));

describe("what is refused, and by what name", () => {
  const cases: readonly (readonly [title: string, code: string, path: string | undefined, value: unknown])[] = [
    ["null", "project.notProject", undefined, null],
    ["a list", "project.notProject", undefined, []],
    ["a number", "project.notProject", undefined, 4],
    ["something without a version", "project.noVersion", undefined, {}],
    ["a version in words", "project.noVersion", undefined, changed("version", "1")],
    ["a newer version", "project.newerVersion", undefined, changed("version", projectVersion + 1)],
    ["an unknown key", "project.invalid", "stranger", changed("stranger", 1)],
    ["an unknown layer", "project.unknownLayer", undefined, changed("network.nodes.1.className", "Lambda")],
    ["a layer named like a property of every object", "project.unknownLayer", undefined, changed("network.nodes.1.className", "toString")],
    ["an unknown dataset", "project.unknownDataset", undefined, changed("data.datasetId", "cats")],
    ["a strange dataset setting", "project.invalid", "data", changed("data.config", { noise: 1 })],
    ["a name with markup for an id", "project.invalid", "id", changed("id", "<b>")],
    ["units in words", "project.invalid", "network.nodes.2.config.units", changed("network.nodes.2.config.units", "many")],
    [
      "a penalty in words",
      "project.invalid",
      "network.nodes.2.config.kernelRegularizer.l1",
      changed("network.nodes.2.config.kernelRegularizer", { l1: "x", l2: 0 }),
    ],
    ["a layer name with a slash", "project.invalid", "network.nodes.2.name", changed("network.nodes.2.name", "a/b")],
    ["an unknown optimizer", "project.invalid", "training.optimizer.name", changed("training.optimizer.name", "magic")],
    ["an epoch that is no number", "project.invalid", "training.epochs", changed("training.epochs", null)],
    ["two layers with one id", "project.doubleName", undefined, changed("network.nodes.2.id", "n2")],
    ["two layers with one name", "project.doubleName", undefined, changed("network.nodes.2.name", "flatten")],
    ["a wire from nowhere", "project.badWire", undefined, changed("network.edges", edge({ source: "n99" }))],
    ["a wire to nowhere", "project.badWire", undefined, changed("network.edges", edge({ target: "n99" }))],
    ["a wire into an Input", "project.badWire", undefined, changed("network.edges", edge({ source: "n2", target: "n1" }))],
    ["a wire into a second port of Dense", "project.badWire", undefined, changed("network.edges", edge({ targetPort: 1 }))],
    ["a wire round one layer", "project.badWire", undefined, changed("network.edges", edge({ source: "n2" }))],
    ["a group of one", "project.invalid", "network.groups.0.nodeIds", changed("network.groups", groups({ nodeIds: ["n1"] }))],
    ["a group of a kind that is not known", "project.invalid", "network.groups.0.kind", changed("network.groups", groups({ kind: "wormhole" }))],
    ["a group named by nothing", "project.invalid", "network.groups.0.name", changed("network.groups", groups({ name: "" }))],
    ["a group with a layer that is not there", "project.badGroup", undefined, changed("network.groups", groups({ nodeIds: ["n1", "n99"] }))],
    ["a layer in two groups", "project.badGroup", undefined, changed("network.groups", groups({}, { id: "g2" }))],
    ["a group with the id of a layer", "project.badGroup", undefined, changed("network.groups", groups({ id: "n1" }))],
    ["two wires into one port", "project.badWire", undefined, changed("network.edges", [...edge({}), ...edge({ id: "e2", source: "n3" })])],
    [
      "more layers than a file may have",
      "project.tooManyLayers",
      undefined,
      changed(
        "network.nodes",
        Array.from({ length: 5000 }, () => ({})),
      ),
    ],
  ];
  test.each(cases)("%s: %s", (_title, code, path, value) => {
    const problem = problemOf(() => parseProject(value));
    expect(problem?.code).toBe(code);
    expect(problem?.remedy).toBeDefined();
    expect(problem && say(problem.what, "en")).toContain(path ? ` at ${path}` : "");
  });

  test("depth beyond the limit, before the parser itself can run out of stack", () => {
    expect(problemOf(() => parseProjectText(deep(20_000)))?.code).toBe("project.tooDeep");
    expect(problemOf(() => parseProject(JSON.parse(deep(40))))?.code).toBe("project.tooDeep");
    expect(problemOf(() => parseProjectText(JSON.stringify({ ...project, notes: "[".repeat(100) })))).toBeUndefined();
  });

  test("keys that reach for the prototype, wherever they stand, without touching any", () => {
    const text = JSON.stringify(project);
    for (const key of ["__proto__", "constructor", "prototype"]) {
      expect(problemOf(() => parseProjectText(text.replace('{"version"', `{"${key}":{"polluted":1},"version"`)))?.code).toBe("project.forbiddenKey");
      expect(problemOf(() => parseProjectText(text.replace('"units":', `"${key}":{"polluted":1},"units":`)))?.code).toBe("project.forbiddenKey");
    }
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test("text that is no JSON, and text far too long", () => {
    expect(problemOf(() => parseProjectText("{"))?.code).toBe("project.notJson");
    expect(problemOf(() => parseProjectText(" ".repeat(2_000_001)))?.code).toBe("project.tooLong");
  });
});

test("a fix of the loss changes the training settings", () => {
  const wrong = { ...project, training: { ...project.training, loss: "meanSquaredError" as const } };
  const [issue] = projectIssues(wrong);
  expect(issue?.code).toBe("network.loss");
  expect(issue?.fix && projectIssues(applyFix(wrong, issue.fix))).toEqual([]);
});

describe("what is brought to the nearest value that there is, and told", () => {
  const noisy = () => {
    const { network } = addAfter(project.network, "n2", "GaussianNoise", { name: "noise", config: { stddev: 2 } });
    return { ...project, network };
  };
  const cases: readonly (readonly [title: string, value: unknown, told: string, path: string, kept: unknown])[] = [
    ["more noise than Keras takes", noisy(), "noise, Deviation 2 → 1", "network.nodes.4.config.stddev", 1],
    [
      "an orthogonal vector",
      changed("network.nodes.2.config.biasInitializer", "orthogonal"),
      "dense, Bias starts as Orthogonal → Zeros",
      "network.nodes.2.config.biasInitializer",
      "zeros",
    ],
    ["too many units", changed("network.nodes.2.config.units", 1e9), "dense, Units 1000000000 → 4096", "network.nodes.2.config.units", 4096],
    ["half a unit", changed("network.nodes.2.config.units", 2.4), "dense, Units 2.4 → 2", "network.nodes.2.config.units", 2],
    [
      "an activation of elsewhere",
      changed("network.nodes.2.config.activation", "wave"),
      "dense, Activation wave → ReLU",
      "network.nodes.2.config.activation",
      "relu",
    ],
    [
      "a penalty below zero",
      changed("network.nodes.2.config.kernelRegularizer", { l1: -1, l2: 99 }),
      "dense, Kernel penalty L1 -1, L2 99 → L1 0, L2 10",
      "network.nodes.2.config.kernelRegularizer.l2",
      10,
    ],
    ["a side of nothing", changed("network.nodes.0.config.shape", [28, 0, 1]), "input, Shape 28×0×1 → 28×1×1", "network.nodes.0.config.shape", [28, 1, 1]],
    ["no epochs", changed("training.epochs", 0), "Epochs 0 → 1", "training.epochs", 1],
    ["a negative learning rate", changed("training.optimizer.config.learningRate", -1), "Learning rate -1 → 0", "training.optimizer.config.learningRate", 0],
    ["an empty subset", changed("data.subset", 0), "Part used 0 → 0.000001", "data.subset", 1e-6],
    ["a shift beyond the side", changed("data.augmentation.shift", 4), "Shift 4 → 1", "data.augmentation.shift", 1],
  ];
  test.each(cases)("%s", (_title, value, told, path, kept) => {
    const { project: read, mended } = readProject(JSON.parse(JSON.stringify(value)));
    expect(say(mendedWords(mended), "en")).toContain(`: ${told}.`);
    expect(say(mendedWords(mended), "zh")).toMatch(/\p{Script=Han}.*→/u);
    expect(path.split(".").reduce<unknown>((at, key) => (at as Json)[key], read)).toEqual(kept);
    expect(readProject(JSON.parse(JSON.stringify(read)))).toEqual({ project: read, mended: [] });
  });

  test("a card that stood nowhere is placed by the layout, and of many settings only some are listed", () => {
    const lost = changed("network.nodes.1.position", { x: null, y: 3 });
    expect(readProject(lost)).toEqual({ project, mended: [] });
    const { mended } = readProject({
      ...project,
      data: { ...project.data, augmentation: { ...project.data.augmentation, shift: 2, rotate: 999, scale: 2, noise: 2 } },
      training: { ...project.training, epochs: -1, batchSize: 0, seed: -1 },
    });
    expect(mended).toHaveLength(7);
    expect(say(mendedWords(mended), "en")).toMatch(/; …\.$/);
  });
});

describe("projects of earlier versions", () => {
  const folder = new URL("./fixtures/", import.meta.url);
  const files = readdirSync(folder).filter((name) => /^project-v\d+\.json$/.test(name));

  test("there is a fixture of every released version", () => {
    expect(files.sort()).toEqual(Array.from({ length: projectVersion }, (_, i) => `project-v${i + 1}.json`).sort());
  });

  test.each(files)("%s opens", (name) => {
    expect(parseProjectText(readFileSync(new URL(name, folder), "utf8")).version).toBe(projectVersion);
  });

  test("each step of the chain is taken once, in order, from the version the project has", () => {
    const chain = [(old: object) => ({ ...old, trail: ["2"] }), (old: { trail?: string[] }) => ({ ...old, trail: [...(old.trail ?? []), "3"] })];
    expect(migrate({ version: 1 }, chain as never, 3)).toEqual({ version: 3, trail: ["2", "3"] });
    expect(migrate({ version: 2 }, chain as never, 3)).toEqual({ version: 3, trail: ["3"] });
    expect(migrate({ version: 3 }, chain as never, 3)).toEqual({ version: 3 });
    expect(problemOf(() => migrate({ version: 4 }, chain as never, 3))?.code).toBe("project.newerVersion");
  });
});
