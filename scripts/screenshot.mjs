/** `node scripts/screenshot.mjs [file]`: takes the picture of the README from the real page, while MNIST CNN is learning. */
import { join, resolve } from "node:path";
import { buildApp } from "./build-app.mjs";
import { datasetsFromSource } from "./datasets/on-demand.mjs";
import { launchBrowser } from "./launch-browser.mjs";
import { dist, root } from "./paths.mjs";
import { runMain } from "./plain-error.mjs";
import { serveStatic } from "./static-server.mjs";

const size = { width: 1600, height: 900 };
/** Late enough to have curves, early enough to be running. */
const shownShare = 0.7;

await runMain(async () => {
  await buildApp({ datasets: ["mnist"], onlyIfChanged: true });
  const server = await serveStatic({ folder: dist, beforeFile: datasetsFromSource });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: size, deviceScaleFactor: 1, locale: "en-GB" });
    await page.goto(server.url);
    await page.waitForFunction(() => "layerlab" in window);
    const skip = page.getByRole("button", { name: "Skip the tour" });
    await skip.click({ timeout: 5000 }).catch(() => {});
    await page.evaluate(() => window.layerlab.open("mnist-cnn", { examples: 6000, epochs: 6, backend: "wasm" }));
    await page.getByRole("tab", { name: "Overview" }).click();
    const ended = page.evaluate(() => window.layerlab.train());
    await page.waitForFunction((share) => window.layerlab.progress().step > share * window.layerlab.progress().totalSteps, shownShare, { timeout: 600_000 });
    await draw(page);
    // The next figures come with the answer to the drawing.
    await page.waitForFunction((step) => window.layerlab.progress().step > step + 5, await page.evaluate(() => window.layerlab.progress().step));
    await page.mouse.move(size.width - 2, size.height / 2);
    const file = process.argv[2] ? resolve(process.argv[2]) : join(root, "docs/screenshot.png");
    await page.screenshot({ path: file });
    await page.getByRole("button", { name: "Stop training" }).click();
    await ended;
    console.log(file);
  } finally {
    await browser.close();
    await server.close();
  }
});

/** A three, in one stroke. */
async function draw(page) {
  const pad = page.getByRole("region", { name: "Try it" }).getByRole("img", { name: /Drawing area/ });
  const { x, y, width, height } = await pad.boundingBox();
  const points = [];
  for (let i = 0; i <= 24; i++) {
    const lower = i > 12;
    const angle = lower ? -Math.PI / 2 + ((i - 12) / 12) * 1.15 * Math.PI : -0.85 * Math.PI + (i / 12) * 1.35 * Math.PI;
    points.push([0.5 + 0.19 * Math.cos(angle), (lower ? 0.655 : 0.325) + 0.17 * Math.sin(angle)]);
  }
  const [first, ...rest] = points.map(([px, py]) => [x + px * width, y + py * height]);
  await page.mouse.move(...first);
  await page.mouse.down();
  for (const point of rest) await page.mouse.move(...point, { steps: 3 });
  await page.mouse.up();
}
