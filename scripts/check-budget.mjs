/** The size budget of the built page, with canaries: what must be lazy is lazy, and the measure itself sees what it looks for. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { cache, dist } from "./paths.mjs";
import { PlainError, runMain } from "./plain-error.mjs";

/** The bench is what the entry starts at once, before panels that load by themselves: top bar, settings, data. */
const budgetsKb = { entry: 110, bench: 240, worker: 340 };
/** Must not be in what the page loads at first, and must be somewhere: otherwise the search is broken or the part is gone. */
const lazy = { canvas: /node_modules\/@xyflow\//, charts: /node_modules\/recharts\//, formulas: /node_modules\/katex\// };
const tensorflow = /node_modules\/@tensorflow\//;

await runMain(async () => {
  const report = async (part) => JSON.parse(await readFile(join(cache, "bundle", `${part}.json`), "utf8"));
  const [page, worker] = await Promise.all([report("page"), report("worker")]);
  const problems = [];
  const check = (isRight, problem) => isRight || problems.push(problem);

  const entry = withStaticImports(
    page,
    page.filter((chunk) => chunk.isEntry),
  );
  const started = page.filter((chunk) => entry.some(({ dynamicImports }) => dynamicImports.includes(chunk.fileName)));
  const first = withStaticImports(page, [...entry, ...started]);
  const modules = (chunks) => chunks.flatMap((chunk) => chunk.modules);
  const entryKb = await gzipKb(entry);
  const benchKb = await gzipKb(first);
  const workerKb = await gzipKb(worker);
  const figure = (name, kb) => `${name} ${kb.toFixed(1)} of ${budgetsKb[name]} kB`;
  console.log([figure("entry", entryKb), figure("bench", benchKb), figure("worker", workerKb)].join(", "));
  check(entryKb <= budgetsKb.entry, `The entry script is ${entryKb.toFixed(1)} kB gzip; the budget is ${budgetsKb.entry} kB.`);
  check(benchKb <= budgetsKb.bench, `The page loads ${benchKb.toFixed(1)} kB of script before its panels; the budget is ${budgetsKb.bench} kB.`);
  check(workerKb <= budgetsKb.worker, `The worker is ${workerKb.toFixed(1)} kB; the budget is ${budgetsKb.worker} kB.`);
  check(!modules(page).some((id) => tensorflow.test(id)), "TensorFlow.js is in the page's scripts; it belongs in the worker only.");
  check(
    modules(worker).some((id) => tensorflow.test(id)),
    "TensorFlow.js was not found in the worker: is the report of the bundle still right?",
  );
  check(
    modules(first).some((id) => id.endsWith("src/app/main.tsx")),
    "The entry does not hold src/app/main.tsx: is the report of the bundle still right?",
  );
  for (const [name, pattern] of Object.entries(lazy)) {
    check(!modules(first).some((id) => pattern.test(id)), `The page loads the ${name} at first; they should come when they are shown.`);
    check(
      modules(page).some((id) => pattern.test(id)),
      `The ${name} were found nowhere: is the report of the bundle still right?`,
    );
  }
  if (problems.length > 0) throw new PlainError(problems.join("\n"));
});

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
