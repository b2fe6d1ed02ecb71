/** Tests that open what is exported in the programs it is for. `npm run test:interop` makes the Python that they need. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { standalonePage } from "./scripts/standalone-page.mjs";
import { wasmKernels } from "./scripts/wasm-kernels.mjs";

export default defineConfig({
  plugins: [wasmKernels(), standalonePage()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  test: {
    environment: "node",
    include: ["src/**/*.interop.test.ts"],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    // PyTorch's threads wait for each other in a loop: on a busy machine that takes three times as long as one alone.
    env: { OMP_NUM_THREADS: "1" },
  },
});
