/** `npm run --silent bench:kernels`: single WebAssembly kernels, TensorFlow.js' own against ours, in headless Chromium. */
import "./ensure-node.mjs";
import { ensurePackages } from "./ensure-packages.mjs";
import { runMain } from "./plain-error.mjs";

const say = (text) => process.stderr.write(`${text}\n`);

await runMain(async () => {
  await ensurePackages({ say });
  const { launchBrowser } = await import("./launch-browser.mjs");
  const { serveBench } = await import("./bench/build-pages.mjs");
  const { exposeThreadMs } = await import("./bench/measure.mjs");
  const { tableOf } = await import("./bench/tables.mjs");
  const server = await serveBench({ say });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await exposeThreadMs(page);
    await page.goto(server.url);
    await page.waitForFunction(() => "kernels" in window);
    const rows = await page.evaluate(async () => (await window.kernels()).measureKernels());
    const milliseconds = (value) => (value === null ? "–" : value.toFixed(value < 10 ? 2 : 0));
    const columns = [
      ["kernel", (row) => row.kernelName, "left"],
      ["stock is", (row) => row.reason, "left"],
      ["inputs", (row) => row.shapes, "left"],
      ["stock ms", (row) => milliseconds(row.stockMs)],
      ["ours ms", (row) => milliseconds(row.oursMs)],
      ["×", (row) => (row.stockMs === null ? "–" : (row.stockMs / row.oursMs).toFixed(1))],
      ["GFLOP/s", (row) => (row.oursGigaflops === null ? "" : row.oursGigaflops.toFixed(1))],
    ];
    console.log(tableOf(columns, rows));
  } finally {
    await browser.close();
    await server.close();
  }
});
