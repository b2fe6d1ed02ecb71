/**
 * `npm run bench:gpu`: packs the bench for a machine that has a GPU and no browser. There, unpack it and start `./run.sh`.
 * `npm run bench:gpu -- --plots FILE` draws the plots of docs/performance.md from what `./run.sh --json` answered there.
 */
import "./ensure-node.mjs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensurePackages } from "./ensure-packages.mjs";
import { cache } from "./paths.mjs";
import { PlainError, runMain } from "./plain-error.mjs";

await runMain(async () => {
  let plots;
  try {
    ({ plots } = parseArgs({ options: { plots: { type: "string" } } }).values);
  } catch (error) {
    throw new PlainError(`${error.message.split(". To specify")[0]}. Usage: npm run bench:gpu [-- --plots FILE]`, 2);
  }
  if (plots !== undefined) return await drawPlots(plots);
  if (process.platform !== "linux") throw new PlainError("The bundle holds this machine's Node, so it is packed on Linux, for Linux.");
  await ensurePackages();
  const { packBench } = await import("./bench/gpu-bundle.mjs");
  const { archive, bytes } = await packBench(join(cache, "bench-gpu"), { say: console.log });
  console.log(`${archive}: ${(bytes / 1e6).toFixed(1)} MB. On the other machine: tar -xJf layerlab-bench.tar.xz && ./layerlab-bench/run.sh`);
});

async function drawPlots(file) {
  const { readFile } = await import("node:fs/promises");
  const { writePlots } = await import("./bench/write-plots.mjs");
  const text = await readFile(file, "utf8").catch((error) => {
    throw new PlainError(`${file} cannot be read: ${error.message}`);
  });
  const written = await writePlots(JSON.parse(text).rows);
  console.log(written.length > 0 ? `Written: ${written.join(", ")}.` : "These rows hold no section at two sizes or more.");
}
