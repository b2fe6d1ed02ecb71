/** A tiny network trains on WebGL, here on a software adapter. */
import { expect, test } from "./guarded-page";
import { keptText } from "./kept";
import { openTemplate, stepOf, trainButton } from "./workbench";

// A software adapter compiles every shader on the processor, which a busy machine feels.
test.setTimeout(300_000);

test("WebGL learns two moons when it is chosen", async ({ page }) => {
  await openTemplate(page, "moons", { examples: 100, epochs: 4, backend: "webgl" });
  const run = await page.evaluate(() => window.layerlab.train());
  expect(run.backend).toBe("webgl");
  const figures = await page.evaluate(() => window.layerlab.evaluate("train"));
  expect(figures?.loss).toBeLessThan(0.6);
});

test("a device that is lost in the middle of a run is taken anew, and the run goes on and says so", async ({ page, browser }) => {
  await openTemplate(page, "moons", { examples: 100, epochs: 5000, backend: "webgl" });
  await trainButton(page).click();
  await expect.poll(() => keptText(page), { timeout: 60_000 }).toMatch(/^run\//m);
  const cdp = await browser.newBrowserCDPSession();
  // The process that draws for all tabs is gone: every context with it. It never answers.
  void cdp.send("Browser.crashGpuProcess").catch(() => undefined);
  const notice = page.getByText(/Training goes on from step [\d,]+/).first();
  await expect(notice).toBeVisible({ timeout: 90_000 });
  const from = Number((await notice.innerText()).replace(/\D/g, ""));
  expect(from).toBeGreaterThan(0);
  await expect.poll(() => stepOf(page), { timeout: 60_000 }).toBeGreaterThan(from);
});
