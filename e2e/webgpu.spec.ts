/** A tiny network trains on WebGPU, here on a software adapter. */
import { expect, test } from "./guarded-page";
import { openTemplate } from "./workbench";

// A software adapter compiles every shader on the processor, which a busy machine feels.
test.setTimeout(300_000);

test("WebGPU learns two moons when it is chosen", async ({ page }) => {
  await openTemplate(page, "moons", { examples: 100, epochs: 4, backend: "webgpu" });
  const run = await page.evaluate(() => window.layerlab.train());
  expect(run.backend).toBe("webgpu");
  const figures = await page.evaluate(() => window.layerlab.evaluate("train"));
  expect(figures?.loss).toBeLessThan(0.6);
  // In the bundle too, steps are recorded, have proved themselves, and are replayed.
  await page.getByRole("button", { name: /^Device: WebGPU/ }).click();
  await expect(page.getByText("Whole steps are replayed on the device")).toBeVisible();
});
