import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findDatasetFor } from "@/data/datasets";
import { runTensorFlowProgram } from "@/engine/worker/testing/exported";
import { templates, type Template } from "@/examples";
import { printKeras } from "@/interop/code/keras/print-keras";
import { printTorch } from "@/interop/code/pytorch/print-torch";
import { printTfjs } from "@/interop/code/tfjs/print-tfjs";
import { exportFormats } from "@/interop/export";
import { losses } from "@/network/losses";
import { planOf } from "@/network/plan";
import { summarize } from "@/network/summary";

/** Whole batches of two, without what Keras keeps for validation: PyTorch trains no batch normalisation on one example, nor some convolutions. */
const counts = { keras: 5, pytorch: 4 } as const;
/** A few steps are enough to see that the program trains. */
const source = (template: Template) => ({
  ...template,
  name: template.title.en,
  training: { ...template.training, epochs: 1, batchSize: 2 },
});

const canSay = (template: Template, formatId: string) => {
  const format = exportFormats.find(({ id }) => id === formatId)!;
  return !template.network.nodes.some((node) => format.cannotHold(node, template.network));
};

function expected({ network }: Template, params: "params" | "trainableParams") {
  return { params: summarize(network).total[params], outputShape: planOf(network).output.outputShape.slice(1), isFinite: true };
}

describe("a printed program runs: the same parameters, the same output, a few steps of training", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "layerlab-code-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** One run of Python for all templates. */
  async function inPython(language: "keras" | "pytorch", programs: readonly { readonly template: Template; readonly text: string }[]): Promise<unknown> {
    const cases = await Promise.all(
      programs.map(async ({ template, text }) => {
        const { id, network, data, training } = template;
        const file = join(folder, `${id}-${language}.py`);
        await writeFile(file, text);
        const dataset = findDatasetFor(data)!;
        const { inputs, output } = planOf(network);
        const classes = losses[training.loss].targets === "values" ? 0 : Math.max(2, output.outputShape.at(-1) ?? 1);
        return {
          id,
          language,
          file,
          count: counts[language],
          inputShapes: inputs.map(({ outputShape }) => outputShape.slice(1)),
          targetShape: dataset.targetShape,
          classes,
          tokens: dataset.vocabularySize ?? 0,
        };
      }),
    );
    const list = join(folder, `${language}.json`);
    await writeFile(list, JSON.stringify(cases));
    const { stdout } = await promisify(execFile)(process.env["LAYERLAB_PYTHON"] ?? "", ["scripts/interop/run_code.py", list], { maxBuffer: 1 << 24 });
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
  }

  test("Keras", async () => {
    const found = await inPython(
      "keras",
      templates.map((template) => ({ template, text: printKeras(source(template)).text })),
    );
    expect(found).toEqual(Object.fromEntries(templates.map((template) => [template.id, expected(template, "params")])));
  });

  test("PyTorch", async () => {
    const those = templates.filter((template) => canSay(template, "pytorch"));
    const found = await inPython(
      "pytorch",
      those.map((template) => ({ template, text: printTorch(source(template)).text })),
    );
    expect(found).toEqual(Object.fromEntries(those.map((template) => [template.id, expected(template, "trainableParams")])));
  });

  test("TensorFlow.js", async () => {
    for (const template of templates.filter((one) => canSay(one, "tfjs"))) {
      const { params, outputShape } = expected(template, "params");
      expect([template.id, await runTensorFlowProgram(printTfjs(source(template)).text)]).toEqual([template.id, { params, outputShape }]);
    }
  });
});
