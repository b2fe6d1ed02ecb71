import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { standalonePage } from "./scripts/standalone-page.mjs";
import { wasmKernels } from "./scripts/wasm-kernels.mjs";

export default defineConfig({
  plugins: [wasmKernels(), standalonePage()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  test: {
    environment: "node",
    // Other tests compute at the same time.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    include: ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.mjs", "bench/**/*.test.ts"],
    // Those run in Chromium (vitest.browser.config.ts) or need a Python (vitest.interop.config.ts).
    exclude: ["**/*.browser.test.ts", "**/*.interop.test.ts", "**/node_modules/**"],
    // Hundreds of small modules that Node cannot load by itself: bundled once instead of transformed for every test file.
    deps: { optimizer: { ssr: { enabled: true, include: ["@tensorflow/tfjs-core/dist/register_all_gradients"] } } },
  },
});
