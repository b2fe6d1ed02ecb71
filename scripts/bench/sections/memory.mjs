/** Whether memory stays as it is: over ten thousand steps, and over a hundred runs started, stopped and reset. */
import { launchBrowser } from "../../launch-browser.mjs";
import { serveBench } from "../build-pages.mjs";
import { tableOf, wholeNumber } from "../tables.mjs";

export const words = ["memory"];
export const name = "memory";

/** WebGPU in the overhead limit: what is kept and given back is the same, and a software renderer would take an hour. */
const orders = [
  { model: "mlp", batch: 32, units: 128, backend: "wasm", kind: "real" },
  { model: "mlp", batch: 32, units: 128, backend: "webgpu", kind: "overhead" },
];

/** `[{ …order, marks: [{ step, tensors, tensorBytes, deviceBytes, heapBytes }], restarts, tensorsAfterFirst, tensorsAfterLast }]` */
export async function measure({ quick, say }) {
  const steps = quick ? 1000 : 10_000;
  const restarts = quick ? 10 : 100;
  const server = await serveBench({ say });
  const results = [];
  try {
    for (const order of orders) {
      const browser = await launchBrowser({ backend: order.backend });
      try {
        say(`memory: ${order.backend}, ${steps} steps`);
        const marks = await inPage(browser, server.url, async ([what, goal]) => (await window.memory()).watchLongRun(what, goal, goal / 5), [order, steps]);
        say(`memory: ${order.backend}, ${restarts} runs`);
        const tensors = await inPage(browser, server.url, async ([what, times]) => (await window.memory()).watchRestarts(what, times), [order, restarts]);
        results.push({ ...order, marks, restarts, tensorsAfterFirst: tensors[0], tensorsAfterLast: tensors.at(-1) });
      } finally {
        await browser.close();
      }
    }
    return results;
  } finally {
    await server.close();
  }
}

async function inPage(browser, url, ask, argument) {
  const page = await browser.newPage();
  try {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("HeapProfiler.enable");
    await page.exposeFunction("heapBytes", async () => {
      await devtools.send("HeapProfiler.collectGarbage");
      return (await devtools.send("Runtime.getHeapUsage")).usedSize;
    });
    await page.goto(url);
    await page.waitForFunction(() => "memory" in window);
    return await page.evaluate(ask, argument);
  } finally {
    await page.close();
  }
}

export function table(results) {
  const mb = (bytes) => (bytes / 1024 ** 2).toFixed(2);
  const columns = [
    ["step", ({ step }) => wholeNumber(step)],
    ["tensors", ({ tensors }) => String(tensors)],
    ["their MB", ({ tensorBytes }) => mb(tensorBytes)],
    ["device MB", ({ deviceBytes }) => mb(deviceBytes)],
    ["heap MB", ({ heapBytes }) => mb(heapBytes)],
  ];
  return results
    .map(
      ({ model, batch, backend, kind, marks, restarts, tensorsAfterFirst, tensorsAfterLast }) =>
        `Memory: ${model} b${batch} on ${backend} (${kind})\n\n${tableOf(columns, marks)}\n\nTensors after the first of ${restarts} runs started, stopped and reset: ${tensorsAfterFirst}, after the last: ${tensorsAfterLast}`,
    )
    .join("\n\n");
}
