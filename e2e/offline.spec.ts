/** The second visit works without a network, digits included, and so does what was used on the first. */
import type { Page } from "@playwright/test";
import { expect, test } from "./guarded-page";
import { openPage } from "./workbench";

test.use({ serviceWorkers: "allow" });

test("after one visit the page opens and trains on MNIST without a network", async ({ page, context }) => {
  await openPage(page);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  await expect.poll(() => page.evaluate(keptFiles), { timeout: 60_000 }).toBe(10);
  await expectOnnxReadBack(page);
  await context.setOffline(true);
  await page.reload();
  await page.waitForFunction(() => "layerlab" in window);
  await page.evaluate(() => window.layerlab.open("mnist-mlp", { examples: 500, epochs: 1, backend: "wasm" }));
  const run = await page.evaluate(() => window.layerlab.train());
  expect(run.epochs).toBe(1);
  await expectOnnxReadBack(page);
});

/** ONNX Runtime is loaded by those who save ONNX, and kept from then on. */
async function expectOnnxReadBack(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("take it with");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Take it with you" });
  await dialog.getByRole("button", { name: "Save for ONNX", exact: true }).click();
  await expect(dialog.getByRole("listitem").filter({ hasText: ".onnx" }).getByRole("status")).toHaveText(/Read back: max \|Δ\|/);
  await page.keyboard.press("Escape");
}

/** How many data files the browser keeps for us: MNIST is nine shards and a manifest. */
async function keptFiles(): Promise<number> {
  const names = (await caches.keys()).filter((name) => name.startsWith("layerlab-data"));
  const counts = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length));
  return counts.reduce((sum, count) => sum + count, 0);
}
