import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

/** What the page may load. No other origin, no eval; styles inline because charts and the canvas set them. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Static hosts send no headers, so the built page carries its policy itself. */
const policyInPage: Plugin = {
  name: "content-security-policy",
  apply: "build",
  transformIndexHtml: (html) =>
    html.replace('<meta charset="utf-8" />', `<meta charset="utf-8" />\n    <meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}" />`),
};

const withoutLicenceComments = { output: { comments: { legal: false } } };

export default defineConfig({
  // Relative, so that dist/ works from any sub-path of any static host.
  base: "./",
  plugins: [react(), policyInPage],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  // Found only when the worker first starts otherwise, and the page would reload under the user's first click.
  optimizeDeps: {
    include: [
      "@tensorflow/tfjs-core",
      "@tensorflow/tfjs-backend-cpu",
      "@tensorflow/tfjs-backend-webgl",
      "@tensorflow/tfjs-backend-webgpu",
      "@tensorflow/tfjs-backend-wasm",
    ],
  },
  worker: { format: "es", rolldownOptions: withoutLicenceComments },
  build: { target: "es2022", rolldownOptions: withoutLicenceComments },
  preview: { headers: { "Content-Security-Policy": `${contentSecurityPolicy}; frame-ancestors 'none'` } },
});
