/** What all series have in common: one column of a table, in the order of time and without a gap. */

/** Rows of a CSV file without quotes, as objects by the names of its first line. */
export function csvRows(bytes) {
  const [head, ...lines] = bytes.toString("utf8").trim().split(/\r?\n/);
  const names = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i], cell])));
}

/** `[{ date, value }]` → the values as they are written to disk; `stepOf` numbers the dates, and one follows the other. */
export function packSeries(points, stepOf) {
  const gap = points.findIndex(({ date }, i) => i > 0 && stepOf(date) !== stepOf(points[i - 1].date) + 1);
  if (gap >= 0) throw new Error(`The series has a gap before ${points[gap].date}.`);
  const wrong = points.find(({ value }) => !Number.isFinite(value));
  if (wrong) throw new Error(`The series has no value at ${wrong.date}.`);
  return { series: Float32Array.from(points, ({ value }) => value) };
}

export const dayNumber = (date) => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
export const monthNumber = (date) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
