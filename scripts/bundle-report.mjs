/** Vite plugin: notes which module went into which chunk, for the size budget. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache, root } from "./paths.mjs";

/** `part` is "page" or "worker"; the report is `.cache/bundle/<part>.json`. Of several bundles only the one with the module `entry` is noted. */
export function bundleReport(part, entry) {
  return {
    name: `bundle-report-${part}`,
    apply: "build",
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle)
        .filter((output) => output.type === "chunk")
        .map(({ fileName, isEntry, imports, dynamicImports, modules }) => ({
          fileName,
          isEntry,
          imports,
          dynamicImports,
          modules: Object.keys(modules).map((id) => id.replace(`${root}/`, "").replaceAll("\\", "/")),
        }));
      if (entry !== undefined && !chunks.some(({ modules }) => modules.includes(entry))) return;
      mkdirSync(join(cache, "bundle"), { recursive: true });
      writeFileSync(join(cache, "bundle", `${part}.json`), JSON.stringify(chunks));
    },
  };
}
