/**
 * Vite plugin: the program of an exported page as text. `virtual:standalone-page` holds one script without imports and its style sheet,
 * bundled from `src/features/standalone`, so that whoever exports only puts both into a page.
 */
import { join } from "node:path";
import { root } from "./paths.mjs";
import { PlainError } from "./plain-error.mjs";

const virtualId = "virtual:standalone-page";

export function standalonePage() {
  let bundled;
  return {
    name: "standalone-page",
    resolveId: { filter: { id: /^virtual:standalone-page$/ }, handler: () => `\0${virtualId}` },
    load: {
      // oxlint-disable-next-line no-control-regex -- the mark that Rollup's plugins put before ids of their own
      filter: { id: /^\0virtual:standalone-page$/ },
      async handler() {
        const { program, style, sources } = await (bundled ??= bundle());
        for (const source of sources) this.addWatchFile(source);
        return `export const program = ${JSON.stringify(program)};\nexport const style = ${JSON.stringify(style)};\n`;
      },
    },
    watchChange: () => void (bundled = undefined),
  };
}

async function bundle() {
  const { build } = await import("vite");
  const { output } = await build({
    root,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    resolve: { alias: { "@": join(root, "src") } },
    build: {
      write: false,
      target: "es2022",
      cssCodeSplit: false,
      rolldownOptions: {
        input: join(root, "src/features/standalone/main.ts"),
        output: { format: "iife", comments: { legal: false } },
        checks: { bundlerTimings: false },
      },
    },
  });
  const chunks = output.filter(({ type }) => type === "chunk");
  const styles = output.filter(({ fileName }) => fileName.endsWith(".css"));
  if (chunks.length !== 1 || styles.length !== 1)
    throw new PlainError(`The exported page must be one script and one style sheet; ${chunks.length} and ${styles.length} came.`);
  const program = chunks[0].code.trim();
  const style = String(styles[0].source).trim();
  if (/<\/script|<!--/i.test(program) || /<\/style/i.test(style)) throw new PlainError("The exported page's program would end the script that it stands in.");
  return { program, style, sources: Object.keys(chunks[0].modules).filter((id) => id.startsWith(root)) };
}
