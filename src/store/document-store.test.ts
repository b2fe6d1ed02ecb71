import { beforeEach, expect, test } from "vitest";
import { createDocumentStore, type DocumentStore } from "@/store/document-store";
import type { ProjectDocument } from "@/project/project";

const label = { text: { en: "Rename", zh: "重命名" } };
const node = (id: string) => ({ id, className: "Input" as const, name: id, config: { shape: [1] } });
const project = (name: string, ids: readonly string[] = ["a", "b"]) => ({ name, network: { nodes: ids.map(node), edges: [] } }) as unknown as ProjectDocument;
const name = (store: DocumentStore) => store.getState().project.name;

let store: DocumentStore;
beforeEach(() => {
  store = createDocumentStore(project("one"));
});

test("undo and redo walk through the changes in order and restore the selection", () => {
  store.select(["a"]);
  store.apply({ label, project: project("two"), selection: ["b"] });
  store.apply({ label, project: project("three") });
  store.undo();
  expect(name(store)).toBe("two");
  expect(store.getState().selection).toEqual(["b"]);
  store.undo();
  expect(name(store)).toBe("one");
  expect(store.getState().selection).toEqual(["a"]);
  store.redo();
  store.redo();
  expect(name(store)).toBe("three");
  store.redo();
  expect(name(store)).toBe("three");
});

test("a new change after an undo forgets what was undone", () => {
  store.apply({ label, project: project("two") });
  store.undo();
  store.apply({ label, project: project("other") });
  expect(store.getState().redoStack).toEqual([]);
  store.undo();
  expect(name(store)).toBe("one");
});

test("one gesture is one step of undo, the next gesture another", () => {
  for (const n of ["o", "on", "onc"]) store.apply({ label, project: project(n), mergeKey: "name" });
  store.closeGesture();
  for (const n of ["once", "once more"]) store.apply({ label, project: project(n), mergeKey: "name" });
  expect(store.getState().undoStack).toHaveLength(2);
  store.undo();
  expect(name(store)).toBe("onc");
  store.undo();
  expect(name(store)).toBe("one");
});

test("another kind of change between two of a gesture keeps them apart", () => {
  store.apply({ label, project: project("a"), mergeKey: "x" });
  store.apply({ label, project: project("b") });
  store.apply({ label, project: project("c"), mergeKey: "x" });
  expect(store.getState().undoStack).toHaveLength(3);
});

test("a change that changes nothing is no step, and does not raise the revision", () => {
  const { project: current, revision } = store.getState();
  store.apply({ label, project: current, selection: ["a"] });
  expect(store.getState()).toMatchObject({ revision, undoStack: [], selection: ["a"] });
});

test("the selection never names a layer that is gone", () => {
  store.select(["a", "b", "ghost"]);
  expect(store.getState().selection).toEqual(["a", "b"]);
  store.apply({ label, project: project("two", ["b"]) });
  expect(store.getState().selection).toEqual(["b"]);
});

test("opening another project starts a fresh history", () => {
  store.apply({ label, project: project("two") });
  store.open(project("new"));
  store.undo();
  expect(name(store)).toBe("new");
});

test("history is bounded: the oldest steps go first", () => {
  for (let i = 0; i < 250; i++) store.apply({ label, project: project(`v${i}`) });
  expect(store.getState().undoStack).toHaveLength(200);
  for (let i = 0; i < 250; i++) store.undo();
  expect(name(store)).toBe("v49");
});
