/** `node scripts/prepare-datasets.mjs [id …]`: prepares the named datasets, or all of them. */
import { datasets, prepareDatasets } from "./datasets/prepare.mjs";
import { runMain } from "./plain-error.mjs";

await runMain(async () => {
  const named = process.argv.slice(2);
  await prepareDatasets(named.length > 0 ? named : datasets.map((d) => d.id), { say: console.log });
});
