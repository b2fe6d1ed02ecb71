/** What the papers promise is there. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { noticesText } from "./notices.mjs";
import { root } from "./paths.mjs";

const read = (path) => readFile(join(root, path), "utf8");

test("THIRD_PARTY_NOTICES.txt is that of the packages installed now", async () => {
  // When this fails: npm run notices.
  expect(await read("THIRD_PARTY_NOTICES.txt")).toBe(await noticesText());
});

test("every npm command and every file that README and CONTRIBUTING name exists", async () => {
  const { scripts } = JSON.parse(await read("package.json"));
  const text = (await Promise.all(["README.md", "CONTRIBUTING.md"].map(read))).join("\n");
  const commands = [...text.matchAll(/npm (?:run (?:--silent )?)?(start|test|[a-z0-9]+)/g)].map(([, name]) => name).filter((name) => name !== "ci");
  expect(commands.length).toBeGreaterThan(5);
  expect(commands.filter((name) => !(name in scripts))).toEqual([]);
  const links = [...text.matchAll(/\]\(([^)#:]+)\)/g), ...text.matchAll(/`((?:src|docs|scripts)\/[\w./-]+\.\w+)`/g)].map(([, path]) => path);
  expect(links.length).toBeGreaterThan(5);
  const missing = [];
  for (const path of links.filter((link) => !link.includes("your-layer"))) await stat(join(root, path)).catch(() => missing.push(path));
  expect(missing).toEqual([]);
});
