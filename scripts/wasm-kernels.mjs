/**
 * Vite plugin: compiles our WebAssembly kernels from AssemblyScript. `virtual:wasm-kernels` holds the addresses of two builds, one
 * for plain SIMD and one for relaxed SIMD: files beside the worker's script for browsers, the bytes themselves (`data:`) for Node.
 */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cache, root } from "./paths.mjs";
import { PlainError } from "./plain-error.mjs";

const folder = join(root, "src/engine/worker/wasm/assembly");
const virtualId = "virtual:wasm-kernels";
const common = ["--importMemory", "--runtime", "stub", "--noAssert", "-O3", "--converge", "--enable", "simd"];
const builds = { simd: common, relaxedSimd: [...common, "--enable", "relaxed-simd"] };

export function wasmKernels() {
  return {
    name: "wasm-kernels",
    resolveId: { filter: { id: /^virtual:wasm-kernels$/ }, handler: () => `\0${virtualId}` },
    load: {
      // oxlint-disable-next-line no-control-regex -- the mark that Rollup's plugins put before ids of their own
      filter: { id: /^\0virtual:wasm-kernels$/ },
      async handler() {
        const sources = await readSources();
        for (const name of sources.keys()) this.addWatchFile(join(folder, name));
        const files = await Promise.all(Object.entries(builds).map(async ([build, flags]) => [build, await compileOnce(sources, build, flags)]));
        const isNode = this.environment.config.consumer === "server";
        const lines = files.map(async ([build, file]) =>
          isNode
            ? `export const ${build} = "data:application/wasm;base64,${await readFile(file, "base64")}";`
            : `export { default as ${build} } from ${JSON.stringify(`${file.replaceAll("\\", "/")}?url`)};`,
        );
        return (await Promise.all(lines)).join("\n");
      },
    },
  };
}

/** File names and texts, in a fixed order. */
async function readSources() {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".ts")).toSorted();
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), "utf8")])));
}

/** The file of a build. Sources that were compiled before are not compiled again. */
async function compileOnce(sources, build, flags) {
  const { version } = JSON.parse(await readFile(join(root, "node_modules/assemblyscript/package.json"), "utf8"));
  const hash = createHash("sha256").update(JSON.stringify([version, flags, [...sources]]));
  const file = join(cache, "wasm-kernels", `${build}-${hash.digest("hex").slice(0, 16)}.wasm`);
  if (await readFile(file).catch(() => undefined)) return file;
  const binary = await compile(sources, flags);
  await mkdir(join(cache, "wasm-kernels"), { recursive: true });
  // In one go, so that another process never reads half a file.
  const own = `${file}.${process.pid}`;
  await writeFile(own, binary);
  await rename(own, file);
  return file;
}

async function compile(sources, flags) {
  const { default: asc } = await import("assemblyscript/asc");
  let binary;
  let complaints = "";
  const { error } = await asc.main(["index.ts", "--outFile", "kernels.wasm", ...flags], {
    readFile: (name) => sources.get(name) ?? null,
    writeFile: (name, contents) => void (name === "kernels.wasm" && (binary = Buffer.from(contents))),
    listFiles: () => [],
    stderr: { write: (text) => void (complaints += text) },
  });
  if (error) throw new PlainError(`The WebAssembly kernels do not compile:\n${complaints}`);
  // Node 20 cannot read relaxed SIMD; the other build of the same sources has the same imports.
  const imports = WebAssembly.validate(binary)
    ? WebAssembly.Module.imports(new WebAssembly.Module(binary)).map(({ module: from, name }) => `${from}.${name}`)
    : ["env.memory"];
  if (imports.join() !== "env.memory") throw new PlainError(`The WebAssembly kernels must import nothing but the memory; they import ${imports.join(", ")}.`);
  // Their memory is TensorFlow.js' heap: initial values of their own would be written over its data.
  if (hasData(binary)) throw new PlainError("The WebAssembly kernels must hold no static data: no text, no array, no assertion.");
  return binary;
}

/** Whether a binary holds a data section (number 11 of the format). */
function hasData(binary) {
  for (let at = 8; at < binary.length;) {
    const section = binary[at++];
    let size = 0;
    for (let shift = 0, more = true; more; shift += 7, at++) {
      size |= (binary[at] & 127) << shift;
      more = binary[at] > 127;
    }
    if (section === 11) return true;
    at += size;
  }
  return false;
}
