import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { datasetFor } from "@/data/datasets";
import { augmentationOff } from "@/data/data-settings";
import { modelWithAnswers } from "@/engine/worker/testing/exported";
import { templates } from "@/examples";
import { trainingProject } from "@/interop/export/training/training-project";
import { initialProject } from "@/project/initial-project";

const python = process.env["LAYERLAB_PYTHON"] ?? "";
const shown = 40;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "layerlab-training-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A template's project with the first of its examples, unpacked. */
async function unpacked(id: string): Promise<string> {
  const { network, data, training } = templates.find((template) => template.id === id)!;
  const project = {
    ...initialProject("p", id),
    network,
    data: { ...data, augmentation: { ...augmentationOff, enabled: true } },
    training: { ...training, batchSize: 8 },
  };
  const dataset = datasetFor(data);
  const { inputs, targets = inputs } = await dataset.load(data.config, data.seed, { read: () => Promise.reject(new Error("no files")) });
  const sizeOf = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);
  const rows = {
    count: shown,
    total: shown,
    inputs: Float32Array.from(inputs.subarray(0, shown * sizeOf(dataset.inputShape))),
    targets: Float32Array.from(targets.subarray(0, shown * sizeOf(dataset.targetShape))),
  };
  const model = await modelWithAnswers(id, network, 8, dataset.vocabularySize);
  const origin = { project, counts: { train: shown, validation: shown, test: 0 } };
  const zip = await trainingProject.write({ ...model, origin, examples: { train: rows, validation: rows } }, 0);
  const at = join(folder, id);
  for (const [path, bytes] of Object.entries(unzipSync(zip))) {
    await mkdir(dirname(join(at, path)), { recursive: true });
    await writeFile(join(at, path), bytes);
  }
  return at;
}

/** Of a safetensors file: the length of its header, the header, the values. */
async function namesAndValues(path: string) {
  const bytes = await readFile(path);
  const end = 8 + bytes.readUInt32LE(0);
  const { __metadata__: _none, ...header } = JSON.parse(bytes.toString("utf8", 8, end)) as Record<string, unknown>;
  return { names: Object.keys(header).toSorted(), values: bytes.subarray(end) };
}

const run = async (...words: string[]) => (await promisify(execFile)(python, words, { env: { ...process.env, OMP_NUM_THREADS: "1" } })).stdout;
const together = ["-m", "torch.distributed.run", "--standalone", "--nproc_per_node=2"];

describe("a training project", () => {
  test("answers as in the page, and goes on from there on two processes as on one", async () => {
    const at = await unpacked("circles");
    expect(await run(join(at, "verify.py"))).toContain("max |difference|");
    const before = await namesAndValues(join(at, "weights.safetensors"));
    const epoch = /^epoch 1: loss (\d+\.\d+), accuracy [01]\.\d+; validation loss \d+\.\d+, accuracy [01]\.\d+$/m;
    expect(await run(join(at, "train.py"), "--epochs", "1")).toMatch(epoch);
    const out = join(at, "both.safetensors");
    const said = await run(...together, join(at, "train.py"), "--epochs", "1", "--out", out);
    // Told once, by the first of them.
    expect(said.match(/^epoch 1: /gm)).toHaveLength(1);
    expect(said).toMatch(epoch);
    const after = await namesAndValues(out);
    expect(after.names).toEqual(before.names);
    expect(after.values.equals(before.values)).toBe(false);
  });

  test("guesses next tokens without those that are padding, and stops after so many steps", async () => {
    const at = await unpacked("one-sentence");
    expect(await run(join(at, "train.py"), "--steps", "2")).toMatch(/^epoch 1: loss \d+\.\d+, accuracy [01]\.\d+;/m);
  });
});
