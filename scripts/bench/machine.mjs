/** What the figures are measured on, and whether a graphics card is among it. */
import { cpus, loadavg } from "node:os";
import { askForAdapter, launchBrowser } from "../launch-browser.mjs";
import { findTorch } from "./pytorch.mjs";

export async function measureMachine() {
  const load = loadavg()[0] ?? 0;
  const all = cpus();
  const browser = await launchBrowser({ backend: "webgpu" });
  try {
    return {
      date: new Date().toISOString().slice(0, 10),
      cpu: all[0]?.model.trim() ?? "unknown processor",
      cores: all.length,
      /** Work that waited for the processor in the minute before: above the number of cores, figures are low. */
      load: Number(load.toFixed(1)),
      node: process.versions.node,
      browser: `Chromium ${browser.version()}`,
      ...(await adaptersOf(browser)),
      torch: (await findTorch())?.version ?? null,
    };
  } finally {
    await browser.close();
  }
}

/** Names of what the browser computes graphics on; null where there is nothing. */
async function adaptersOf(browser) {
  const page = await browser.newPage();
  try {
    // WebGPU exists on secure addresses only, and this one needs no server.
    await page.goto("chrome://version");
    const info = await askForAdapter(page);
    const webgl = await page.evaluate(() => {
      const gl = document.createElement("canvas").getContext("webgl2");
      const names = gl?.getExtension("WEBGL_debug_renderer_info");
      return gl ? String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER)) : null;
    });
    const webgpu = info && `${info.description || `${info.vendor} ${info.architecture}`.trim()}${info.isSoftware ? " (software)" : ""}`;
    return { webgpu, webgl };
  } finally {
    await page.close();
  }
}

/** The backends of a machine that compute on a graphics card, and not on a processor that poses as one. */
export function realGpus(machine) {
  return ["webgpu", "webgl"].filter((backend) => machine[backend] && !/swiftshader|llvmpipe|software|basic render/i.test(machine[backend]));
}
