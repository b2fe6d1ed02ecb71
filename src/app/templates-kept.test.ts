/** Every template, trained, saved and opened again by another page: the same answers to the same questions, to the bit. */
import { afterAll, expect, test } from "vitest";
import { datasetConfig } from "@/data/dataset-config";
import { datasetFor, datasetOf } from "@/data/datasets";
import type { DataSettings } from "@/data/data-settings";
import { charactersOf, encoderOf } from "@/data/text/corpus-windows";
import { sourceRow } from "@/data/text/pairs";
import { createTextEncoder } from "@/data/text/text-encoder";
import { textFields } from "@/data/text/text-fields";
import { encodeBeginning } from "@/data/text/whole-texts";
import { createTestEngine } from "@/engine/worker/testing/engine";
import { projectFromTemplate, templates } from "@/examples";
import { openModelFile } from "@/interop/import/import-file";
import type { ProjectDocument } from "@/project/project";
import { createSession } from "@/store/create-session";
import { createDocumentStore } from "@/store/document-store";
import { openFile, saveToFile } from "@/store/files";
import { createRunStore } from "@/store/run-store";
import { createViewStore } from "@/store/view-store";

/** A page with a worker of its own, where it counts: what answers must come out of the file. */
function openPage(project: ProjectDocument) {
  const document = createDocumentStore(project);
  const view = createViewStore(undefined, { locale: "en", theme: "light" });
  view.setState({ backendPreference: "wasm" });
  const run = createRunStore();
  const session = createSession({ document, view, run, createEngine: createTestEngine, now: () => performance.now() });
  return { document, view, run, session };
}
type Page = ReturnType<typeof openPage>;

/** So much data that three batches differ. Points are few anyway, and texts that run on are cut into windows: of these a hundredth. */
const [exampleCount, batchSize] = [32, 4];
function little(data: DataSettings): DataSettings {
  const { expectedCounts, fields } = datasetOf(data.datasetId);
  return expectedCounts ? { ...data, subset: exampleCount / expectedCounts.train } : fields["count"] ? data : { ...data, subset: 0.01 };
}

const typed = "Free entry now! 今日天气好 2 July";

/** What a person would ask: examples of the test split, and a sentence typed in. */
async function answers({ document, run, session }: Page) {
  const { data } = document.getState().project;
  const { kind, pair, task, writing } = datasetFor(data);
  const { vocabulary } = run.getState().data ?? {};
  const { inputs } = await session.examples({ split: "test", indices: [0, 1, 2] });
  const { outputs } = await session.predict({ inputs: inputs.slice() });
  const said: { readonly outputs: Float32Array; readonly typed?: Float32Array; readonly written?: readonly number[] } = { outputs };
  if (kind !== "text" || !vocabulary) return said;
  const write = async (order: object) => {
    const { tokens } = await session.generate(
      { tokens: new Float32Array(), count: 12, sampling: { temperature: 1, topK: 0, topP: 1 }, seed: 7, ...order },
      () => {},
    );
    return tokens.map(({ id }) => id);
  };
  if (pair) return { ...said, written: await write({ source: sourceRow(typed, pair, vocabulary) }) };
  if (task === "nextToken")
    return { ...said, written: await write({ tokens: writing?.isWhole ? encodeBeginning(vocabulary, typed) : encoderOf(vocabulary)(charactersOf(typed)) }) };
  const { row } = createTextEncoder(datasetConfig({ fields: textFields }, data.config), vocabulary).encode(typed);
  return { ...said, typed: (await session.predict({ inputs: row.slice() })).outputs };
}

const pages: Page[] = [];
afterAll(() => pages.forEach(({ session }) => session.dispose()));

test.each(templates.map(({ id }) => [id]))("%s", { timeout: 60_000 }, async (id) => {
  const template = projectFromTemplate(id, "p1");
  const project = { ...template, data: little(template.data), training: { ...template.training, batchSize } };
  const page = openPage(project);
  pages.push(page);
  await page.session.prepare();
  const untrained = await answers(page);
  for (let step = 0; step < 3; step++) await page.session.step("batch");
  expect(page.run.getState()).toMatchObject({ step: 3, problem: undefined });
  const before = await answers(page);
  expect(before.outputs).not.toEqual(untrained.outputs);
  const file = await saveToFile(page, "0.1.0");

  const other = openPage(projectFromTemplate("line", "p2"));
  pages.push(other);
  await openFile(other, [file], "p3", openModelFile);
  await other.session.prepare();
  expect(other.run.getState()).toMatchObject({ step: 3, problem: undefined });
  expect(await answers(other)).toEqual(before);
});
