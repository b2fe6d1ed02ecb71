import { beforeEach, describe, expect, test, vi, type Mock } from "vitest";
import { message, say } from "@/base/text";
import { augmentationOff } from "@/data/data-settings";
import type { LayerNode, NetworkDocument } from "@/network/document";
import type { DataReport } from "@/engine/protocol";
import { addAfter, addLayer, removeNodes, setConfig } from "@/network/edit";
import { inferShapes } from "@/network/infer-shapes";
import { layerNames, type LayerName } from "@/network/layers";
import { initialTrainingSettings } from "@/network/training-settings";
import { projectVersion, type ProjectDocument } from "@/project/project";
import type { Bench } from "@/store/bench";
import { commandById, commands, runCommand } from "@/store/commands";
import { copyText, pasteText } from "@/store/commands/clipboard";
import { connectLayers, insertLayerOnWire, nudgeLayers } from "@/store/commands/network-edits";
import { parseShortcut } from "@/store/commands/shortcuts";
import { issuesOf, trainsAlike } from "@/store/derived";
import { createDocumentStore } from "@/store/document-store";
import { createRunStore } from "@/store/run-store";
import type { Session } from "@/store/session";
import { createViewStore } from "@/store/view-store";

function chain(...classNames: LayerName[]): NetworkDocument {
  let network: NetworkDocument = { nodes: [], edges: [] };
  for (const className of classNames) {
    const last = network.nodes.at(-1);
    network = (last ? addAfter(network, last.id, className) : addLayer(network, className)).network;
  }
  return network;
}
function benchWith(network: NetworkDocument): Bench & { readonly calls: Record<"start" | "pause" | "resume" | "step", Mock> } {
  const project: ProjectDocument = {
    version: projectVersion,
    id: "p",
    name: "P",
    network,
    data: { datasetId: "mnist", config: {}, seed: 1, subset: 1, validationSplit: 0.2, testSplit: 0, normalization: "unit", augmentation: augmentationOff },
    training: initialTrainingSettings(),
    notes: "",
  };
  const call = () => vi.fn<() => Promise<void>>(() => Promise.resolve());
  const calls = { start: call(), pause: call(), resume: call(), step: call() };
  return {
    document: createDocumentStore(project),
    view: createViewStore(undefined, { locale: "en", theme: "light" }),
    run: createRunStore(),
    session: calls as unknown as Session,
    calls,
  };
}
const classesOf = ({ document }: Bench) => document.getState().project.network.nodes.map((node) => node.className);
/** The chain from the input on, along the first wire of each. */
function wayOf({ document }: Bench): readonly string[] {
  const { nodes, edges } = document.getState().project.network;
  const way: string[] = [];
  for (
    let at: LayerNode | undefined = nodes.find((n) => n.className === "Input");
    at;
    at = nodes.find((n) => n.id === edges.find((e) => e.source === at?.id)?.target)
  )
    way.push(at.className);
  return way;
}
const idOf = ({ document }: Bench, className: LayerName) => document.getState().project.network.nodes.find((node) => node.className === className)?.id ?? "";
const run = (bench: Bench, id: string) => runCommand(bench, commandById(id));

describe("the registry", () => {
  test("has each id once, and no two commands share a shortcut", () => {
    expect(new Set(commands.map((c) => c.id)).size).toBe(commands.length);
    const keys = commands.flatMap((c) => [c.shortcut, ...(c.otherShortcuts ?? [])]).filter((key) => key !== undefined);
    expect(new Set(keys.map((key) => JSON.stringify(parseShortcut(key)))).size).toBe(keys.length);
  });

  test("says every label in both languages and adds every layer", () => {
    for (const command of commands) expect([command.label.en, command.label.zh].every((words) => words.length > 0)).toBe(true);
    for (const className of layerNames) expect(commandById(`add.${className}`).label.en.length).toBeGreaterThan(0);
  });
});

describe("on a network Input, Flatten, Dense", () => {
  let bench: ReturnType<typeof benchWith>;
  beforeEach(() => {
    bench = benchWith(chain("Input", "Flatten", "Dense"));
  });

  test("adding a layer puts it after the chosen one, chooses it, and can be undone and redone by name", async () => {
    bench.document.select([idOf(bench, "Flatten")]);
    await run(bench, "add.Dropout");
    expect(wayOf(bench)).toEqual(["Input", "Flatten", "Dropout", "Dense"]);
    expect(bench.document.getState().selection).toEqual([idOf(bench, "Dropout")]);
    const undo = commandById("edit.undo").describe?.(bench);
    expect(undo && [say(undo, "en"), say(undo, "zh")]).toEqual(["Undo: add Dropout", "撤销：添加随机失活"]);
    await run(bench, "edit.undo");
    expect(wayOf(bench)).toEqual(["Input", "Flatten", "Dense"]);
    await run(bench, "edit.redo");
    expect(wayOf(bench)).toEqual(["Input", "Flatten", "Dropout", "Dense"]);
  });

  test("adding with nothing chosen goes to the end, with a wire chosen onto the wire", async () => {
    await run(bench, "add.Activation");
    expect(wayOf(bench).at(-1)).toBe("Activation");
    const wire = bench.document.getState().project.network.edges.find((edge) => edge.target === idOf(bench, "Flatten"));
    bench.view.setState({ selectedWire: wire?.id });
    await run(bench, "add.Conv2D");
    expect(wayOf(bench)).toEqual(["Input", "Conv2D", "Flatten", "Dense", "Activation"]);
    expect(bench.view.getState().selectedWire).toBeUndefined();
  });

  test("a merge joins all the layers that are chosen", async () => {
    bench.document.select([idOf(bench, "Flatten"), idOf(bench, "Dense")]);
    await run(bench, "add.Concatenate");
    const { edges } = bench.document.getState().project.network;
    expect(edges.filter((edge) => edge.target === idOf(bench, "Concatenate")).map((edge) => [edge.source, edge.targetPort])).toEqual([
      [idOf(bench, "Flatten"), 0],
      [idOf(bench, "Dense"), 1],
    ]);
  });

  test("a second input is refused with a reason, and nothing happens", async () => {
    expect(commandById("add.Input").disabledBecause?.(bench)?.text.en).toContain("input already");
    await run(bench, "add.Input");
    expect(classesOf(bench)).toEqual(["Input", "Flatten", "Dense"]);
  });

  test("deleting a layer heals the chain and goes on to the next", async () => {
    bench.document.select([idOf(bench, "Flatten")]);
    await run(bench, "edit.delete");
    expect(wayOf(bench)).toEqual(["Input", "Dense"]);
    expect(bench.document.getState().selection).toEqual([idOf(bench, "Dense")]);
  });

  test("deleting with a wire chosen takes away the wire alone", async () => {
    const { edges } = bench.document.getState().project.network;
    bench.view.setState({ selectedWire: edges[0]?.id });
    await run(bench, "edit.delete");
    expect(classesOf(bench)).toHaveLength(3);
    expect(bench.document.getState().project.network.edges).toHaveLength(1);
    expect(bench.view.getState().selectedWire).toBeUndefined();
  });

  test("what is copied comes back with its wires under new names; what is cut leaves a whole chain", async () => {
    bench.document.select([idOf(bench, "Flatten"), idOf(bench, "Dense")]);
    await run(bench, "edit.copy");
    await run(bench, "edit.paste");
    const { nodes, edges } = bench.document.getState().project.network;
    expect(nodes.map((node) => node.name)).toEqual(["input", "flatten", "dense", "flatten_1", "dense_1"]);
    expect(edges).toHaveLength(3);
    expect(bench.document.getState().selection).toEqual(nodes.slice(3).map((node) => node.id));
    bench.document.select([idOf(bench, "Flatten")]);
    await run(bench, "edit.cut");
    expect(wayOf(bench)).toEqual(["Input", "Dense"]);
  });

  test("other text is not pasted, and damaged layers are refused in words", () => {
    expect(pasteText(bench, "hello")).toBe(false);
    expect(pasteText(bench, '{"nodes": []}')).toBe(false);
    const damaged = JSON.stringify({ kind: "layerlab/layers", version: 1, network: { nodes: [{ id: "a", className: "Wormhole" }], edges: [] } });
    expect(() => pasteText(bench, damaged)).toThrow(/read|unknown|layer/i);
    expect(classesOf(bench)).toHaveLength(3);
  });

  test("more layers than a network may have are refused in words, pasted or duplicated", async () => {
    await run(bench, "edit.selectAll");
    for (let i = 0; i < 4; i++) {
      await run(bench, "edit.duplicate");
      await run(bench, "edit.selectAll");
    }
    expect(classesOf(bench)).toHaveLength(48);
    const text = copyText(bench) ?? "";
    expect(say(commandById("edit.duplicate").disabledBecause?.(bench) ?? { text: { en: "", zh: "" } }, "en")).toMatch(/^48 more layers would make 96,.* 64 /);
    expect(() => pasteText(bench, text)).toThrow(/48 more layers would make 96/);
  });

  test("an Input that is dropped on a wire stays beside it: the wire is not cut", () => {
    const { document } = bench;
    const network = removeNodes(addLayer(document.getState().project.network, "Input").network, [idOf(bench, "Input")]);
    document.apply({ label: message({ en: "a", zh: "a" }), project: { ...document.getState().project, network } });
    const edge = network.edges[0]?.id ?? "";
    insertLayerOnWire(bench, idOf(bench, "Input"), edge, new Map([[idOf(bench, "Input"), { x: 5, y: 6 }]]));
    expect(document.getState().project.network.edges).toEqual(network.edges);
    expect(document.getState().project.network.nodes.at(-1)?.position).toEqual({ x: 5, y: 6 });
  });

  test("an impossible wire is refused with a reason; a possible one replaces the wire a layer of one input had", () => {
    const [input, flatten, dense] = [idOf(bench, "Input"), idOf(bench, "Flatten"), idOf(bench, "Dense")];
    expect(connectLayers(bench, dense, dense)?.text.en).toContain("own input");
    expect(connectLayers(bench, dense, input)?.text.en).toContain("takes no wire");
    expect(connectLayers(bench, input, flatten)?.text.en).toContain("already");
    expect(connectLayers(bench, input, dense)).toBeUndefined();
    expect(
      bench.document
        .getState()
        .project.network.edges.filter((edge) => edge.target === dense)
        .map((edge) => edge.source),
    ).toEqual([input]);
  });

  test("nudges in a row are one step of undo, and pin every card where it stands", () => {
    const ids = bench.document.getState().project.network.nodes.map((node) => node.id);
    bench.view.setState({ places: new Map(ids.map((id, i) => [id, { x: i * 200, y: 0 }])) });
    nudgeLayers(bench, [ids[1] ?? ""], { x: 20, y: 0 });
    nudgeLayers(bench, [ids[1] ?? ""], { x: 20, y: 0 });
    const { project, undoStack } = bench.document.getState();
    expect(project.network.nodes.map((node) => node.position?.x)).toEqual([0, 240, 400]);
    expect(undoStack).toHaveLength(1);
  });

  test("arranging takes the places away, as one step", async () => {
    const ids = bench.document.getState().project.network.nodes.map((node) => node.id);
    bench.view.setState({ places: new Map(ids.map((id) => [id, { x: 0, y: 0 }])) });
    nudgeLayers(bench, ids, { x: 20, y: 0 });
    await run(bench, "edit.arrange");
    expect(bench.document.getState().project.network.nodes.every((node) => node.position === undefined)).toBe(true);
    expect(bench.document.getState().undoStack).toHaveLength(2);
  });

  test("moving a card does not count as a change of what is trained; another unit count does", () => {
    const before = bench.document.getState().project;
    const ids = before.network.nodes.map((node) => node.id);
    bench.view.setState({ places: new Map(ids.map((id) => [id, { x: 0, y: 0 }])) });
    nudgeLayers(bench, ids, { x: 20, y: 0 });
    expect(trainsAlike(before, bench.document.getState().project)).toBe(true);
    connectLayers(bench, idOf(bench, "Input"), idOf(bench, "Dense"));
    expect(trainsAlike(before, bench.document.getState().project)).toBe(false);
  });
});

describe("training", () => {
  test("waits for a network that can be trained, and says what is wrong", async () => {
    const bench = benchWith(chain("Input", "Dense"));
    expect(issuesOf(bench.document.getState()).some((issue) => issue.severity === "error")).toBe(true);
    expect(commandById("train.toggle").disabledBecause?.(bench)).toBeDefined();
    await run(bench, "train.toggle");
    expect(bench.calls.start).not.toHaveBeenCalled();
  });

  test("is one key: it starts, pauses and goes on, and steps only while it stands", async () => {
    const bench = benchWith(chain("Input", "Flatten", "Dense"));
    const { nodes } = bench.document.getState().project.network;
    const network = {
      ...bench.document.getState().project.network,
      nodes: nodes.map((n) => (n.className === "Dense" ? { ...n, config: { ...n.config, units: 10, activation: "softmax" as const } } : n)),
    };
    bench.document.open({ ...bench.document.getState().project, network });
    expect(issuesOf(bench.document.getState())).toEqual([]);
    await run(bench, "train.toggle");
    expect(bench.calls.start).toHaveBeenCalledOnce();
    bench.run.setState({ run: { status: "running" } });
    expect(commandById("train.stepBatch").disabledBecause?.(bench)?.text.en).toBe("Pause first to go step by step.");
    await run(bench, "train.toggle");
    expect(bench.calls.pause).toHaveBeenCalledOnce();
    bench.run.setState({ run: { status: "paused" } });
    await run(bench, "train.stepBatch");
    expect(bench.calls.step).toHaveBeenCalledWith("batch");
    await run(bench, "train.toggle");
    expect(bench.calls.resume).toHaveBeenCalledOnce();
  });
});

describe("a stopped run", () => {
  const checkpoint = { runId: "r", step: 750, weights: [], optimizer: [] };
  const why = (bench: Bench) => commandById("train.goOn").disabledBecause?.(bench)?.text.en;
  const data = { counts: { train: 48_000, validation: 12_000, test: 10_000 } } as DataReport;
  function stopped(): ReturnType<typeof benchWith> {
    const bench = benchWith(chain("Input", "Flatten", "Dense"));
    Object.assign(bench.session, { lastCheckpoint: checkpoint });
    const { project, revision } = bench.document.getState();
    bench.run.setState({ run: { status: "ended", end: { reason: "stopped" } }, pinned: { project, revision }, data });
    return bench;
  }
  const retrain = ({ document }: Bench, change: Partial<ProjectDocument["training"]>) => {
    const { project } = document.getState();
    document.apply({ label: { text: { en: "Edit", zh: "修改" } }, project: { ...project, training: { ...project.training, ...change } } });
  };

  test("goes on from its last checkpoint, and says from which step", async () => {
    const bench = stopped();
    expect(say(commandById("train.goOn").describe?.(bench) ?? { en: "", zh: "" }, "en")).toBe("Go on from step 750");
    await run(bench, "train.goOn");
    expect(bench.calls.start).toHaveBeenCalledExactlyOnceWith({ checkpoint });
  });

  test("cannot go on without one, with another network, another batch size, or when all its epochs are done", async () => {
    expect(why(benchWith(chain("Input")))).toBe("No stopped run is on screen.");
    const edited = stopped();
    edited.document.select([idOf(edited, "Flatten")]);
    await run(edited, "add.Dropout");
    expect(why(edited)).toContain("not those of this run");
    const rebatched = stopped();
    retrain(rebatched, { batchSize: 32 });
    expect(why(rebatched)).toContain("not those of this run");
    await run(rebatched, "train.goOn");
    expect(rebatched.calls.start).not.toHaveBeenCalled();
    const shorter = stopped();
    retrain(shorter, { epochs: 1 });
    expect(why(shorter)).toContain("more epochs");
  });

  test("that is complete goes on when it is given more epochs", () => {
    const bench = stopped();
    Object.assign(bench.session, { lastCheckpoint: { ...checkpoint, step: 7500 } });
    bench.run.setState({ run: { status: "ended", end: { reason: "completed" } } });
    expect(why(bench)).toContain("more epochs");
    retrain(bench, { epochs: 20 });
    expect(why(bench)).toBeUndefined();
    bench.run.setState({ run: { status: "ended", end: { reason: "completed", restoredEpoch: 4 } } });
    expect(why(bench)).toBe("No stopped run is on screen.");
  });
});

describe("a Transformer block", () => {
  /** Tokens, an embedding, a mean and classes. */
  const textChain = () => {
    const bench = benchWith(chain("Input", "Embedding", "GlobalAveragePooling1D", "Dense"));
    const [input] = bench.document.getState().project.network.nodes;
    const network = setConfig(bench.document.getState().project.network, input?.id ?? "", { shape: [9] });
    bench.document.apply({ label: { text: { en: "x", zh: "x" } }, project: { ...bench.document.getState().project, network } });
    const idOf = (className: LayerName) => network.nodes.find((node) => node.className === className)?.id ?? "";
    return { bench, idOf };
  };
  const wiresInto = ({ document }: Bench, id: string) => document.getState().project.network.edges.filter(({ target }) => target === id);

  test("comes in behind the chosen layer in one step of undo", async () => {
    const { bench, idOf } = textChain();
    bench.document.select([idOf("Embedding")]);
    await runCommand(bench, commandById("add.transformerEncoder"));
    expect(classesOf(bench).slice(4)).toEqual(["LayerNormalization", "MultiHeadAttention", "Add", "LayerNormalization", "FeedForward", "Add"]);
    expect(wiresInto(bench, idOf("GlobalAveragePooling1D")).map(({ source }) => source)).toEqual([bench.document.getState().selection.at(-1)]);
    bench.document.undo();
    expect(classesOf(bench)).toEqual(["Input", "Embedding", "GlobalAveragePooling1D", "Dense"]);
  });

  test("says why where no sequence is", () => {
    const { bench, idOf } = textChain();
    bench.document.select([idOf("GlobalAveragePooling1D")]);
    const why = commandById("add.transformerDecoder").disabledBecause?.(bench);
    expect(why && say(why, "en")).toContain("a layer that gives a sequence");
  });

  test("of a decoder looks at the second of two chosen layers, and closes no circle with it", async () => {
    const { bench, idOf } = textChain();
    const { network, id: memory } = addAfter(bench.document.getState().project.network, idOf("Embedding"), "Dropout");
    bench.document.apply({ label: { text: { en: "x", zh: "x" } }, project: { ...bench.document.getState().project, network } });
    bench.document.select([idOf("Embedding"), memory]);
    await runCommand(bench, commandById("add.transformerDecoder"));
    const cross = bench.document.getState().project.network.nodes.findLast(({ className }) => className === "MultiHeadAttention");
    expect(wiresInto(bench, cross?.id ?? "").map(({ source }) => source)).toContain(memory);
    expect(inferShapes(bench.document.getState().project.network).cyclic).toEqual([]);
  });
});
