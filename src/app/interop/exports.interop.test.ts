import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { interopCases, layerCases, type InteropCase } from "@/app/interop/cases";
import { answersOf, askTensorFlow, modelWithAnswers } from "@/engine/worker/testing/exported";
import { printKeras } from "@/interop/code/keras/print-keras";
import { modelFormats } from "@/interop/export";
import type { ExportFormat } from "@/interop/export/export-format";
import type { TrainedModel } from "@/interop/export/trained-model";
import { openModelFile } from "@/interop/import/import-file";
import { askPage } from "@/interop/page/ask-page";
import { initialProject } from "@/project/initial-project";

/** Both sides compute in single precision. */
const tolerance = 1e-4;
const count = 32;
/** Of a page, whose plain JavaScript takes its time over large networks. */
const asked = 4;
const python = process.env["LAYERLAB_PYTHON"];

interface Suite {
  readonly name: string;
  readonly models: ReadonlyMap<string, TrainedModel>;
  readonly cases: readonly InteropCase[];
}

/** Largest difference as a share of the largest value or of 1, by case; or what went wrong. */
type Found = Record<string, number | string>;

/** Of the examples that were asked. */
function largestDifference(answers: ArrayLike<number>, outputs: Float32Array): number {
  const expected = outputs.subarray(0, answers.length);
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  return expected.reduce((most, value, i) => Math.max(most, Math.abs(value - (answers[i] ?? Number.NaN))), 0) / scale;
}

describe("what is exported answers in the real program as in the page", () => {
  let folder: string;
  const models = new Map<string, TrainedModel>();
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "layerlab-interop-"));
    for (const { id, network, tokens } of interopCases) models.set(id, await modelWithAnswers(id, network, count, tokens));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const casesFor = (format: ExportFormat, cases = interopCases) =>
    cases.filter(({ network }) => !network.nodes.some((node) => format.cannotHold(node, network)));

  /** One run of Python for all cases. */
  async function inPython(format: ExportFormat, { models, cases: given, name: suite }: Suite): Promise<Found> {
    const cases = await Promise.all(
      casesFor(format, given).map(async ({ id, network }, i) => {
        const model = models.get(id)!;
        const at = join(folder, `${suite}-${format.id}-${i}`);
        await mkdir(at);
        await writeFile(join(at, `model${format.ending}`), await format.write(model, 0));
        if (format.id === "keras-weights") await writeFile(join(at, "program.py"), printKeras({ ...initialProject(id), network }).text);
        for (const { name, data } of model.golden!.inputs) await writeFile(join(at, `${name}.f32`), data);
        await writeFile(join(at, "outputs.f32"), model.golden!.outputs);
        return {
          id,
          folder: at,
          inputs: model.golden!.inputs.map(({ name, shape }) => ({ name, shape })),
          outputShape: [count, ...model.plan.output.outputShape.slice(1)],
        };
      }),
    );
    const list = join(folder, `${suite}-${format.id}.json`);
    await writeFile(list, JSON.stringify(cases));
    const { stdout } = await promisify(execFile)(python ?? "", [`scripts/interop/check_${format.id}.py`, list], { maxBuffer: 1 << 24 });
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Found;
  }

  async function inTensorFlow(format: ExportFormat, { models, cases }: Suite): Promise<Found> {
    const found: Found = {};
    for (const { id } of casesFor(format, cases)) {
      const model = models.get(id)!;
      found[id] = largestDifference(await askTensorFlow(await format.write(model, 0), model), model.golden!.outputs);
    }
    return found;
  }

  /** Its program is the one that the page carries; `e2e/export.spec.ts` opens it. */
  async function inPage(format: ExportFormat, { models, cases }: Suite): Promise<Found> {
    const found: Found = {};
    for (const { id } of casesFor(format, cases)) {
      const model = models.get(id)!;
      let left = asked;
      const answers = await askPage(await format.write(model, 0), model.golden!, () => Promise.resolve(--left > 0));
      found[id] = largestDifference(answers, model.golden!.outputs);
    }
    return found;
  }

  /** The cases that are missing or answer otherwise. */
  async function wrong(format: ExportFormat, suite: Suite): Promise<readonly (readonly [string, unknown])[]> {
    const { id } = format;
    const found = await (id === "tfjs" ? inTensorFlow(format, suite) : id === "page" ? inPage(format, suite) : inPython(format, suite));
    return casesFor(format, suite.cases).flatMap((one) => {
      const difference = found[one.id];
      return typeof difference === "number" && difference <= tolerance ? [] : [[one.id, difference]];
    });
  }

  test.each(modelFormats.map((format) => [format.id, format] as const))("%s", async (_, format) => {
    expect(await wrong(format, { name: "whole", models, cases: interopCases })).toEqual([]);
  });

  const inFewerBits = modelFormats.flatMap((format) => (format.precisions ?? []).map((precision) => [format.id, precision, format] as const));
  test.each(inFewerBits)("%s, weights as %s", async (_, precision, format) => {
    const rounded = new Map<string, TrainedModel>();
    for (const { id, network, tokens } of layerCases) rounded.set(id, await modelWithAnswers(id, network, count, tokens, precision));
    expect(await wrong(format, { name: precision, models: rounded, cases: layerCases })).toEqual([]);
  });

  test("onnx comes back as a network that answers the same", async () => {
    const format = modelFormats.find(({ id }) => id === "onnx")!;
    const found: Found = {};
    for (const { id } of casesFor(format)) {
      const model = models.get(id)!;
      const opened = await openModelFile([{ name: "model", bytes: await format.write(model, 0) }]).catch(String);
      if (typeof opened === "string") found[id] = opened;
      else if (opened.kind !== "model") found[id] = opened.kind;
      else found[id] = largestDifference(await answersOf(opened.model.network, opened.model.weights, model.golden!.inputs), model.golden!.outputs);
    }
    expect(Object.keys(found)).toHaveLength(casesFor(format).length);
    expect(Object.entries(found).filter(([, difference]) => !(typeof difference === "number" && difference <= tolerance))).toEqual([]);
  });
});
