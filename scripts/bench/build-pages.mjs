/** Builds the pages of the bench and serves them, with the digits and the messages beside them. */
import { join } from "node:path";
import { datasetsFromSource } from "../datasets/on-demand.mjs";
import { prepareDatasets } from "../datasets/prepare.mjs";
import { cache, root } from "../paths.mjs";
import { serveStatic } from "../static-server.mjs";
import { wasmKernels } from "../wasm-kernels.mjs";
import { packagesOnDemand } from "./packages.mjs";

export async function serveBench({ say }) {
  await prepareDatasets(["mnist", "sms-spam"], { say });
  const { build } = await import("vite");
  const outDir = join(cache, "bench");
  await build({
    root: join(root, "bench"),
    configFile: false,
    base: "./",
    plugins: [wasmKernels()],
    resolve: { alias: { "@": join(root, "src") } },
    logLevel: "error",
    build: { outDir, emptyOutDir: true, target: "es2022", chunkSizeWarningLimit: 4000 },
  });
  return await serveStatic({ folder: outDir, beforeFile: async (path) => (await datasetsFromSource(path)) ?? (await packagesOnDemand(path)) });
}
