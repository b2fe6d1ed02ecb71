/** `npm run build`: dist/ with all data sets, for any static host and any sub-path. */
import "./ensure-node.mjs";
import { ensurePackages } from "./ensure-packages.mjs";
import { runMain } from "./plain-error.mjs";

await runMain(async () => {
  await ensurePackages();
  const { buildApp } = await import("./build-app.mjs");
  const { datasets } = await import("./datasets/prepare.mjs");
  await buildApp({ datasets: datasets.map((d) => d.id) });
  console.log("Built dist/: copy it to any static host.");
});
