/** Tests that need a real browser's graphics: WebGL and WebGPU on a software adapter. `npx vitest run --config vitest.browser.config.ts`. */
import { playwright } from "@vitest/browser-playwright";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { wasmKernels } from "./scripts/wasm-kernels.mjs";

export default defineConfig({
  plugins: [wasmKernels()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  // Found while the tests run otherwise, and Vite would reload the page under them.
  optimizeDeps: {
    include: [
      "@tensorflow/tfjs-core",
      "@tensorflow/tfjs-core/dist/register_all_gradients",
      "@tensorflow/tfjs-backend-wasm",
      "@tensorflow/tfjs-backend-webgl",
      "@tensorflow/tfjs-backend-webgpu",
      "valibot",
    ],
  },
  test: {
    include: ["src/**/*.browser.test.ts"],
    // One shader compiles in a tenth of a second here, a template needs hundreds, and other tests compute at the same time.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    fileParallelism: false,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: {
          ...(process.env["CHROMIUM_PATH"] ? { executablePath: process.env["CHROMIUM_PATH"] } : {}),
          args: ["--no-sandbox", "--enable-unsafe-webgpu", "--enable-features=Vulkan", "--use-webgpu-adapter=swiftshader", "--use-angle=swiftshader"],
        },
      }),
      instances: [{ browser: "chromium" }],
    },
  },
});
