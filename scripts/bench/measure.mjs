/** Measures cases: all contenders in turn, several rounds, so that a slow moment of the machine meets them all; the medians count. */
import { median, rounded } from "./statistics.mjs";

/** A loss of chance on ten classes; who stays above it after so many steps does not train. */
const lossOfChance = Math.log(10);
const stepsToLearn = 100;

/** @param measureOne `(case, contender) → { steps, durationMs, loss, threadMsPerStep? }`; what it throws is the row's problem */
export async function measureCase(one, { rounds, measureOne, say }) {
  const results = one.contenders.map(() => []);
  const problems = one.contenders.map(() => undefined);
  for (let round = 0; round < rounds; round++) {
    for (const [i, contender] of one.contenders.entries()) {
      if (problems[i]) continue;
      say(`${titleOf(one)}: ${contender.contender} on ${contender.backend}, round ${round + 1} of ${rounds}`);
      try {
        const result = checked(one, await measureOne(one, contender));
        results[i].push(result);
        // A run that is broken off has said what it found.
        say(`  ${rounded((1000 * result.steps) / result.durationMs)} steps/s`);
      } catch (error) {
        problems[i] = firstLine(error);
        say(`  ${problems[i]}`);
      }
    }
  }
  return rowsOf(one, results, problems);
}

/** Rows as the bench prints and writes them. `ratioToFit` is null where stock `model.fit` was not measured. */
export function rowsOf(one, results, problems) {
  const speedOf = (runs) => median(runs.map(({ steps, durationMs }) => (1000 * steps) / durationMs));
  const isMeasured = (i) => !problems[i] && results[i].length > 0;
  const fit = one.contenders.findIndex(({ contender }) => contender === "model.fit");
  const fitSpeed = fit >= 0 && isMeasured(fit) ? speedOf(results[fit]) : undefined;
  return one.contenders.map(({ contender, backend }, i) => {
    const { section, model, batch, units, kind } = one;
    const row = { section, model, batch, units, backend, kind, contender };
    if (!isMeasured(i)) return { ...row, examplesPerSecond: null, stepsPerSecond: null, ratioToFit: null, problem: problems[i] ?? "not measured" };
    const speed = speedOf(results[i]);
    return {
      ...row,
      examplesPerSecond: rounded(speed * batch, 4),
      stepsPerSecond: rounded(speed, 4),
      ratioToFit: fitSpeed === undefined ? null : rounded(speed / fitSpeed),
      ...(results[i][0].execution ? { execution: results[i].at(-1).execution } : {}),
      ...(results[i][0].kernelsPerStep === undefined ? {} : { kernelsPerStep: rounded(median(results[i].map(({ kernelsPerStep }) => kernelsPerStep)), 4) }),
      ...(kind === "overhead" ? { jsMsPerStep: rounded(median(results[i].map(({ threadMsPerStep }) => threadMsPerStep))) } : {}),
    };
  });
}

/** Speed without learning is not worth a row. In the overhead limit nothing is computed, so nothing can be learned. */
function checked({ kind }, result) {
  if (kind === "real" && result.steps >= stepsToLearn && !(result.loss < lossOfChance))
    throw new Error(`Does not learn: the loss is ${result.loss} after ${result.steps} steps.`);
  return result;
}

export function titleOf({ section, model, batch, units, backend, kind }) {
  return `${section}: ${model} b${batch}${section === "width" ? ` w${units}` : ""} ${backend} ${kind}`;
}

function firstLine(error) {
  return (
    String(error?.message ?? error)
      .replace(/^page\.evaluate: /, "")
      .split("\n")[0]
      ?.replace(/^Error: /, "") ?? "unknown"
  );
}

/** Gives a page `threadMs`: time that its main thread computed, not time that went by. Other work on the machine does not count. */
export async function exposeThreadMs(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.exposeFunction("threadMs", async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return 1000 * metrics.find(({ name }) => name === "TaskDuration").value;
  });
}

/** Runs one contender in a page of its own. */
export async function measureInPage(browser, url, { model, batch, units, kind }, { contender, backend }, { warmUpMs, durationMs }) {
  const page = await browser.newPage();
  try {
    await exposeThreadMs(page);
    await page.goto(url);
    await page.waitForFunction(() => "measure" in window);
    return await page.evaluate((order) => window.measure(order), { contender, backend, model, batch, units, kind, warmUpMs, durationMs });
  } finally {
    await page.close();
  }
}
