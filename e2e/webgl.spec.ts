/** A tiny network trains on WebGL, here on a software adapter. */
import { expect, test } from "./guarded-page";
import { openTemplate } from "./workbench";

// A software adapter compiles every shader on the processor, which a busy machine feels.
test.setTimeout(180_000);

test("WebGL learns two moons when it is chosen", async ({ page }) => {
  await openTemplate(page, "moons", { examples: 100, epochs: 4, backend: "webgl" });
  const run = await page.evaluate(() => window.layerlab.train());
  expect(run.backend).toBe("webgl");
  const figures = await page.evaluate(() => window.layerlab.evaluate("train"));
  expect(figures?.loss).toBeLessThan(0.6);
});
