/** `npm run test:interop`: what is exported, opened in the programs it is for. */
import "./ensure-node.mjs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensurePackages } from "./ensure-packages.mjs";
import { interopPython } from "./interop/python.mjs";
import { root } from "./paths.mjs";
import { runMain } from "./plain-error.mjs";

await runMain(async () => {
  await ensurePackages();
  const { python, problem } = await interopPython({ say: console.log });
  if (problem) {
    console.log(`Left out: ${problem}.`);
    return 0;
  }
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  return (
    spawnSync(process.execPath, [vitest, "run", "--config=vitest.interop.config.ts"], {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, LAYERLAB_PYTHON: python },
    }).status ?? 1
  );
});
