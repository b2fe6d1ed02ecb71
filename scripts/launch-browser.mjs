/** Starts headless Chromium for scripts, with the graphics that a backend asks for. */
import { existsSync } from "node:fs";
import { ensureBrowser, sandboxArgs } from "./ensure-browser.mjs";

const softwareWebgpu = ["--enable-unsafe-webgpu", "--enable-features=Vulkan", "--use-webgpu-adapter=swiftshader", "--use-angle=swiftshader"];
const hardwareWebgpu = ["--enable-unsafe-webgpu", "--enable-features=Vulkan", "--ignore-gpu-blocklist"];
/** On Linux a page without a window has nothing that Vulkan could draw to, and WebGPU shares Vulkan with the drawing. Without a card Chromium hangs on these. */
const windowless = ["--use-angle=vulkan", "--disable-vulkan-surface"];
const hasCard = () => process.platform === "linux" && ["/dev/nvidia0", "/dev/dri/renderD128"].some((path) => existsSync(path));
/** Drivers that are there by halves keep Chromium waiting for ever. */
const patienceMs = 20_000;

/** A browser whose WebGPU works: on the machine's own GPU where there is one, else on a software adapter. */
export async function launchBrowser({ backend } = {}) {
  const { chromium } = await import("@playwright/test");
  const executablePath = await ensureBrowser({ say: (text) => process.stderr.write(`${text}\n`) });
  const start = (args) => chromium.launch({ executablePath, args: [...sandboxArgs, ...args] });
  if (backend === "webgl") return start(["--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]);
  if (backend !== "webgpu") return start([]);
  const browser = await start([...hardwareWebgpu, ...(hasCard() ? windowless : [])]);
  if (await hasAdapter(browser)) return browser;
  await inTime(browser.close());
  return start(softwareWebgpu);
}

/** What the page knows of its adapter, or null. Chromium may find a card only when it is asked a second time. */
export function askForAdapter(page) {
  return page.evaluate(async () => {
    const ask = () => navigator.gpu?.requestAdapter({ powerPreference: "high-performance" });
    const info = ((await ask()) ?? (await ask()))?.info;
    return info ? { vendor: info.vendor, architecture: info.architecture, description: info.description, isSoftware: info.isFallbackAdapter } : null;
  });
}

async function hasAdapter(browser) {
  const page = await browser.newPage();
  try {
    // WebGPU exists on secure addresses only, and this one needs no server.
    await page.goto("chrome://version");
    return Boolean(await inTime(askForAdapter(page)));
  } catch {
    return false;
  } finally {
    await inTime(page.close());
  }
}

/** undefined where it takes too long. */
async function inTime(promise) {
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, patienceMs)));
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
