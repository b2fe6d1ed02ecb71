/** Writes the plots of docs/performance.md from rows: how speed grows with the batch and falls with the width. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../paths.mjs";
import { drawPlot } from "./plot.mjs";

const plots = [
  {
    section: "batch",
    backend: "wasm",
    file: "docs/speed-by-batch.svg",
    sizeOf: ({ batch }) => batch,
    title: "MLP 784-128-10 on WebAssembly, by batch size",
    xTitle: "batch size (examples per step)",
  },
  {
    section: "width",
    backend: "wasm",
    file: "docs/speed-by-width.svg",
    sizeOf: ({ units }) => units,
    title: "MLP 784-n-10 on WebAssembly, batch 64, by width",
    xTitle: "width n of the hidden layer (units)",
  },
  {
    section: "batch",
    backend: "webgpu",
    file: "docs/speed-by-batch-webgpu.svg",
    sizeOf: ({ batch }) => batch,
    title: "MLP 784-128-10 on WebGPU, by batch size",
    xTitle: "batch size (examples per step)",
  },
  {
    section: "width",
    backend: "webgpu",
    file: "docs/speed-by-width-webgpu.svg",
    sizeOf: ({ units }) => units,
    title: "MLP 784-n-10 on WebGPU, batch 512, by width",
    xTitle: "width n of the hidden layer (units)",
  },
];

/** Returns the files written: those whose section was measured at two sizes or more. */
export async function writePlots(rows) {
  const written = [];
  for (const { section, backend, file, sizeOf, title, xTitle } of plots) {
    const own = rows.filter((row) => row.section === section && caseBackendOf(row) === backend && row.examplesPerSecond !== null);
    if (new Set(own.map(sizeOf)).size < 2) continue;
    const series = [...new Set(own.map(({ contender }) => contender))].map((contender) => ({
      name: contender,
      points: own.filter((row) => row.contender === contender).map((row) => [sizeOf(row), row.examplesPerSecond]),
    }));
    await writeFile(join(root, file), drawPlot({ title, xTitle, yTitle: "training speed (examples per second)", series }));
    written.push(file);
  }
  return written;
}

/** Contenders without a backend of ours are measured beside WebAssembly. */
function caseBackendOf({ backend }) {
  return backend === "webgpu" ? "webgpu" : "wasm";
}
