/** `node scripts/serve.mjs [--port N] [--base /sub/path/]`: serves dist/ as a static host would; the browser tests use it. */
import { parseArgs } from "node:util";
import { dist } from "./paths.mjs";
import { runMain } from "./plain-error.mjs";
import { serveStatic } from "./static-server.mjs";

await runMain(async () => {
  const { values } = parseArgs({ options: { port: { type: "string", default: "0" }, base: { type: "string", default: "/" } } });
  const { url } = await serveStatic({ folder: dist, base: values.base, port: Number(values.port) });
  console.log(url);
});
