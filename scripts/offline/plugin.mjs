/** Vite plugin: writes `sw.js` at the root of the build, with the list of files that make up this version of the page. */
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { datasets } from "../datasets/prepare.mjs";
import { dist, root } from "../paths.mjs";

const template = join(root, "scripts/offline/service-worker.js");
/** Large, and asked for by few: kept from its first use on. */
const isLate = (path) => /^assets\/ort-.*\.wasm$/.test(path);
/** Not needed without a network: data sets are kept as they are used, and no formula of ours is set in these faces. */
const isLeftOut = (path) => /^(datasets\/|sw\.js$|_headers$|THIRD_PARTY_NOTICES|\.)|KaTeX_(Caligraphic|Fraktur|SansSerif|Script|Typewriter)-/.test(path);

export function offline() {
  return {
    name: "offline",
    apply: "build",
    async closeBundle() {
      const { paths: all, digest } = await listFiles();
      const paths = all.filter((path) => !isLate(path));
      // The address of the page itself, as it is asked for.
      const files = paths.map((path) => (path === "index.html" ? "./" : path));
      const dataVersion = createHash("sha256")
        .update(datasets.map(({ id, recipe }) => `${id} ${recipe}`).join("\n"))
        .digest("hex")
        .slice(0, 12);
      const content = { version: digest, files, late: all.filter(isLate), dataVersion, datasets: datasets.map(({ id }) => id) };
      const source = await readFile(template, "utf8");
      await writeFile(join(dist, "sw.js"), source.replace("self.__FILES__;", `${JSON.stringify(content)};`));
    },
  };
}

async function listFiles() {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dist, join(entry.parentPath ?? entry.path, entry.name)).replaceAll("\\", "/"))
    .filter((path) => !isLeftOut(path))
    .toSorted((a, b) => (a < b ? -1 : 1));
  const hash = createHash("sha256");
  for (const path of paths)
    hash
      .update(path)
      .update("\0")
      .update(await readFile(join(dist, path)));
  return { paths, digest: hash.digest("hex").slice(0, 12) };
}
