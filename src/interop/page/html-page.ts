/** One HTML page that runs the network by itself: no server, no network, nothing else to install. */
import { strToU8 } from "fflate";
import { escapeHtml } from "@/interop/page/escape-html";
import { contentOf } from "@/interop/page/content-of";
import type { ExportFormat } from "@/interop/export/export-format";

/** Nothing may be fetched, sent or framed; what runs and how it looks stands in the page itself. */
const policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'";

export const htmlPage: ExportFormat = {
  id: "page",
  title: { en: "Web page", zh: "网页" },
  purpose: {
    en: "One file that anybody can open, without network and without Layerlab: draw, type or choose, and the network answers.",
    zh: "任何人都能打开的单个文件，无需联网，也无需 Layerlab：写、画或选择，网络即作答。",
  },
  ending: ".html",
  readBack: "page",
  verify: {
    program: "node",
    packages: [],
    lines: `import { runInThisContext } from "node:vm";

/** By the program that the page carries. */
async function answer(inputs) {
  const page = (await read("model.html")).toString();
  const [, content, program] = /id="content">(.*?)<\\/script>\\s*<script>(.*?)<\\/script>/s.exec(page);
  runInThisContext(program);
  const ask = globalThis.askLayerlabPage(JSON.parse(content));
  const count = inputs[0].shape[0];
  const rows = Array.from({ length: count }, (_, i) => {
    const parts = inputs.map(({ data }) => [...data.subarray((i * data.length) / count, ((i + 1) * data.length) / count)]);
    return [...ask(Float32Array.from(parts.flat()))];
  });
  return Float32Array.from(rows.flat());
}`,
  },
  cannotHold: () => undefined,
  loses: {
    en: "Layers can no longer be changed or trained: the page only answers.",
    zh: "层不能再修改或训练：网页只作答。",
  },
  async write(model) {
    const content = contentOf(model);
    const { program, style } = await import("virtual:standalone-page");
    return strToU8(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Layerlab">
<link rel="icon" href="data:,">
<title>${escapeHtml(model.name)}</title>
<style>${style}</style>
</head>
<body>
<noscript>This page computes with JavaScript, which is switched off. 此网页用 JavaScript 计算，而它已被关闭。</noscript>
<script type="application/json" id="content">${JSON.stringify(content).replaceAll("<", "\\u003c")}</script>
<script>${program}</script>
</body>
</html>
`);
  },
};
