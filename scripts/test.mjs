/**
 * `npm test`: everything, from a fresh clone. Installs what is missing, finds a browser, prepares the data, then format,
 * lint, types, dead code, unit tests, build, size budget, the tests in a real browser, and exports opened elsewhere. Ends with `N passed, N failed`.
 */
import "./ensure-node.mjs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { ensurePackages } from "./ensure-packages.mjs";
import { cache, root } from "./paths.mjs";
import { runMain } from "./plain-error.mjs";
import { runCommand } from "./run-command.mjs";
import { readPlaywrightReport, readVitestReport } from "./test-reports.mjs";

const reports = join(cache, "test");
const unitReport = join(reports, "unit.json");
const graphicsReport = join(reports, "graphics.json");
const interopReport = join(reports, "interop.json");
const e2eReport = join(reports, "e2e.json");
const tool = (path) => [process.execPath, join(root, "node_modules", path)];
const vitest = (report, ...args) => [...tool("vitest/vitest.mjs"), "run", "--reporter=json", `--outputFile=${report}`, ...args];
const total = { passed: 0, failed: 0 };
const failedGates = new Set();

await runMain(async () => {
  const started = performance.now();
  await ensurePackages();
  const { ensureBrowser } = await import("./ensure-browser.mjs");
  const browser = await ensureBrowser();
  const { datasets, prepareDatasets } = await import("./datasets/prepare.mjs");
  await prepareDatasets(
    datasets.filter((d) => !d.isLarge).map((d) => d.id),
    { say: console.log },
  );
  await rm(reports, { recursive: true, force: true });
  await mkdir(reports, { recursive: true });
  console.log(`Chromium: ${browser}\n`);
  const env = { CHROMIUM_PATH: browser };

  // What waits for the disk, for one shader after the other or for a page leaves a core to the other side.
  await Promise.all([theSources(env), theBuiltPage(env)]);

  console.log(`\n${seconds(performance.now() - started)} in all${failedGates.size > 0 ? `; failed: ${[...failedGates].join(", ")}` : ""}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
});

async function theSources(env) {
  await gate("format", [...tool("oxfmt/bin/oxfmt"), "--check", "."]);
  await gate("lint", [...tool("oxlint/bin/oxlint"), "--type-aware", "--deny-warnings", "src", "scripts", "e2e", "bench"]);
  await gate("types", [...tool("typescript/bin/tsc"), "-p", "tsconfig.json"]);
  await gate("types of the pure rooms", [...tool("typescript/bin/tsc"), "-p", "tsconfig.pure.json"]);
  await gate("dead code", [...tool("knip/bin/knip.js"), "--no-progress"]);
  await suite("unit tests", vitest(unitReport), () => readVitestReport(unitReport), { env, limitMs: 20 * 60_000 });
  await suite("WebGL and WebGPU tests", vitest(graphicsReport, "--config=vitest.browser.config.ts"), () => readVitestReport(graphicsReport), {
    env,
    // A graphics card played by a busy processor takes its time.
    limitMs: 30 * 60_000,
  });
}

async function theBuiltPage(env) {
  const interop = interopEnvironment();
  await gate("build", [process.execPath, join(root, "scripts/build.mjs")]);
  await gate("size budget", [process.execPath, join(root, "scripts/check-budget.mjs")], { after: "build", shows: true });
  await suite("tests of the built page", [...tool("@playwright/test/cli.js"), "test"], () => readPlaywrightReport(e2eReport), {
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: e2eReport },
    after: "build",
    // Playwright ends itself a minute before, with a report.
    limitMs: 31 * 60_000,
  });
  await inOtherPrograms(await interop);
}

/** Fetched beside everything else: the first time it is large. */
async function interopEnvironment() {
  const { interopPython } = await import("./interop/python.mjs");
  return interopPython({ say: console.log });
}

/** Left out where there is no Python: everything else needs none. */
async function inOtherPrograms({ python, problem }) {
  const name = "exports elsewhere";
  if (problem) return console.log(`– ${name.padEnd(24)}           left out: ${problem}`);
  await suite(name, vitest(interopReport, "--config=vitest.interop.config.ts"), () => readVitestReport(interopReport), {
    env: { LAYERLAB_PYTHON: python },
    limitMs: 20 * 60_000,
  });
}

/** A command that passes or fails as one. */
async function gate(name, [file, ...args], { after, shows = false } = {}) {
  if (failedGates.has(after)) return note(name, { passed: 0, failed: 1 }, 0, `not run, since ${after} failed`);
  const { code, output, durationMs } = await runCommand(file, args);
  const text = output.trim();
  note(name, { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }, durationMs, text, shows && code === 0 ? text : "");
}

/** A runner that reports many tests. */
async function suite(name, [file, ...args], readReport, { env, after, limitMs }) {
  if (failedGates.has(after)) return note(name, { passed: 0, failed: 1 }, 0, `not run, since ${after} failed`);
  const { code, output, durationMs } = await runCommand(file, args, { env, ...(limitMs ? { limitMs } : {}) });
  const counts = await readReport().catch(() => ({ passed: 0, failed: 1, skipped: 0, failures: [output.trim()] }));
  // A runner that fails although no test did (a crash after the tests) must not pass silently.
  if (code !== 0 && counts.failed === 0) Object.assign(counts, { failed: 1, failures: [output.trim()] });
  const left = counts.skipped > 0 ? `, ${counts.skipped} left out` : "";
  note(name, counts, durationMs, counts.failures.join("\n\n"), `${counts.passed} passed, ${counts.failed} failed${left}`);
}

function note(name, { passed, failed }, durationMs, problem, remark = "") {
  total.passed += passed;
  total.failed += failed;
  if (failed > 0) failedGates.add(name);
  console.log(`${failed === 0 ? "✓" : "✗"} ${name.padEnd(24)} ${seconds(durationMs).padStart(8)}${remark ? `  ${remark}` : ""}`);
  if (failed > 0 && problem) console.log(`${problem.slice(0, 12_000).replace(/^/gm, "    ")}\n`);
}

function seconds(ms) {
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}
