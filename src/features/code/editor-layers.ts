/** The editor layer by layer, each a task of its own, so that the page answers in between. */

/** A module of each layer; with it comes the whole of it (`vite.config.ts`). */
const layers: readonly (() => Promise<unknown>)[] = [
  () => import("monaco-editor/base/common/event"),
  () => import("monaco-editor/platform/instantiation/common/instantiation"),
  () => import("monaco-editor/editor/common/core/range"),
  () => import("monaco-editor/editor/browser/editorBrowser"),
  () => import("monaco-editor/editor/contrib/hover/browser/hoverContribution"),
];

export async function loadEditorLayers(): Promise<void> {
  for (const load of layers) {
    await load();
    await new Promise((resolve) => setTimeout(resolve));
  }
}
