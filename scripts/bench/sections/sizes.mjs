/** How much the page makes a visitor load. */
import { buildApp } from "../../build-app.mjs";
import { readBundles } from "../../bundle-sizes.mjs";
import { tableOf } from "../tables.mjs";

export const words = ["page", "sizes"];
export const name = "sizes";

/** `{ entryKb, benchKb, workerKb }`, gzipped. */
export async function measure({ say }) {
  await buildApp({ datasets: ["mnist"], onlyIfChanged: true, say });
  const { kb } = await readBundles();
  return Object.fromEntries(Object.entries(kb).map(([part, size]) => [`${part}Kb`, Number(size.toFixed(1))]));
}

export function table({ entryKb, benchKb, workerKb }) {
  const rows = [
    ["the page's first script", entryKb],
    ["all scripts before the panels", benchKb],
    ["the worker, TensorFlow.js included", workerKb],
  ];
  return `Sizes\n\n${tableOf(
    [
      ["", ([what]) => what, "left"],
      ["kB gzip", ([, kb]) => kb.toFixed(1)],
    ],
    rows,
  )}`;
}
