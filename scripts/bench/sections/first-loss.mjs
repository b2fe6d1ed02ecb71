/** From the first byte of the page to the first loss of a training run, as somebody meets it who presses Train at once. */
import { withApp } from "../open-app.mjs";
import { median } from "../statistics.mjs";
import { tableOf, wholeNumber } from "../tables.mjs";

export const words = ["page", "first-loss"];
export const name = "firstLoss";

/** Medians, in milliseconds after the navigation began: `{ pageMs, deviceMs, lossMs }`. */
export async function measure({ rounds, say }) {
  const visits = [];
  for (let round = 0; round < rounds; round++) {
    say(`first loss: round ${round + 1} of ${rounds}`);
    visits.push(await withApp({ say }, visit));
  }
  const middle = (key) => Math.round(median(visits.map((one) => one[key])));
  return { template: "mnist-mlp", pageMs: middle("pageMs"), lossMs: middle("lossMs") };
}

async function visit(page, url) {
  await page.goto(url, { waitUntil: "commit" });
  return await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    while (!("layerlab" in window)) await frame();
    const pageMs = performance.now();
    // The run goes on until the page is closed.
    window.layerlab.train().catch(() => undefined);
    while (window.layerlab.progress().loss === null) await frame();
    return { pageMs, lossMs: performance.now() };
  });
}

export function table({ template, pageMs, lossMs }) {
  const rows = [
    ["page ready", pageMs],
    [`first loss of ${template}, data and device included`, lossMs],
  ];
  return `From the start of loading, nothing cached, server on the same machine\n\n${tableOf(
    [
      ["", ([what]) => what, "left"],
      ["ms", ([, ms]) => wholeNumber(ms)],
    ],
    rows,
  )}`;
}
