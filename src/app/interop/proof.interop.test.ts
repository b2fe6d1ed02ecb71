import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chain } from "@/engine/worker/test-networks";
import { modelWithAnswers } from "@/engine/worker/testing/exported";
import { templates } from "@/examples";
import { exportFormats } from "@/interop/export";
import { proofPackage } from "@/interop/export/proof/proof-package";
import { scriptName } from "@/interop/export/proof/verify-script";
import type { TrainedModel } from "@/interop/export/trained-model";

const python = process.env["LAYERLAB_PYTHON"] ?? "";
const provable = exportFormats.flatMap((format) => (format.verify ? [{ id: format.id, format, verify: format.verify }] : []));

let folder: string;
let model: TrainedModel;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "layerlab-proof-"));
  // Where Node looks for packages from there.
  await symlink(resolve("node_modules"), join(folder, "node_modules"), "junction");
  model = await modelWithAnswers("Two circles", templates.find(({ id }) => id === "circles")!.network, 32);
});
afterAll(() => rm(folder, { recursive: true }));

/** Unpacks a package and runs its script there: how it ended, and what it said. */
async function verified(name: string, { format, verify }: (typeof provable)[number], exported: TrainedModel) {
  const at = join(folder, name);
  const zip = proofPackage(format, verify, exported, await format.write(exported, 0));
  for (const [path, bytes] of Object.entries(unzipSync(zip))) {
    await mkdir(dirname(join(at, path)), { recursive: true });
    await writeFile(join(at, path), bytes);
  }
  const program = verify.program === "python" ? python : process.execPath;
  return new Promise<{ readonly code: number | string | null | undefined; readonly said: string }>((done) => {
    execFile(program, [join(at, scriptName(verify))], (error, stdout, stderr) => done({ code: error ? error.code : 0, said: stdout + stderr }));
  });
}

test("layers that TensorFlow.js has not come with its model, and its script finds them", async () => {
  const one = provable.find(({ id }) => id === "tfjs")!;
  const { code, said } = await verified("tfjs-own", one, await modelWithAnswers("gru", chain([4, 3], ["GRU", { units: 3 }]), 32));
  expect([code, said]).toEqual([0, expect.stringContaining("on 32 examples")]);
});

test.each(provable.map((one) => [one.id, one] as const))("%s: its script finds the answers alike, and other weights out", async (id, one) => {
  const weights = new Map([...model.weights].map(([name, tensor]) => [name, { ...tensor, data: tensor.data.map((value) => value + 0.1) }]));
  const [right, other] = await Promise.all([verified(id, one, model), verified(`${id}-other`, one, { ...model, weights })]);
  expect(right).toEqual({ code: 0, said: expect.stringMatching(/^max \|difference\| \d\.\de[-+]?\d+ on 32 examples/m) as string });
  expect(other).toEqual({ code: 1, said: expect.stringContaining("This is not the network that was exported.") as string });
});
