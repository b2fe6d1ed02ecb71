import { execFile } from "node:child_process";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import * as tf from "@tensorflow/tfjs-core";
import { loadLayersModel } from "@tensorflow/tfjs-layers";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seedFromName } from "@/base/rng";
import { openBackend } from "@/engine/worker/backends";
import { buildModel } from "@/engine/worker/model";
import { arbitraryValues, interopCases, type InteropCase } from "@/app/interop/cases";
import { exportFormats } from "@/interop/export";
import type { ExportFormat } from "@/interop/export/export-format";
import { trainedModel, type TrainedModel } from "@/interop/export/trained-model";

/** Both sides compute in single precision. */
const tolerance = 1e-4;
const count = 32;
const python = process.env["LAYERLAB_PYTHON"] ?? "";

/** The network with weights that nothing is zero or one of, moving averages included, and what it answers. */
async function modelOf({ id, network }: InteropCase): Promise<TrainedModel> {
  const model = buildModel(network, 1);
  model.load(
    (await model.records()).map(({ name, shape, data }) => {
      const drawn = arbitraryValues(data.length, seedFromName(1, name));
      // A variance is positive.
      return {
        name,
        shape,
        data: name.endsWith("Variance") ? drawn.map((value) => 0.5 + value * value) : drawn.map((value, i) => (data[i] ?? 0) + 0.1 * value),
      };
    }),
  );
  const inputShape = model.inputShape.slice(1).map((size) => size ?? 1);
  const inputs = arbitraryValues(count * inputShape.reduce((product, size) => product * size, 1), seedFromName(2, id));
  const outputs = tf.tidy(() =>
    model
      .forward(tf.tensor(inputs, [count, ...inputShape]), {})
      .output.dataSync<"float32">()
      .slice(),
  );
  const weights = await model.records();
  model.dispose();
  return trainedModel(id, network, weights, { classNames: [], golden: { count, inputs, outputs } });
}

describe("what is exported answers in the real program as in the page", () => {
  let folder: string;
  const models = new Map<string, TrainedModel>();
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "layerlab-interop-"));
    await openBackend("wasm");
    for (const one of interopCases) models.set(one.id, await modelOf(one));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Largest difference by case; one run of Python for all of them. */
  async function differences(format: ExportFormat): Promise<Record<string, number | string>> {
    const cases = [];
    for (const [i, { id, network }] of interopCases.entries()) {
      if (network.nodes.some((node) => format.cannotHold(node))) continue;
      const { golden, plan } = models.get(id)!;
      const at = join(folder, `${format.id}-${i}`);
      await mkdir(at);
      await writeFile(join(at, `model${format.ending}`), await format.write(models.get(id)!, 0));
      await writeFile(join(at, "inputs.f32"), golden!.inputs);
      await writeFile(join(at, "outputs.f32"), golden!.outputs);
      cases.push({ id, folder: at, count, inputShape: plan.inputShape.slice(1), outputShape: plan.output.outputShape.slice(1) });
    }
    const list = join(folder, `${format.id}.json`);
    await writeFile(list, JSON.stringify(cases));
    const { stdout } = await promisify(execFile)(python, [`scripts/interop/check_${format.id}.py`, list], { maxBuffer: 1 << 24 });
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Record<string, number | string>;
  }

  /** TensorFlow.js is JavaScript: its own layers answer here. */
  async function inTensorFlow(format: ExportFormat): Promise<Record<string, number | string>> {
    const found: Record<string, number> = {};
    for (const { id, network } of interopCases) {
      if (network.nodes.some((node) => format.cannotHold(node))) continue;
      const model = models.get(id)!;
      const { golden, plan } = model;
      const parts = unzipSync(await format.write(model, 0));
      const { modelTopology, weightsManifest } = JSON.parse(strFromU8(parts["model.json"]!)) as { modelTopology: object; weightsManifest: [{ weights: [] }] };
      const weightData = parts["weights.bin"]!.slice().buffer;
      const loaded = await loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs: weightsManifest[0].weights, weightData }));
      const shape = [count, ...plan.inputShape.slice(1).map((size) => size ?? 1)];
      const answers = tf.tidy(() => (loaded.predict(tf.tensor(golden!.inputs, shape)) as tf.Tensor).dataSync<"float32">().slice());
      const scale = golden!.outputs.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
      found[id] = answers.reduce((most, value, i) => Math.max(most, Math.abs(value - golden!.outputs[i]!)), 0) / scale;
    }
    return found;
  }

  test.each(exportFormats.map((format) => [format.id, format] as const))("%s", async (_, format) => {
    const found = await (format.id === "tfjs" ? inTensorFlow(format) : differences(format));
    expect(Object.keys(found).length).toBeGreaterThan(0);
    expect(Object.entries(found).filter(([, difference]) => !(typeof difference === "number" && difference <= tolerance))).toEqual([]);
  });
});
