import { expect, test } from "vitest";
import { initialProject } from "@/project/initial-project";
import { withDataset } from "@/store/commands/data-commands";
import { createDocumentStore } from "@/store/document-store";
import { createRunStore } from "@/store/run-store";
import { forgetShownOfOtherData } from "@/store/shown-of-data";
import { createViewStore } from "@/store/view-store";

const digits = initialProject("digits");
const other = withDataset(digits, "spirals");
const edit = (project: typeof digits) => ({ label: { text: { en: "Edit", zh: "修改" } }, project });
const picked = { example: { split: "test", index: 9999 }, confusionCell: { label: 4, prediction: 9 } } as const;
const nothing = { example: undefined, confusionCell: undefined };

function watched() {
  const document = createDocumentStore(digits);
  const run = createRunStore();
  const view = createViewStore(undefined, { locale: "en", theme: "light" });
  const stop = forgetShownOfOtherData({ document, run, view });
  view.setState(picked);
  return { document, run, view, stop };
}

test("an example and a cell end with their data, and with their project", () => {
  const changed = watched();
  changed.document.apply(edit(other));
  expect(changed.view.getState()).toMatchObject(nothing);
  const opened = watched();
  opened.document.open({ ...digits, id: "another" });
  expect(opened.view.getState()).toMatchObject(nothing);
});

test("other edits leave them alone; another split takes the example, whose number may be gone, but no drawing", () => {
  const { document, view } = watched();
  document.apply(edit({ ...digits, notes: "so far" }));
  expect(view.getState()).toMatchObject(picked);
  document.apply(edit({ ...digits, data: { ...digits.data, subset: 0.1 } }));
  expect(view.getState()).toMatchObject({ ...nothing, confusionCell: picked.confusionCell });
  const drawing = { inputs: new Float32Array(784) };
  view.setState({ example: drawing });
  document.apply(edit({ ...digits, data: { ...digits.data, validationSplit: 0.4 } }));
  expect(view.getState().example).toBe(drawing);
});

test("while a run shows its own data, what was picked from them stays until the run is another", () => {
  const { document, run, view } = watched();
  run.setState({ pinned: { project: digits, revision: 0 } });
  document.apply(edit(other));
  expect(view.getState()).toMatchObject(picked);
  run.setState({ pinned: { project: other, revision: 1 } });
  expect(view.getState()).toMatchObject(nothing);
});

test("nothing is watched any more once it was undone", () => {
  const { document, view, stop } = watched();
  stop();
  document.apply(edit(other));
  expect(view.getState()).toMatchObject(picked);
});
