/** The size budget of the built page, with canaries: what must be lazy is lazy, and the measure itself sees what it looks for. */
import { readBundles } from "./bundle-sizes.mjs";
import { PlainError, runMain } from "./plain-error.mjs";

const budgetsKb = { entry: 110, bench: 274, worker: 391 };
/** Must not be in what the page loads at first, and must be somewhere: otherwise the search is broken or the part is gone. */
const lazy = {
  canvas: /node_modules\/@xyflow\//,
  charts: /node_modules\/recharts\//,
  formulas: /node_modules\/katex\//,
  editor: /node_modules\/monaco-editor\//,
  grammar: /node_modules\/@lezer\//,
};
const tensorflow = /node_modules\/@tensorflow\//;

await runMain(async () => {
  const { page, worker, first, kb } = await readBundles();
  const problems = [];
  const check = (isRight, problem) => isRight || problems.push(problem);

  const modules = (chunks) => chunks.flatMap((chunk) => chunk.modules);
  console.log(
    Object.entries(budgetsKb)
      .map(([name, budget]) => `${name} ${kb[name].toFixed(1)} of ${budget} kB`)
      .join(", "),
  );
  check(kb.entry <= budgetsKb.entry, `The entry script is ${kb.entry.toFixed(1)} kB gzip; the budget is ${budgetsKb.entry} kB.`);
  check(kb.bench <= budgetsKb.bench, `The page loads ${kb.bench.toFixed(1)} kB of script before its panels; the budget is ${budgetsKb.bench} kB.`);
  check(kb.worker <= budgetsKb.worker, `The worker is ${kb.worker.toFixed(1)} kB; the budget is ${budgetsKb.worker} kB.`);
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
