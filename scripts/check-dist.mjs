/**
 * A build must work below any sub-path and load nothing from elsewhere: no absolute URL may be left where one is loaded.
 * And it must be a production build: the development build of React is twice as large and several times as slow.
 */
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { dist } from "./paths.mjs";
import { PlainError } from "./plain-error.mjs";

const rules = [
  [/\.html$/, /\b(?:src|href)="(?:\/|https?:)[^"]*"/g],
  [/\.css$/, /(?:url\(|@import )["']?(?:\/|https?:)[^"')]*/g],
  // Vite writes absolute paths in these places when `base` is not relative.
  [/\.js$/, /\bjsxDEV\b|(?:from|import\(?|new Worker\(|new URL\()\s*["'`]\/(?:assets|src|node_modules)\/[^"'`]*/g],
];

export async function checkDist(folder = dist) {
  const found = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const rule = rules.find(([name]) => name.test(entry.name));
    if (!entry.isFile() || !rule) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    for (const [match] of (await readFile(path, "utf8")).matchAll(rule[1])) found.push(`${relative(folder, path)}: ${match}`);
  }
  if (found.length > 0)
    throw new PlainError(`The build would not work below a sub-path, loads from elsewhere, or holds React's development build:\n  ${found.join("\n  ")}`);
}
