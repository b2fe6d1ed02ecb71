/** `npm run --silent train -- <template> …`: trains a template in the built page in headless Chromium and prints its figures. */
import "./ensure-node.mjs";
import { cpus } from "node:os";
import { dirname, join, resolve } from "node:path";
import { access, constants, stat, writeFile } from "node:fs/promises";
import { ensurePackages } from "./ensure-packages.mjs";
import { dist, root } from "./paths.mjs";
import { PlainError, runMain } from "./plain-error.mjs";

const tell = (text) => process.stderr.write(`${text}\n`);

await runMain(async () => {
  await ensurePackages({ say: tell });
  const { readTrainArguments } = await import("./train-arguments.mjs");
  const { help, template, options, out, json } = readTrainArguments(process.argv.slice(2), await templateIds());
  if (help) return console.log(help);
  if (out) await mustBeWritable(resolve(out));
  const { buildApp } = await import("./build-app.mjs");
  const { datasetsFromSource } = await import("./datasets/on-demand.mjs");
  const { launchBrowser } = await import("./launch-browser.mjs");
  const { serveStatic } = await import("./static-server.mjs");
  await buildApp({ datasets: ["mnist"], onlyIfChanged: true, say: tell });
  const server = await serveStatic({ folder: dist, beforeFile: datasetsFromSource });
  const browser = await launchBrowser({ backend: options.backend });
  try {
    // Nobody looks: a small still page leaves the processor to the training.
    const page = await browser.newPage({ viewport: { width: 480, height: 480 }, reducedMotion: "reduce" });
    await page.goto(server.url);
    await page.waitForFunction(() => "layerlab" in window);
    const result = await train(page, template, options);
    if (out) await writeFile(resolve(out), Buffer.from(await inPage(page, () => window.layerlab.save()), "base64"));
    if (json) console.log(JSON.stringify(result));
    else print(result, out);
  } finally {
    await browser.close();
    await server.close();
  }
});

/** Asked before the training, which would be lost with its file. */
async function mustBeWritable(file) {
  const folder = dirname(file);
  const isFolder = await stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) throw new PlainError(`--out must name a file; ${file} is a folder.`, 2);
  await access(folder, constants.W_OK).catch(() => {
    throw new PlainError(`--out cannot be written: there is no folder ${folder} that may be written to.`, 2);
  });
}

/** The templates as the page has them: the one list there is. */
async function templateIds() {
  const { runnerImport } = await import("vite");
  const { module } = await runnerImport(join(root, "src/examples/index.ts"), {
    configFile: false,
    resolve: { alias: { "@": join(root, "src") } },
    logLevel: "error",
  });
  return module.templates.map(({ id }) => id);
}

async function train(page, template, options) {
  const { createProgressBar } = await import("./progress-bar.mjs");
  const bar = createProgressBar();
  const shown = setInterval(() => void showProgress(page, bar), 250);
  try {
    await inPage(page, ([id, chosen]) => window.layerlab.open(id, chosen), [template, options]);
    const { backend, device, seed, epochs, paramCount, examplesPerSecond, durationMs } = await inPage(page, () => window.layerlab.train());
    const evaluate = (split) => inPage(page, (name) => window.layerlab.evaluate(name), split);
    const figures = { train: await evaluate("train"), validation: await evaluate("validation"), test: await evaluate("test") };
    return { template, backend, device: device || processor(), seed, epochs, paramCount, examplesPerSecond, ...figures, durationMs };
  } finally {
    clearInterval(shown);
    bar.end();
  }
}

/** What computes where there is no graphics adapter to name. */
function processor() {
  const all = cpus();
  return `${all[0]?.model.trim() ?? "CPU"}, ${all.length} cores`;
}

async function showProgress(page, bar) {
  // The page may be closing under the question.
  const progress = await page.evaluate(() => window.layerlab.progress()).catch(() => undefined);
  if (!progress) return;
  const { status, loadedShare, epoch, epochs, step, totalSteps, loss, examplesPerSecond } = progress;
  if (status === "running" && totalSteps > 0) {
    const speed = Math.round(examplesPerSecond).toLocaleString("en");
    bar.show(step / totalSteps, `epoch ${Math.min(epoch + 1, epochs)} of ${epochs}, loss ${loss?.toFixed(4) ?? "–"}, ${speed} examples/s`);
  } else if (loadedShare > 0 && loadedShare < 1) bar.show(0, `loading data, ${Math.round(100 * loadedShare)} %`);
}

/** Asks the page; what it answers with an error is said in one line. */
async function inPage(page, ask, argument) {
  try {
    return await page.evaluate(ask, argument);
  } catch (error) {
    const [line] = error.message.replace(/^page\.evaluate: /, "").split("\n");
    throw new PlainError(line.replace(/^(Range)?Error: /, ""), line.startsWith("RangeError: ") ? 2 : 1);
  }
}

function print({ template, backend, device, seed, epochs, paramCount, examplesPerSecond, durationMs, ...splits }, out) {
  const seconds = (durationMs / 1000).toFixed(1);
  console.log(`${template} on ${backend}${device ? ` (${device})` : ""}, seed ${seed}`);
  console.log(
    `${paramCount.toLocaleString("en")} parameters, ${Number(epochs.toFixed(2))} epochs in ${seconds} s, ${Math.round(examplesPerSecond).toLocaleString("en")} examples/s\n`,
  );
  for (const [split, figures] of Object.entries(splits)) {
    if (!figures) continue;
    const { loss, perplexity, bitsPerCharacter, meanAbsoluteError, tokenAccuracy, exactMatch, bleu, accuracy, macroF1, rocAuc } = figures;
    const more = [
      perplexity !== undefined && `perplexity ${perplexity.toFixed(2)}`,
      bitsPerCharacter !== undefined && `${bitsPerCharacter.toFixed(3)} bits per character`,
      meanAbsoluteError !== undefined && `mean absolute error ${meanAbsoluteError.toPrecision(4)}`,
      tokenAccuracy !== undefined && `token accuracy ${(100 * tokenAccuracy).toFixed(2)} %`,
      exactMatch !== undefined && `exact match ${(100 * exactMatch).toFixed(2)} %`,
      bleu !== undefined && `BLEU ${bleu.toFixed(2)}`,
      accuracy !== null && `accuracy ${(100 * accuracy).toFixed(2)} %`,
      macroF1 !== null && `macro F1 ${macroF1.toFixed(4)}`,
      rocAuc?.macro && `ROC AUC ${rocAuc.macro.toFixed(4)}`,
    ];
    console.log([`${split.padEnd(11)} loss ${loss.toPrecision(4)}`, ...more.filter(Boolean)].join("  "));
  }
  if (out) console.log(`\nSaved to ${out}`);
}
