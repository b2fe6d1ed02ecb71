/** A hundred edits of whatever kind: each is one step with a name, each leaves a document that can be saved, and all go back and forth. */
import { expect, test } from "vitest";
import { createRng } from "@/base/rng";
import { say } from "@/base/text";
import { projectFromTemplate } from "@/examples";
import { layerNames } from "@/network/layers";
import { parseProject } from "@/project/parse-project";
import type { Bench } from "@/store/bench";
import { commands, runCommand } from "@/store/commands";
import { copyText, cutText, pasteText } from "@/store/commands/clipboard";
import { addLayerAt, connectLayers, disconnectWire, insertLayerOnWire, networkOf } from "@/store/commands/network-edits";
import { issuesOf } from "@/store/derived";
import { createDocumentStore } from "@/store/document-store";
import { createRunStore } from "@/store/run-store";
import type { Session } from "@/store/session";
import { createViewStore } from "@/store/view-store";

const editing = commands.filter(({ id, group, isNative }) => (group === "add" || group === "edit") && !isNative && id !== "edit.undo" && id !== "edit.redo");

/** One edit at random; `clipboard` goes from one to the next. */
async function editOnce(bench: Bench, rng: ReturnType<typeof createRng>, clipboard: { text?: string | undefined }): Promise<void> {
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(rng.next() * items.length)];
  const { nodes, edges } = networkOf(bench);
  const [a, b, edge] = [pick(nodes), pick(nodes), pick(edges)];
  if (rng.next() < 0.5) bench.document.select(nodes.filter(() => rng.next() < 0.2).map(({ id }) => id));
  const kinds: readonly (() => unknown)[] = [
    () => a && b && connectLayers(bench, a.id, b.id),
    () => a && b && connectLayers(bench, a.id, b.id),
    () => edge && disconnectWire(bench, edge.id),
    () => a && edge && !edges.some(({ source, target }) => [source, target].includes(a.id)) && insertLayerOnWire(bench, a.id, edge.id, new Map()),
    () => addLayerAt(bench, pick(layerNames) ?? "Dense", { kind: "point", x: 5, y: 5 }),
    () => (clipboard.text = (rng.next() < 0.5 ? copyText : cutText)(bench) ?? clipboard.text),
    () => clipboard.text !== undefined && nodes.length < 40 && pasteText(bench, clipboard.text),
    () => {
      const fix = pick(issuesOf(bench.document.getState()))?.fix;
      const { project } = bench.document.getState();
      if (fix) bench.document.apply({ label: fix.label, project: { ...project, network: fix.apply(project.network) } });
    },
  ];
  if (rng.next() < 0.5) return await runCommand(bench, pick(editing)!);
  pick(kinds)?.();
}

test.each(["mnist-mlp-functional", "text-transformer", "denoise"])("a hundred random edits of %s are undone and redone one by one", async (id) => {
  const rng = createRng(11);
  const bench: Bench = {
    document: createDocumentStore(projectFromTemplate(id, "p")),
    view: createViewStore(undefined, { locale: "en", theme: "light" }),
    run: createRunStore(),
    session: {} as Session,
  };
  const now = () => bench.document.getState().project;
  const trail = [now()];
  const clipboard = {};
  for (let tries = 0; trail.length <= 100 && tries < 2000; tries++) {
    // As the canvas does: what is moved by keys starts from where the cards stand.
    bench.view.setState({ places: new Map(networkOf(bench).nodes.map((node, i) => [node.id, { x: i * 100, y: 0 }])) });
    await editOnce(bench, rng, clipboard);
    bench.document.closeGesture();
    if (now() === trail.at(-1)) continue;
    trail.push(now());
    const { undoStack } = bench.document.getState();
    expect(undoStack).toHaveLength(trail.length - 1);
    for (const locale of ["en", "zh"] as const) expect(say(undoStack.at(-1)!.label, locale)).toMatch(/^[^{}]{2,}$/);
  }
  expect(trail).toHaveLength(101);
  for (const project of trail.filter((_, i) => i % 5 === 0)) expect(parseProject(JSON.parse(JSON.stringify(project)))).toEqual(project);
  for (const project of trail.slice(0, -1).toReversed()) {
    bench.document.undo();
    expect(now()).toEqual(project);
  }
  for (const project of trail.slice(1)) {
    bench.document.redo();
    expect(now()).toEqual(project);
  }
});
