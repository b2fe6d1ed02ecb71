/** Tables in plain text: columns as wide as what stands in them, numbers to the right. */

/** @param columns `[title, cellOf(row), "left"?]` */
export function tableOf(columns, rows) {
  const texts = rows.map((row) => columns.map(([, cellOf]) => cellOf(row)));
  const widths = columns.map(([title], i) => Math.max(title.length, ...texts.map((cells) => cells[i].length)));
  const line = (cells) =>
    cells
      .map((cell, i) => (columns[i][2] === "left" ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
      .join("  ")
      .trimEnd();
  return [line(columns.map(([title]) => title)), ...texts.map(line)].join("\n");
}

export const wholeNumber = (value) => Math.round(value).toLocaleString("en");
const orDash = (value, write) => (value === null || value === undefined ? "–" : write(value));

/** Rows of one kind as people read them; a problem stands where the figures would. */
export function rowsTable(rows) {
  const isOverhead = rows.some(({ kind }) => kind === "overhead");
  const isWidth = rows.some(({ section }) => section === "width");
  return tableOf(
    [
      ["model", (row) => row.model, "left"],
      ["batch", (row) => String(row.batch)],
      ...(isWidth ? [["width", (row) => String(row.units)]] : []),
      ["backend", (row) => row.backend, "left"],
      ["contender", (row) => row.contender, "left"],
      ["examples/s", (row) => orDash(row.examplesPerSecond, (value) => (value < 10 ? value.toFixed(1) : wholeNumber(value)))],
      ["steps/s", (row) => orDash(row.stepsPerSecond, (value) => (value < 1000 ? value.toPrecision(3) : wholeNumber(value)))],
      ["× model.fit", (row) => orDash(row.ratioToFit, (value) => value.toPrecision(3))],
      ...(rows.some(({ kernelsPerStep }) => kernelsPerStep !== undefined) ? [["kernels/step", (row) => orDash(row.kernelsPerStep, wholeNumber)]] : []),
      ...(isOverhead ? [["JS ms/step", (row) => orDash(row.jsMsPerStep, (value) => value.toPrecision(2))]] : []),
      ...(rows.some(({ gflops }) => gflops !== undefined)
        ? [
            ["GFLOP/s", (row) => orDash(row.gflops, (value) => value.toPrecision(3))],
            ["GB/s ≥", (row) => orDash(row.gbps, (value) => value.toPrecision(3))],
          ]
        : []),
      // Whether our steps were recorded and replayed, or issued one by one after all.
      ["", (row) => row.problem ?? row.execution ?? "", "left"],
    ],
    rows,
  );
}

/** One table for each part of the bench and each kind of row in it. */
export function rowTables(rows) {
  const titles = {
    "speed real": "Training speed",
    "speed overhead": "Training speed in the overhead limit: shaders over nothing, all else as it is",
    "batch real": "Speed by batch size",
    "width real": "Speed by width of the hidden layer",
  };
  const tables = Object.entries(titles).flatMap(([key, title]) => {
    const own = rows.filter(({ section, kind }) => `${section} ${kind}` === key);
    return own.length > 0 ? [`${title}\n\n${rowsTable(own)}`] : [];
  });
  return tables.join("\n\n");
}

/** @param {{ date: string, cpu: string, cores: number, load?: number, node: string, browser?: string, webgpu?: string | null, webgl?: string | null, torch?: string | null }} machine */
export function machineLine({ date, cpu, cores, load, node, browser, webgpu, webgl, torch }) {
  const parts = [
    date,
    `${cpu}, ${cores} cores${load === undefined ? "" : `, load ${load}`}`,
    browser,
    `Node ${node}`,
    webgpu && `WebGPU ${webgpu}`,
    webgl && `WebGL ${webgl}`,
    torch && `PyTorch ${torch}`,
  ];
  return parts.filter(Boolean).join("; ");
}

export function roundsWords(rounds) {
  return rounds === 1 ? "one round" : `medians of ${rounds} interleaved rounds`;
}
