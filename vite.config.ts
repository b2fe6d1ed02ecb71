import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { bundleReport } from "./scripts/bundle-report.mjs";
import { contentSecurityPolicy, securityHeaders } from "./scripts/content-security-policy.mjs";
import { datasetsOnDemand } from "./scripts/datasets/on-demand.mjs";
import { offline } from "./scripts/offline/plugin.mjs";
import { standalonePage } from "./scripts/standalone-page.mjs";
import { wasmKernels } from "./scripts/wasm-kernels.mjs";
import { woff2Only } from "./scripts/woff2-only.mjs";

/** Most static hosts send no headers, so the built page carries its policy itself; those that can read theirs from `_headers`. */
const securityPolicy: Plugin = {
  name: "content-security-policy",
  apply: "build",
  transformIndexHtml: (html) =>
    html.replace('<meta charset="utf-8" />', `<meta charset="utf-8" />\n    <meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}" />`),
  generateBundle() {
    const lines = Object.entries(securityHeaders).map(([name, value]) => `  ${name}: ${value}`);
    this.emitFile({ type: "asset", fileName: "_headers", source: ["/*", ...lines, ""].join("\n") });
  },
};

/** The notices are in a file of their own; how long plugins took on a slow machine is nothing a person should read. */
const bundling = { output: { comments: { legal: false } }, checks: { bundlerTimings: false } };

/** Monaco in its own layers, lower ones first: each chunk is a task of its own when it is loaded (`src/features/code/editor-layers.ts`). */
const editorLayers = [
  // What loads chunks is everybody's.
  { name: "load", test: /vite[\\/]preload-helper/, priority: 1 },
  { name: "monaco-base", test: /monaco-editor[\\/]esm[\\/](external|vs[\\/](base|nls))/ },
  { name: "monaco-platform", test: /monaco-editor[\\/]esm[\\/]vs[\\/]platform/ },
  { name: "monaco-model", test: /monaco-editor[\\/]esm[\\/]vs[\\/]editor[\\/]common/ },
  { name: "monaco-view", test: /monaco-editor[\\/]esm[\\/]vs[\\/]editor[\\/]browser/ },
  { name: "monaco-parts", test: /monaco-editor[\\/]esm[\\/]vs[\\/]editor[\\/]contrib/ },
];

export default defineConfig({
  // Relative, so that dist/ works from any sub-path of any static host.
  base: "./",
  plugins: [react(), woff2Only(), securityPolicy, datasetsOnDemand(), wasmKernels(), standalonePage(), bundleReport("page"), offline()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  // Found only when the worker first starts otherwise, and the page would reload under the user's first click.
  optimizeDeps: {
    include: [
      "@tensorflow/tfjs-core",
      "@tensorflow/tfjs-core/dist/register_all_gradients",
      "@tensorflow/tfjs-backend-cpu",
      "@tensorflow/tfjs-backend-webgl",
      "@tensorflow/tfjs-backend-webgpu",
      "@tensorflow/tfjs-backend-wasm",
    ],
  },
  worker: { format: "es", rolldownOptions: bundling, plugins: () => [wasmKernels(), bundleReport("worker", "src/engine/worker/main.ts")] },
  build: {
    target: "es2022",
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { ...bundling, output: { ...bundling.output, codeSplitting: { groups: editorLayers } } },
  },
  preview: { headers: securityHeaders },
});
