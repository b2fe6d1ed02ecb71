/** `npm run --silent bench -- [--json]`: our engine against TensorFlow.js' model.fit, in headless Chromium. */
import "./ensure-node.mjs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensurePackages } from "./ensure-packages.mjs";
import { cache, root } from "./paths.mjs";
import { PlainError, runMain } from "./plain-error.mjs";

const rounds = 3;
const cases = [
  { model: "mlp", batch: 32, backend: "wasm" },
  { model: "mlp", batch: 128, backend: "wasm" },
  // Stock WebAssembly has no kernel for a convolution's gradient, so its model.fit stands on the cpu backend.
  { model: "cnn", batch: 32, backend: "wasm", fitBackend: "cpu", warmUpSteps: 1 },
];

await runMain(async () => {
  const { json } = readArguments();
  await ensurePackages();
  const { build } = await import("vite");
  const { launchBrowser } = await import("./launch-browser.mjs");
  const { serveStatic } = await import("./static-server.mjs");
  const { wasmKernels } = await import("./wasm-kernels.mjs");
  const outDir = join(cache, "bench");
  const alias = { "@": join(root, "src") };
  const plugins = [wasmKernels()];
  await build({
    root: join(root, "bench"),
    configFile: false,
    base: "./",
    resolve: { alias },
    plugins,
    logLevel: "error",
    build: { outDir, emptyOutDir: true },
  });
  const server = await serveStatic({ folder: outDir });
  const browser = await launchBrowser();
  try {
    const machine = { cpu: cpus()[0]?.model ?? "", cores: cpus().length, browser: `Chromium ${browser.version()}`, node: process.versions.node };
    const rows = [];
    for (const one of cases) rows.push(...(await measureCase(browser, server.url, one)));
    if (json) console.log(JSON.stringify({ machine, rounds, rows }, null, 2));
    else print(machine, rows);
  } finally {
    await browser.close();
    await server.close();
  }
});

/** Both contenders in turn, several rounds, so that a slow moment of the machine meets both; the medians count. */
async function measureCase(browser, url, { model, batch, backend, fitBackend = backend, warmUpSteps = 20 }) {
  const contenders = [
    { contender: "layerlab", backend },
    { contender: "model.fit", backend: fitBackend },
  ];
  const speeds = contenders.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, contender] of contenders.entries()) {
      process.stderr.write(`${model} b${batch} ${contender.backend} ${contender.contender}, round ${round + 1} of ${rounds}\n`);
      const page = await browser.newPage();
      await page.goto(url);
      await page.waitForFunction(() => "measure" in window);
      const { steps, durationMs } = await page.evaluate((order) => window.measure(order), { ...contender, model, batch, warmUpSteps, durationMs: 3000 });
      speeds[i].push((1000 * steps) / durationMs);
      await page.close();
    }
  }
  const [, fitSpeed] = speeds.map(median);
  return contenders.map(({ contender, backend: own }, i) => ({
    model,
    batch,
    backend: own,
    kind: "train",
    contender,
    examplesPerSecond: Math.round(median(speeds[i]) * batch),
    stepsPerSecond: Number(median(speeds[i]).toPrecision(4)),
    ratioToFit: Number((median(speeds[i]) / fitSpeed).toPrecision(3)),
  }));
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}

function print({ cpu, cores, browser, node }, rows) {
  console.log(`${cpu}, ${cores} cores; ${browser}; Node ${node}; medians of ${rounds} rounds\n`);
  console.log("model  batch  backend  contender   examples/s    steps/s   ratio to model.fit");
  for (const row of rows) {
    const cells = [row.model.padEnd(6), String(row.batch).padStart(5), ` ${row.backend.padEnd(8)}`, row.contender.padEnd(10)];
    console.log(
      [
        ...cells,
        row.examplesPerSecond.toLocaleString("en").padStart(11),
        row.stepsPerSecond.toFixed(1).padStart(10),
        row.ratioToFit.toFixed(2).padStart(8),
      ].join(" "),
    );
  }
}

function readArguments() {
  try {
    return parseArgs({ options: { json: { type: "boolean", default: false } } }).values;
  } catch (error) {
    throw new PlainError(`${error.message.split(". To ")[0]}. Usage: npm run --silent bench -- [--json]`, 2);
  }
}
