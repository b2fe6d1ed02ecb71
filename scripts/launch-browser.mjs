/** Starts headless Chromium for scripts, with the graphics that a backend asks for. */
import { ensureBrowser, sandboxArgs } from "./ensure-browser.mjs";

const softwareWebgpu = ["--enable-unsafe-webgpu", "--enable-features=Vulkan", "--use-webgpu-adapter=swiftshader", "--use-angle=swiftshader"];
const hardwareWebgpu = ["--enable-unsafe-webgpu", "--enable-features=Vulkan", "--ignore-gpu-blocklist"];

/** A browser whose WebGPU works: on the machine's own GPU where there is one, else on a software adapter. */
export async function launchBrowser({ backend } = {}) {
  const { chromium } = await import("@playwright/test");
  const executablePath = await ensureBrowser({ say: (text) => process.stderr.write(`${text}\n`) });
  const start = (args) => chromium.launch({ executablePath, args: [...sandboxArgs, ...args] });
  if (backend === "webgl") return start(["--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]);
  if (backend !== "webgpu") return start([]);
  const browser = await start(hardwareWebgpu);
  if (await hasAdapter(browser)) return browser;
  await browser.close();
  return start(softwareWebgpu);
}

async function hasAdapter(browser) {
  const page = await browser.newPage();
  try {
    // WebGPU exists on secure addresses only, and this one needs no server.
    await page.goto("chrome://version");
    return await page.evaluate(async () => Boolean(await navigator.gpu?.requestAdapter()));
  } catch {
    return false;
  } finally {
    await page.close();
  }
}
