import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { datasetFor } from "@/data/datasets";
import { augmentationOff } from "@/data/data-settings";
import { modelWithAnswers, movedAlike } from "@/engine/worker/testing/exported";
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
  const files = { read: async (path: string) => gunzipSync(await readFile(join("public/datasets", path))) };
  const loaded = await dataset.load(data.config, data.seed, files);
  const {
    inputs,
    targets = inputs,
    vocabulary,
  } = dataset.encode?.(
    loaded,
    data.config,
    Uint32Array.from({ length: shown }, (_, i) => i),
  ) ?? loaded;
  const sizeOf = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);
  const rows = {
    count: shown,
    total: shown,
    inputs: Float32Array.from(inputs.subarray(0, shown * sizeOf(dataset.inputShape))),
    targets: Float32Array.from(targets.subarray(0, shown * sizeOf(dataset.targetShape))),
  };
  const model = await modelWithAnswers(id, network, 8, dataset.vocabularySize);
  const origin = { project, counts: { train: shown, validation: shown, test: 0 }, ...(vocabulary ? { vocabulary } : {}) };
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

const run = async (...words: string[]) => (await promisify(execFile)(python, words)).stdout;
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

  test("varies images as in the page, and reads a set from its own files, packed or not", async () => {
    const at = await unpacked("mnist-mlp");
    const side = 28;
    const images = Array.from({ length: 20 * side * side }, (_, i) => (i * i) % 251);
    const header = (...sizes: readonly number[]) => {
      const bytes = Buffer.alloc(4 + 4 * sizes.length);
      [0x800 + sizes.length, ...sizes].forEach((value, i) => bytes.writeUInt32BE(value, 4 * i));
      return bytes;
    };
    await writeFile(join(at, "train-images-idx3-ubyte.gz"), gzipSync(Buffer.concat([header(20, side, side), Buffer.from(images)])));
    await writeFile(join(at, "train-labels-idx1-ubyte"), Buffer.concat([header(20), Buffer.from(Array.from({ length: 20 }, (_, i) => i % 10))]));
    // Chance replaced by what it may be at most and at least.
    const program = `import json, sys, torch
sys.argv = ["train.py"]
import train
x, y = train.read_idx(".")["train"]
x = torch.from_numpy(x)
found = []
for drawn in (0.0, 1.0):
    torch.rand = lambda count, device: torch.full((count,), drawn)
    found.append(train.vary(x).flatten().tolist())
print(json.dumps([x.flatten().tolist(), y.tolist(), found]))`;
    const said = await promisify(execFile)(python, ["-c", program], { cwd: at, maxBuffer: 1 << 26 });
    const [read, labels, varied] = JSON.parse(said.stdout) as [number[], number[], [number[], number[]]];
    const { shift, rotate, scale } = augmentationOff;
    for (const [i, sign] of [-1, 1].entries()) {
      const variation = {
        shiftX: sign * shift * side,
        shiftY: sign * shift * side,
        radians: (sign * rotate * Math.PI) / 180,
        scale: 1 + sign * scale,
        isMirrored: false,
      };
      const ours = await movedAlike(read, [labels.length, side, side, 1], variation);
      expect(Math.max(...varied[i]!.map((value, k) => Math.abs(value - ours[k]!)))).toBeLessThan(1e-4);
    }
    labels.forEach((label, i) => {
      const original = images.slice(label * side * side, (label + 1) * side * side);
      const other = images.slice((label + 10) * side * side, (label + 11) * side * side);
      const row = read.slice(i * side * side, (i + 1) * side * side).map((value) => Math.round(value * 255));
      expect([original.join(), other.join()]).toContain(row.join());
    });
  });

  test("learns the classes of a table of one's own and tells them of what is typed; other classes need a fresh start", async () => {
    const at = await unpacked("text-gru");
    const lines = Array.from({ length: 60 }, (_, i) => (i % 2 ? `tea;"a cup; ""green"" leaves ${i}"` : `coffee;roasted beans ${i}`));
    await writeFile(join(at, "own.csv"), `\ufefflabel;text\r\n${lines.join("\r\n")}`);
    const words = ["--texts", join(at, "own.csv")];
    await expect(run(join(at, "train.py"), ...words)).rejects.toThrow(
      /'tea' is no class of the network: fine, spam|'coffee' is no class of the network: fine, spam/,
    );
    await run(join(at, "train.py"), ...words, "--fresh", "--epochs", "5");
    const answers = await run(join(at, "predict.py"), "--weights", join(at, "trained.safetensors"), "a cup of green leaves");
    expect(answers).toMatch(/^ *\d+\.\d\d% {2}tea\n *\d+\.\d\d% {2}coffee\n$/);
    const plain = await run(join(at, "predict.py"), "WIN a prize now");
    expect(plain.match(/(fine|spam)$/gm)?.toSorted()).toEqual(["fine", "spam"]);
  });
});
