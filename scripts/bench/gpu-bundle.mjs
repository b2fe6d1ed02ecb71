/** Node, Dawn, our engine, the digits and the text messages in one archive: all that a bare Linux with a GPU driver lacks. */
import { execFile } from "node:child_process";
import { chmod, copyFile, cp, mkdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { prepareDatasets } from "../datasets/prepare.mjs";
import { root } from "../paths.mjs";
import { wasmKernels } from "../wasm-kernels.mjs";
import { filesOfPackage } from "./packages.mjs";

const run = promisify(execFile);

/** Dawn for Node, with binaries for all platforms: too large to be installed by everybody. */
const webgpu = {
  name: "webgpu",
  version: "0.6.2",
  integrity: "sha512-3L4GfmqJLvYUIEWJngEQY+2HQiUlAFkg8+P8NDDj3Xx5hHHIFO/r8JW+ynfqBj7kHN4mbnwO74uB+lrRtLhp4Q==",
};
const name = "layerlab-bench";
const datasets = ["mnist", "sms-spam"];

const runScript = `#!/bin/sh
# The bench of Layerlab's engine on this machine's GPU. Needs glibc, libstdc++ and a Vulkan driver.
# DAWN_BACKEND=null ./run.sh measures what is left when the device computes nothing.
# One measurement is asked for as JSON: '{"check":true}' for the device's correctness, '{"tune":true}' for tilings of products,
# '{"train":{"template":"mnist-cnn"}}' for a whole training, '{"profile":true,"model":"mlp","batch":32,"units":128,"backend":"webgpu"}'
# for where the time of a step goes.
here=$(cd "$(dirname "$0")" && pwd)
case "$1" in "{"*) exec "$here/node" --no-warnings "$here/one.mjs" "$1" ;; esac
exec "$here/node" --no-warnings "$here/bench.mjs" "$@"
`;

/** Writes `<folder>/layerlab-bench.tar.xz`, and beside it the same unpacked. */
export async function packBench(folder, { say }) {
  const target = join(folder, name);
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  say("building the bench for Node …");
  await buildForNode(target);
  await prepareDatasets(datasets);
  for (const id of datasets) await cp(join(root, "public/datasets", id), join(target, "datasets", id), { recursive: true });
  const [dawn] = await filesOfPackage(webgpu, [`dist/linux-${process.arch}/dawn.node`]);
  await writeFile(join(target, "dawn.node"), dawn);
  await copyFile(process.execPath, join(target, "node"));
  await chmod(join(target, "node"), 0o755);
  // Symbols are half of both; without the tool the archive is only larger.
  for (const file of ["node", "dawn.node"]) await run("strip", [join(target, file)]).catch(() => say(`${file} stays as large as it is: no strip here`));
  await writeFile(join(target, "run.sh"), runScript, { mode: 0o755 });
  say("packing …");
  const archive = join(folder, `${name}.tar.xz`);
  await run("tar", ["-cf", archive, "-I", "xz -9 -T0", "-C", folder, name]);
  return { archive, bytes: (await stat(archive)).size };
}

async function buildForNode(outDir) {
  const { build } = await import("vite");
  for (const [entry, file] of [
    ["main", "bench"],
    ["one", "one"],
  ]) {
    await build({
      root: join(root, "bench"),
      configFile: false,
      plugins: [wasmKernels()],
      resolve: { alias: { "@": join(root, "src") } },
      logLevel: "error",
      ssr: { noExternal: true },
      build: {
        ssr: join(root, "bench/gpu", `${entry}.ts`),
        outDir,
        emptyOutDir: false,
        copyPublicDir: false,
        target: "node20",
        // Names are what a profile tells its dispatches by.
        minify: false,
        // tfjs's WebAssembly files are named by the code that the page shares with us, and not needed here.
        ssrEmitAssets: false,
        rolldownOptions: { output: { format: "esm", entryFileNames: `${file}.mjs`, codeSplitting: false } },
      },
    });
  }
}
