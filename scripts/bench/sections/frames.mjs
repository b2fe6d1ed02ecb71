/** How smooth the page stays while it trains at full speed with its views open: frames, and the longest task of the main thread. */
import { realGpus } from "../machine.mjs";
import { withApp } from "../open-app.mjs";
import { median, rounded } from "../statistics.mjs";
import { tableOf } from "../tables.mjs";
import { mainThreadTasks } from "../trace.mjs";

export const name = "frames";

/** Long runs, on the window of a laptop and on a large one. Where one ends all the same, the next begins. */
const visits = [
  { template: "mnist-mlp", epochs: 1000, size: "1366x768" },
  { template: "mnist-mlp", epochs: 1000, size: "1920x1080" },
  { template: "mnist-cnn", epochs: 100, size: "1366x768" },
  { template: "spirals", epochs: 10_000, size: "1366x768" },
  { template: "text-lstm", epochs: 1000, size: "1366x768" },
  { template: "line", epochs: 10_000, size: "1366x768" },
];
const wordsOf = ({ template, size, backend }) => ["page", name, template, size, backend];
export const words = [...new Set(visitsOn(["wasm", "webgpu"]).flatMap(wordsOf))];

function visitsOn(backends) {
  return backends.flatMap((backend) => visits.map((visit) => ({ ...visit, backend })));
}

/** Browsers call a task long from here on. */
const longTaskMs = 50;
const settleMs = 1000;
/** Longer than any measurement takes; a page that says nothing for so long hangs. */
const patienceMs = 40_000;

/** What the machine itself makes of frames: a page with one word on it, beside a worker that is as busy as one that trains. */
const control = "an empty page beside a busy worker";

/**
 * A row for the control of each backend, and one for each visit and each tab of the dock: `{ template, size, backend, tab, frames, medianMs,
 * longestMs, longestTaskMs, longestTaskCpuMs, longTasks, missedSteps }`. WebGPU is visited where a graphics card computes it; that card
 * then draws the page, too.
 */
export async function measure({ only, quick, say, machine }) {
  const rows = [];
  const durationMs = quick ? 1000 : 4000;
  const backends = ["wasm", ...(realGpus(machine).includes("webgpu") ? ["webgpu"] : [])];
  const wanted = visitsOn(backends).filter((one) => only.every((word) => wordsOf(one).includes(word)));
  for (const backend of backends.filter((one) => wanted.some((visit) => visit.backend === one)))
    rows.push(await withApp({ say, backend }, (page, _, browser) => watchControl(page, browser, { backend, durationMs })));
  for (const visit of wanted) {
    const stay = (page, url, browser) => watch(page, url, browser, { ...visit, durationMs, say });
    rows.push(...(await withApp({ say, backend: visit.backend, prepare: listenToWorkers }, stay)));
  }
  return rows;
}

async function watch(page, url, browser, { template, epochs, size, backend, durationMs, say }) {
  const [width, height] = size.split("x").map(Number);
  await page.setViewportSize({ width, height });
  await page.goto(url);
  await page.waitForFunction(() => "layerlab" in window);
  await page.evaluate(([id, options]) => window.layerlab.open(id, options), [template, { epochs, backend }]);
  await page.evaluate(() => {
    const train = () => window.layerlab.train().then(train, () => undefined);
    void train();
  });
  await page.waitForFunction(() => window.layerlab.progress().step > 0);
  const dock = page.getByRole("tablist", { name: "Training and evaluation" });
  const rows = [];
  for (;;) {
    // The gallery of templates shows nothing of a run; ROC comes with the first evaluation.
    const titles = (await dock.getByRole("tab").allInnerTexts()).filter((title) => title !== "Templates");
    const title = titles.find((one) => rows.every(({ tab }) => tab !== one));
    if (!title) break;
    say(`frames: ${template}, ${size}, ${backend}, ${title}`);
    const watched = watchTab(page, browser, dock.getByRole("tab", { name: title, exact: true }), durationMs).catch(() => undefined);
    const figures = await Promise.race([watched, new Promise((resolve) => setTimeout(resolve, patienceMs).unref())]);
    rows.push({ template, size, backend, tab: title, ...(figures ?? { problem: "the page did not answer" }) });
    // Nothing more is to be had from a page that hangs.
    if (!figures) break;
  }
  return rows;
}

async function watchControl(page, browser, { backend, durationMs }) {
  await page.setContent("<title>control</title><p>0</p>");
  await page.evaluate(() => {
    new Worker(URL.createObjectURL(new Blob(["for (;;) Math.sqrt(2);"])));
    const word = document.querySelector("p");
    const count = () => {
      word.textContent = String(Number(word.textContent) + 1);
      requestAnimationFrame(count);
    };
    count();
  });
  return { template: control, size: "1366x768", backend, tab: "–", ...(await watchFrames(page, browser, durationMs)), missedSteps: 0 };
}

async function watchTab(page, browser, tab, durationMs) {
  await tab.click();
  // What opening costs was paid for by a click; here is asked what training costs. The editor of the code comes late.
  if ((await tab.innerText()) === "Code") await page.locator(".code-editor .view-line").first().waitFor();
  return { ...(await watchFrames(page, browser, durationMs)), missedSteps: await page.evaluate(() => window.missedSteps) };
}

async function watchFrames(page, browser, durationMs) {
  await page.waitForTimeout(settleMs);
  await browser.startTracing(page, { categories: ["toplevel", "disabled-by-default-devtools.timeline"] });
  const frames = await page.evaluate(framesFor, durationMs);
  const tasks = mainThreadTasks(JSON.parse((await browser.stopTracing()).toString()));
  return {
    frames: frames.length,
    medianMs: rounded(median(frames)),
    longestMs: rounded(Math.max(...frames)),
    longestTaskMs: rounded(Math.max(...tasks.map(({ ms }) => ms))),
    longestTaskCpuMs: rounded(Math.max(...tasks.map(({ cpuMs }) => cpuMs))),
    longTasks: tasks.filter(({ ms }) => ms > longTaskMs).length,
  };
}

/** In the page: the times between frames. */
async function framesFor(durationMs) {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const times = [];
  const started = await frame();
  for (let before = started, now = await frame(); now - started < durationMs; before = now, now = await frame()) times.push(now - before);
  return times;
}

/** Steps that no report told of would leave holes in the curves. */
async function listenToWorkers(page) {
  await page.addInitScript(() => {
    window.missedSteps = 0;
    const Original = window.Worker;
    window.Worker = class extends Original {
      constructor(...args) {
        super(...args);
        let next;
        this.addEventListener("message", ({ data }) => {
          if (data?.kind !== "training.progress") return;
          const { firstStep, loss } = data.event;
          if (firstStep > 0) window.missedSteps += firstStep - (next ?? 0);
          next = firstStep + loss.length;
        });
      }
    };
  });
}

export function table(rows) {
  const figure = (key, write) => (row) => (row[key] === undefined ? "–" : write(row[key]));
  const ms = (value) => value.toFixed(1);
  const columns = [
    ["template", (row) => row.template, "left"],
    ["window", (row) => row.size, "left"],
    ["backend", (row) => row.backend, "left"],
    ["tab", (row) => row.tab, "left"],
    ["frames", figure("frames", String)],
    ["median ms", figure("medianMs", ms)],
    ["longest ms", figure("longestMs", ms)],
    ["longest task ms", figure("longestTaskMs", ms)],
    ["of processor time", figure("longestTaskCpuMs", ms)],
    ["tasks > 50 ms", figure("longTasks", String)],
    ["missed steps", figure("missedSteps", String)],
    ["", (row) => row.problem ?? "", "left"],
  ];
  return `The page while it trains at full speed\n\n${tableOf(columns, rows)}`;
}
