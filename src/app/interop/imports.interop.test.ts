import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answersOf } from "@/engine/worker/testing/exported";
import { named, plainModules } from "@/app/interop/plain-modules";
import { openModelFile } from "@/interop/import/import-file";
import type { ImportedModel } from "@/interop/import/imported-model";
import { matchingWeights } from "@/interop/import/matching-weights";

const tolerance = 1e-4;
const floats = (bytes: Uint8Array) => new Float32Array(Uint8Array.from(bytes).buffer);

interface Case {
  readonly name: string;
  readonly file: string;
  /** Beside it lie the outputs, and an array for each input. */
  readonly golden: string;
  readonly shapes: readonly (readonly number[])[];
  /** Files that belong to it. */
  readonly beside?: readonly string[];
  /** Of weights alone: whose they are. */
  readonly network?: string;
}

/** A model, or weights alone in the network that does what their module did. */
async function modelOf({ name, file, beside = [], network = "" }: Case): Promise<Pick<ImportedModel, "network" | "weights">> {
  const opened = await openModelFile(await Promise.all([file, ...beside].map(async (path) => ({ name: path, bytes: await readFile(path) }))));
  if (opened.kind === "model") return opened.model;
  const plain = plainModules[network];
  if (opened.kind !== "weights" || !plain) throw new Error("neither a model nor weights");
  // The very names of the module's own layers, as when its text was pasted; elsewhere cards are called as on a fresh canvas.
  const cards = name.endsWith("channels first") ? named(plain, ["conv1", "bn1", "conv2", "bn2", "fc1", "bn3", "fc2"]) : plain;
  return { network: cards, weights: matchingWeights(cards, opened) };
}

describe("what another program saved answers here as it did there", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "layerlab-import-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Largest difference as a share of the largest value or of 1, by case; or what went wrong. */
  async function differences(script: string): Promise<Record<string, number | string>> {
    const { stdout } = await promisify(execFile)(process.env["LAYERLAB_PYTHON"] ?? "", [`scripts/interop/${script}`, folder], { maxBuffer: 1 << 24 });
    const cases = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as readonly Case[];
    const found: Record<string, number | string> = {};
    for (const one of cases) {
      const { name, golden, shapes } = one;
      try {
        const model = await modelOf(one);
        const inputs = await Promise.all(shapes.map(async (shape, i) => ({ name: `${i}`, shape, data: floats(await readFile(`${golden}.inputs-${i}.f32`)) })));
        const answers = await answersOf(model.network, model.weights, inputs);
        const expected = floats(await readFile(`${golden}.outputs.f32`));
        const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
        found[name] =
          answers.length === expected.length ? expected.reduce((most, value, i) => Math.max(most, Math.abs(value - answers[i]!)), 0) / scale : "another shape";
      } catch (error) {
        found[name] = String(error);
      }
    }
    return found;
  }

  // The newer exporter of PyTorch needs a package that a Python of one's own may lack; that of the tests has it.
  test.each([
    ["Keras", "make_keras.py", 26, 0],
    ["PyTorch, by way of ONNX", "make_pytorch.py", 50, 2],
    ["PyTorch, weights alone", "make_weights.py", 20, 0],
  ])("%s", async (_, script, count, dynamo) => {
    const found = await differences(script);
    expect([count, count + dynamo]).toContain(Object.keys(found).length);
    expect(Object.entries(found).filter(([, difference]) => !(typeof difference === "number" && difference <= tolerance))).toEqual([]);
  });
});
