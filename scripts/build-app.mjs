/** Builds dist/, and knows whether the last build is still that of today's sources. */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { prepareDatasets } from "./datasets/prepare.mjs";
import { cache, dist, root } from "./paths.mjs";

const stampFile = join(cache, "build-stamp");
/** All that a build is made of; data sets have their own stamps. */
const inputs = ["src", "public", "scripts", "index.html", "vite.config.ts", "tsconfig.json", "package-lock.json"];

/** Prepares the data and builds. `onlyIfChanged` leaves a build of the same sources as it is. */
export async function buildApp({ datasets, onlyIfChanged = false, say = console.log }) {
  await prepareDatasets(datasets, { say });
  const stamp = await hashInputs();
  const isSame = (await readFile(stampFile, "utf8").catch(() => "")) === stamp && (await readFile(join(dist, "index.html")).catch(() => undefined));
  if (onlyIfChanged && isSame) return;
  await rm(stampFile, { force: true });
  // A report of an earlier build must not stand in for this one's.
  await rm(join(cache, "bundle"), { recursive: true, force: true });
  // Vite keeps a NODE_ENV that stands already, and running a module through Vite sets it to development.
  process.env.NODE_ENV = "production";
  const { build } = await import("vite");
  await build({ root, logLevel: "warn" });
  const { writeNotices } = await import("./notices.mjs");
  await writeNotices(join(dist, "THIRD_PARTY_NOTICES.txt"));
  const { checkDist } = await import("./check-dist.mjs");
  await checkDist();
  await mkdir(cache, { recursive: true });
  await writeFile(stampFile, stamp);
}

async function hashInputs() {
  const hash = createHash("sha256");
  const isTest = (path) => /\.test\.(ts|tsx|mjs)$/.test(path);
  const add = async (path) => {
    if (relative(join(root, "public/datasets"), path) === "" || isTest(path)) return;
    const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined);
    if (!entries) {
      const bytes = await readFile(path).catch(() => undefined);
      if (bytes) hash.update(relative(root, path)).update("\0").update(bytes);
      return;
    }
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) await add(join(path, entry.name));
  };
  for (const path of inputs) await add(join(root, path));
  return hash.digest("hex");
}
