/** How much script the built page loads, gzipped, by the reports that the build wrote. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { cache, dist } from "./paths.mjs";

/** `entry` is the page's first script, `bench` what it starts at once, before panels that load by themselves; `worker` all of the worker. */
export async function readBundles() {
  const report = async (part) => JSON.parse(await readFile(join(cache, "bundle", `${part}.json`), "utf8"));
  const [page, worker] = await Promise.all([report("page"), report("worker")]);
  const entry = withStaticImports(
    page,
    page.filter((chunk) => chunk.isEntry),
  );
  const started = page.filter((chunk) => entry.some(({ dynamicImports }) => dynamicImports.includes(chunk.fileName)));
  const first = withStaticImports(page, [...entry, ...started]);
  return { page, worker, first, kb: { entry: await gzipKb(entry), bench: await gzipKb(first), worker: await gzipKb(worker) } };
}

/** Chunks and all that they import statically. */
function withStaticImports(chunks, some) {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const all = new Set(some);
  for (const chunk of all) for (const name of chunk.imports) if (byName.has(name)) all.add(byName.get(name));
  return [...all];
}

async function gzipKb(chunks) {
  const sizes = await Promise.all(chunks.map(async ({ fileName }) => gzipSync(await readFile(join(dist, fileName)), { level: 9 }).length));
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}
