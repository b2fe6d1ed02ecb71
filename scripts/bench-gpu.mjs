/** `npm run bench:gpu`: packs the bench for a machine that has a GPU and no browser. There, unpack it and start `./run.sh`. */
import "./ensure-node.mjs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensurePackages } from "./ensure-packages.mjs";
import { cache } from "./paths.mjs";
import { PlainError, runMain } from "./plain-error.mjs";

await runMain(async () => {
  try {
    parseArgs({ options: {} });
  } catch (error) {
    throw new PlainError(`${error.message.split(". To specify")[0]}. Usage: npm run bench:gpu`, 2);
  }
  if (process.platform !== "linux") throw new PlainError("The bundle holds this machine's Node, so it is packed on Linux, for Linux.");
  await ensurePackages();
  const { packBench } = await import("./bench/gpu-bundle.mjs");
  const { archive, bytes } = await packBench(join(cache, "bench-gpu"), { say: console.log });
  console.log(`${archive}: ${(bytes / 1e6).toFixed(1)} MB. On the other machine: tar -xJf layerlab-bench.tar.xz && ./layerlab-bench/run.sh`);
});
