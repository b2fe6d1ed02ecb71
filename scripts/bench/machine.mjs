/** What the figures were measured on, and whether a graphics card is among it. */
import { cpus, loadavg } from "node:os";

/** Adapters of the browser: `{ webgpu, webgl }`, each a name or undefined, and which of them are no processor in disguise. */
export async function findAdapters(browser, url) {
  const page = await browser.newPage();
  try {
    await page.goto(url);
    const found = await page.evaluate(async () => {
      const adapter = await navigator.gpu?.requestAdapter();
      const gl = document.createElement("canvas").getContext("webgl2");
      const names = gl?.getExtension("WEBGL_debug_renderer_info");
      return {
        webgpu:
          adapter &&
          `${adapter.info.description || `${adapter.info.vendor} ${adapter.info.architecture}`}${adapter.info.isFallbackAdapter ? " (software)" : ""}`,
        webgl: gl && String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER)),
      };
    });
    const isReal = (name) => name && !/swiftshader|llvmpipe|software|basic render/i.test(name);
    return { ...found, real: ["webgpu", "webgl"].filter((backend) => isReal(found[backend])) };
  } finally {
    await page.close();
  }
}

export function machineOf(browserVersion, { webgpu, webgl, torch } = {}) {
  const all = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: all[0]?.model.trim() ?? "unknown processor",
    cores: all.length,
    /** Work waiting for the processor over the last minute, before the bench began: above the number of cores, figures are low. */
    load: Number((loadavg()[0] ?? 0).toFixed(1)),
    node: process.versions.node,
    ...(browserVersion ? { browser: `Chromium ${browserVersion}` } : {}),
    ...(webgpu ? { webgpu } : {}),
    ...(webgl ? { webgl } : {}),
    ...(torch ? { torch } : {}),
  };
}
