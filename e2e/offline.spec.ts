/** The second visit works without a network, digits included. */
import { expect, test } from "./guarded-page";
import { openPage } from "./workbench";

test.use({ serviceWorkers: "allow" });

test("after one visit the page opens and trains on MNIST without a network", async ({ page, context }) => {
  await openPage(page);
  await expect.poll(() => page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration())?.active))).toBe(true);
  await expect.poll(() => page.evaluate(keptFiles), { timeout: 30_000 }).toBe(10);
  await context.setOffline(true);
  await page.reload();
  await page.waitForFunction(() => "layerlab" in window);
  await page.evaluate(() => window.layerlab.open("mnist-mlp", { examples: 500, epochs: 1, backend: "wasm" }));
  const run = await page.evaluate(() => window.layerlab.train());
  expect(run.epochs).toBe(1);
});

/** How many data files the browser keeps for us: MNIST is nine shards and a manifest. */
async function keptFiles(): Promise<number> {
  const names = (await caches.keys()).filter((name) => name.startsWith("layerlab-data"));
  const counts = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length));
  return counts.reduce((sum, count) => sum + count, 0);
}
