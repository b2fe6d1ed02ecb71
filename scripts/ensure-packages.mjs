/** Installs packages when they are missing or not those of the lockfile. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { npm } from "./npm.mjs";
import { root } from "./paths.mjs";
import { PlainError } from "./plain-error.mjs";

export async function ensurePackages({ say = console.log } = {}) {
  if (await areInstalled()) return;
  say("Installing packages, once (about half a minute) …");
  const { code, stderr } = await npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: root });
  if (code === 0) return;
  const cause = stderr.split("\n").find((line) => line.startsWith("npm error ") && !line.includes("A complete log")) ?? "no answer";
  throw new PlainError(`Packages could not be installed (${cause.replace("npm error ", "")}). Connect to the network and run the same command again.`);
}

/** npm keeps a list of what it installed beside the packages: every package of the lockfile must be on it, in the same version. */
async function areInstalled() {
  try {
    const read = async (path) => JSON.parse(await readFile(join(root, path), "utf8")).packages;
    const [wanted, present] = await Promise.all([read("package-lock.json"), read("node_modules/.package-lock.json")]);
    // Optional packages are those of other platforms.
    return Object.entries(wanted).every(([path, entry]) => path === "" || entry.optional || present[path]?.version === entry.version);
  } catch {
    return false;
  }
}
