/** Every lint guard is awake: planted violations are reported, and what the architecture allows is not. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
let tree;

beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), "layerlab-lint-"));
  for (const file of [".oxlintrc.json", "tsconfig.json"]) await cp(join(root, file), join(tree, file));
  await symlink(join(root, "node_modules"), join(tree, "node_modules"), "junction");
});
afterAll(() => rm(tree, { recursive: true }));

/** Writes the files, lints them, and answers `rule file` for each finding. */
async function lint(files) {
  await rm(join(tree, "src"), { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(tree, path)), { recursive: true });
    await writeFile(join(tree, path), text);
  }
  const oxlint = join(root, "node_modules/oxlint/bin/oxlint");
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [oxlint, "--type-aware", "--format=json", "src"], { cwd: tree }).catch(
    (error) => error,
  );
  expect(stderr).toBe("");
  return JSON.parse(stdout).diagnostics.map(({ code, filename }) => `${code} ${filename.replaceAll("\\", "/")}`);
}

/** Rows of the table in docs/ARCHITECTURE.md: room → rooms that it may import. */
async function roomTable() {
  const text = await readFile(join(root, "docs/ARCHITECTURE.md"), "utf8");
  const rows = [...text.matchAll(/^\| `([^`]+)` \| [^|]+ \| ([^|]+) \|$/gm)].map(([, room, allowed]) => ({ room, allowed: allowed.trim() }));
  return rows.map(({ room, allowed }) => ({
    room,
    may: allowed === "everything" ? rows.map((r) => r.room) : [...allowed.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  }));
}

test("the room table names every folder of src, and nothing else", async () => {
  const folders = async (path) => (await readdir(join(root, path), { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const inSrc = (await folders("src")).map((name) => (name === "features" ? "features/*" : name));
  const named = (await roomTable()).map(({ room }) => room);
  expect(new Set(named.filter((room) => room !== "engine/worker"))).toEqual(new Set(inSrc));
});

test("every import from room to room is reported or silent as the room table says", async () => {
  const rooms = await roomTable();
  const folderOf = (room) => room.replace("*", "builder");
  const places = [...rooms, { ...rooms.find(({ room }) => room === "features/*"), room: "features/training" }];
  const key = (room) => folderOf(room).replaceAll("/", "-");
  const files = {};
  const expected = [];
  for (const to of places) files[`src/${folderOf(to.room)}/thing.ts`] = "export const thing = 1;\n";
  for (const from of places)
    for (const to of places) {
      const path = `src/${folderOf(from.room)}/from-${key(to.room)}.ts`;
      files[path] = `import { thing } from "@/${folderOf(to.room)}/thing";\nexport const copy = thing;\n`;
      const isOtherFeature = to.room.startsWith("features/") && from.room !== "app";
      const isAllowed = from.room === to.room || (!isOtherFeature && from.may.includes(to.room)) || from.room === "app";
      if (!isAllowed) expected.push(path);
    }
  const reported = (await lint(files)).filter((finding) => finding.startsWith("boundaries(dependencies)")).map((finding) => finding.split(" ")[1]);
  expect(reported.toSorted()).toEqual(expected.toSorted());
  expect(expected.length).toBeGreaterThan(100);
});

describe("one planted violation per guard", () => {
  const awake = [
    [
      "TensorFlow.js outside the worker",
      "src/store/tfjs-in-store.ts",
      'import * as tf from "@tensorflow/tfjs-core";\nexport const b = tf.tidy;\n',
      "eslint(no-restricted-imports)",
    ],
    [
      "TensorFlow.js in the engine's client",
      "src/engine/tfjs-in-client.ts",
      'import * as tf from "@tensorflow/tfjs-core";\nexport const b = tf.tidy;\n',
      "eslint(no-restricted-imports)",
    ],
    ["React in a pure room", "src/network/react-in-pure.ts", 'import { memo } from "react";\nexport const b = memo;\n', "eslint(no-restricted-imports)"],
    ["React in the store", "src/store/react-in-store.ts", 'import { memo } from "react";\nexport const b = memo;\n', "eslint(no-restricted-imports)"],
    ["React in viz", "src/viz/react-in-viz.ts", 'import { memo } from "react";\nexport const b = memo;\n', "eslint(no-restricted-imports)"],
    [
      "a property test with a seed of its own",
      "src/data/property.test.ts",
      'import fc from "fast-check";\nexport const b = fc;\n',
      "eslint(no-restricted-imports)",
    ],
    ["unseeded numbers in a pure room", "src/data/random.ts", "export const b = Math.random();\n", "eslint(no-restricted-properties)"],
    ["the clock in a pure room", "src/analysis/clock.ts", "export const b = Date.now();\n", "eslint(no-restricted-properties)"],
    ["the page in a pure room", "src/interop/page.ts", "export const b = document.title;\n", "eslint(no-restricted-globals)"],
    ["a promise that nobody awaits", "src/store/promise.ts", "export function b() {\n  Promise.resolve(1);\n}\n", "typescript(no-floating-promises)"],
    [
      "a switch that forgets a case",
      "src/store/switch.ts",
      'export function b(c: "x" | "y") {\n  switch (c) {\n    case "x":\n      return 1;\n  }\n  return 2;\n}\n',
      "typescript(switch-exhaustiveness-check)",
    ],
  ];
  const cycle = {
    "src/store/first.ts": 'import { second } from "@/store/second";\nexport const first = () => second;\n',
    "src/store/second.ts": 'import { first } from "@/store/first";\nexport const second = () => first;\n',
  };
  let findings;
  beforeAll(async () => {
    findings = await lint({ ...cycle, ...Object.fromEntries(awake.map(([, path, text]) => [path, text])) });
  });

  test.each(awake)("%s is reported", (_, path, __, rule) => {
    expect(findings).toContain(`${rule} ${path}`);
  });

  test("an import cycle is reported", () => {
    expect(findings).toContain("import(no-cycle) src/store/first.ts");
  });

  test("TensorFlow.js inside the worker is silent", async () => {
    expect(await lint({ "src/engine/worker/a.ts": 'import * as tf from "@tensorflow/tfjs-core";\nexport const b = tf.tidy;\n' })).toEqual([]);
  });
});
