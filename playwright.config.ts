import { defineConfig } from "@playwright/test";
import { findBrowser, sandboxArgs } from "./scripts/ensure-browser.mjs";
import { freePort } from "./scripts/free-port.mjs";

// The workers read this file again and must find the same port.
const port = (process.env["LAYERLAB_E2E_PORT"] ??= String(await freePort()));
const executablePath = await findBrowser();
/** A build has to work from any sub-path, so the tests never see it at the root. */
const base = "/classroom/layerlab/";
const url = `http://127.0.0.1:${port}${base}`;

const browser = (...args: string[]) => ({ launchOptions: { args: [...sandboxArgs, ...args], ...(executablePath ? { executablePath } : {}) } });
const softwareGpu = ["--enable-unsafe-webgpu", "--enable-features=Vulkan", "--use-webgpu-adapter=swiftshader", "--use-angle=swiftshader"];

export default defineConfig({
  testDir: "e2e",
  outputDir: ".cache/e2e",
  // Training is the load here: two at a time would only make each other slow.
  workers: 1,
  forbidOnly: true,
  timeout: 300_000,
  globalTimeout: 30 * 60_000,
  // Other tests compute at the same time.
  expect: { timeout: 30_000 },
  reporter: process.env["PLAYWRIGHT_JSON_OUTPUT_FILE"] ? [["json"]] : [["list"]],
  use: { baseURL: url, viewport: { width: 1366, height: 768 }, locale: "en-GB", colorScheme: "light", trace: "off", serviceWorkers: "block" },
  webServer: { command: `node scripts/serve.mjs --port ${port} --base ${base}`, url, reuseExistingServer: false, stdout: "ignore" },
  projects: [
    { name: "wasm", testIgnore: /(webgpu|webgl)\.spec\.ts/, use: browser() },
    { name: "webgpu-swiftshader", testMatch: /webgpu\.spec\.ts/, use: browser(...softwareGpu) },
    { name: "webgl", testMatch: /webgl\.spec\.ts/, use: browser("--enable-unsafe-swiftshader", "--use-angle=swiftshader") },
  ],
});
