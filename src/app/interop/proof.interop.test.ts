import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { datasetFor } from "@/data/datasets";
import { chain } from "@/engine/worker/test-networks";
import { modelWithAnswers } from "@/engine/worker/testing/exported";
import { templates } from "@/examples";
import { exportFormats } from "@/interop/export";
import { proofPackage } from "@/interop/export/proof/proof-package";
import { scriptName } from "@/interop/export/proof/verify-script";
import type { TrainedModel } from "@/interop/export/trained-model";
import { initialProject } from "@/project/initial-project";

const python = process.env["LAYERLAB_PYTHON"] ?? "";
const provable = exportFormats.flatMap((format) => (format.verify ? [{ id: format.id, format, verify: format.verify }] : []));
/** One of each kind of template: points, images, noisy images, texts, next tokens, series; first one sequence from another, whose masks meet in Keras. */
const kinds = ["seq2seq-lstm", "circles", "mnist-mlp", "denoise", "text-gru", "one-sentence", "forecast-gru"] as const;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "layerlab-proof-"));
  // Where Node looks for packages from there.
  await symlink(resolve("node_modules"), join(folder, "node_modules"), "junction");
});
afterAll(() => rm(folder, { recursive: true }));

async function modelOf(id: string): Promise<TrainedModel> {
  const { network, data, training } = templates.find((template) => template.id === id)!;
  const { vocabularySize: tokens, kind } = datasetFor(data);
  const project = { ...initialProject("p", id), network, data, training };
  const vocabulary = { tokens: Array.from({ length: tokens ?? 0 }, (_, i) => `[${i}]`), counts: [] };
  const model = await modelWithAnswers(id, network, 32, tokens);
  return {
    ...model,
    preprocessing: { normalization: data.normalization, shift: [0], scale: [1] },
    origin: { project, counts: { train: 1, validation: 1, test: 1 }, ...(kind === "text" ? { vocabulary } : {}) },
  };
}

type Provable = (typeof provable)[number];
interface Package {
  readonly at: string;
  readonly verify: Provable["verify"];
  readonly files: readonly string[];
}

async function unpacked(name: string, { format, verify }: Provable, model: TrainedModel): Promise<Package> {
  const at = join(folder, name);
  const parts = unzipSync(proofPackage(format, verify, model, await format.write(model, 0)));
  for (const [path, bytes] of Object.entries(parts)) {
    await mkdir(dirname(join(at, path)), { recursive: true });
    await writeFile(join(at, path), bytes);
  }
  return { at, verify, files: Object.keys(parts) };
}

interface Verdict {
  readonly code: unknown;
  readonly said: string;
}
const ran = (program: string, words: readonly string[]) =>
  new Promise<Verdict>((done) =>
    execFile(program, words, { maxBuffer: 1 << 24 }, (error, stdout, stderr) => done({ code: error ? error.code : 0, said: error ? stdout + stderr : stdout })),
  );

/** How the scripts of these packages ended; those of Python run in one process, which has its programs to load once. */
async function verdictsOn(packages: readonly Package[]): Promise<readonly Verdict[]> {
  const inPython = packages.filter(({ verify }) => verify.program === "python").map(({ at }) => at);
  await writeFile(join(folder, "packages.json"), JSON.stringify(inPython));
  const { said } = await ran(python, ["scripts/interop/run_verify.py", join(folder, "packages.json")]);
  const found = JSON.parse(said.trim().split("\n").at(-1) ?? "") as readonly Verdict[];
  return Promise.all(
    packages.map(async ({ at, verify }) =>
      verify.program === "python" ? found[inPython.indexOf(at)]! : ran(process.execPath, [join(at, scriptName(verify))]),
    ),
  );
}

const right = { code: 0, said: expect.stringMatching(/^max \|difference\| \d\.\de[-+]?\d+ on 32 examples/m) as string };

test("every format of every kind of template comes with examples, preprocessing and a script that finds the answers alike", async () => {
  const packages = new Map<string, Package>();
  for (const kind of kinds) {
    const model = await modelOf(kind);
    const { nodes } = templates.find(({ id }) => id === kind)!.network;
    for (const one of provable.filter(({ format }) => !nodes.some((node) => format.cannotHold(node, { nodes, edges: [] }))))
      packages.set(`${kind} ${one.id}`, await unpacked(`${kind}-${one.id}`, one, model));
  }
  for (const { files } of packages.values()) expect(files).toEqual(expect.arrayContaining(["README.md", "golden/outputs.npy", "preprocessing.json"]));
  expect(packages.get("text-gru keras")?.files).toEqual(expect.arrayContaining(["texts.py", "texts.json", "vocabulary.json"]));
  const verdicts = await verdictsOn([...packages.values()]);
  expect(Object.fromEntries([...packages.keys()].map((name, i) => [name, verdicts[i]]))).toEqual(
    Object.fromEntries([...packages.keys()].map((name) => [name, right])),
  );
  expect(packages.size).toBeGreaterThan(5 * provable.length);
});

test("weights of another network are found out in every format, and layers that TensorFlow.js has not come with its model", async () => {
  const model = await modelOf("circles");
  const weights = new Map([...model.weights].map(([name, tensor]) => [name, { ...tensor, data: tensor.data.map((value) => value + 0.1) }]));
  const others = await Promise.all(provable.map((one) => unpacked(`other-${one.id}`, one, { ...model, weights })));
  const gru = await modelWithAnswers("gru", chain([4, 3], ["GRU", { units: 3 }]), 32);
  const own = await unpacked(
    "tfjs-own",
    provable.find(({ id }) => id === "tfjs")!,
    gru,
  );
  const found = await verdictsOn([...others, own]);
  expect(found.at(-1)).toEqual(right);
  for (const verdict of found.slice(0, -1))
    expect(verdict).toEqual({ code: 1, said: expect.stringContaining("This is not the network that was exported.") as string });
});
