/** PyTorch on one thread, where a Python of this machine has it. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../paths.mjs";

const run = promisify(execFile);
const script = join(root, "scripts/bench/pytorch.py");
const datasets = join(root, "public/datasets");
/** The matrix products of PyTorch are those of its BLAS: a figure without its name says little. */
const askVersion = "import re, torch; print(torch.__version__, *re.findall(r'BLAS_INFO=(\\w+)', torch.__config__.show()))";

/** `{ python, version }` of the first Python on the path that has it. */
export function findTorch() {
  return (found ??= lookForTorch());
}
let found;

async function lookForTorch() {
  for (const python of ["python3", "python"]) {
    try {
      const { stdout } = await run(python, ["-c", askVersion]);
      return { python, version: stdout.trim() };
    } catch {
      // Not this one.
    }
  }
  return undefined;
}

export async function measureTorch({ python }, { model, batch, units }, { warmUpMs, durationMs }) {
  const numbers = { batch, units, "warm-up-ms": warmUpMs, "duration-ms": durationMs };
  const args = Object.entries({ datasets, model, ...numbers }).flatMap(([name, value]) => [`--${name}`, String(value)]);
  try {
    const { stdout } = await run(python, [script, ...args]);
    return JSON.parse(stdout);
  } catch (error) {
    // The last line of a traceback is the one that tells.
    throw new Error(
      String(error.stderr || error.message)
        .trim()
        .split("\n")
        .at(-1),
      { cause: error },
    );
  }
}
