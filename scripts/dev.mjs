/** `npm run dev`: the developers' server, with data sets prepared as they are asked for. `--port N` picks the port. */
import "./ensure-node.mjs";
import { parseArgs } from "node:util";
import { ensurePackages } from "./ensure-packages.mjs";
import { root } from "./paths.mjs";
import { PlainError, runMain } from "./plain-error.mjs";

await runMain(async () => {
  const { values } = readArguments();
  await ensurePackages();
  const { prepareDatasets } = await import("./datasets/prepare.mjs");
  await prepareDatasets(["mnist"], { say: console.log });
  const { createServer } = await import("vite");
  const server = await createServer({ root, server: { port: Number(values.port) } });
  await server.listen();
  server.printUrls();
});

function readArguments() {
  try {
    return parseArgs({ options: { port: { type: "string", default: "5173" } } });
  } catch (error) {
    throw new PlainError(`${error.message.split(". To ")[0]}. Usage: npm run dev -- [--port N]`, 2);
  }
}
