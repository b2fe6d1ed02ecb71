/** A tiny network trains on WebGL, here on a software adapter. */
import { expect, test } from "./guarded-page";
import { keptText } from "./kept";
import { openTemplate, stepOf, trainButton } from "./workbench";

// A software adapter compiles every shader on the processor, which a busy machine feels.
test.setTimeout(480_000);

test("WebGL learns two moons when it is chosen, although the device is lost in the middle of the run, which is said", async ({ page, browser }) => {
  await openTemplate(page, "moons", { examples: 100, epochs: 5000, backend: "webgl" });
  await trainButton(page).click();
  await expect.poll(() => keptText(page), { timeout: 150_000 }).toMatch(/^run\//m);
  const cdp = await browser.newBrowserCDPSession();
  // The process that draws for all tabs is gone: every context with it. It never answers.
  void cdp.send("Browser.crashGpuProcess").catch(() => undefined);
  const notice = page.getByText(/Training goes on from step [\d,]+/).first();
  await expect(notice).toBeVisible({ timeout: 150_000 });
  const from = Number((await notice.innerText()).replace(/\D/g, ""));
  expect(from).toBeGreaterThan(0);
  await expect.poll(() => stepOf(page), { timeout: 150_000 }).toBeGreaterThan(from);
  await expect(page.getByRole("button", { name: /^Device: WebGL/ })).toBeVisible();
  const figures = await page.evaluate(() => window.layerlab.evaluate("train"));
  expect(figures?.loss).toBeLessThan(0.6);
});
