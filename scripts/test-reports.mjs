/** Reads the reports of the test runners: how many tests passed and failed, and what the failed ones said. */
import { readFile } from "node:fs/promises";

/** Vitest's JSON report. */
export async function readVitestReport(file) {
  const report = JSON.parse(await readFile(file, "utf8"));
  const failures = report.testResults.flatMap((suite) => {
    const failed = suite.assertionResults.filter((test) => test.status === "failed");
    const said = failed.map((test) => `${short(suite.name)} › ${test.fullName}\n${indent(test.failureMessages.join("\n"))}`);
    // A file that could not be loaded has no tests but failed all the same.
    return suite.status === "failed" && failed.length === 0 ? [`${short(suite.name)}\n${indent(suite.message)}`] : said;
  });
  const passed = report.numPassedTests;
  const other = report.numTotalTests - passed - report.numFailedTests;
  return { passed, failed: Math.max(failures.length, report.numFailedTests), skipped: other, failures };
}

/** Playwright's JSON report. A test that only passed on a second try counts as failed: nothing here may depend on luck. */
export async function readPlaywrightReport(file) {
  const report = JSON.parse(await readFile(file, "utf8"));
  const counts = { passed: 0, failed: 0, skipped: 0, failures: report.errors.map((error) => error.message ?? String(error)) };
  const walk = (suite, path) => {
    for (const inner of suite.suites ?? []) walk(inner, [...path, inner.title]);
    for (const spec of suite.specs ?? []) {
      for (const run of spec.tests) {
        if (run.status === "expected") counts.passed++;
        else if (run.status === "skipped") counts.skipped++;
        else {
          counts.failed++;
          const messages = run.results.flatMap((result) => result.errors.map((error) => error.message));
          counts.failures.push(`[${run.projectName}] ${[...path, spec.title].join(" › ")}\n${indent(messages.join("\n"))}`);
        }
      }
    }
  };
  for (const suite of report.suites) walk(suite, [suite.title]);
  counts.failed = Math.max(counts.failed, counts.failures.length);
  return counts;
}

const short = (path) => path.replaceAll("\\", "/").replace(/^.*\/(src|scripts|e2e)\//, "$1/");
// oxlint-disable-next-line no-control-regex -- colours are control characters
const colours = /\u001b\[[0-9;]*m/g;
const indent = (text) =>
  (text ?? "")
    .replaceAll(colours, "")
    .split("\n")
    .filter((line) => !/^\s+at .*node_modules/.test(line))
    .slice(0, 40)
    .map((line) => `    ${line}`)
    .join("\n");
