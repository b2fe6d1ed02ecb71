/** The Python that exports are held against: an environment of its own under `.cache`, made once. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { cache } from "../paths.mjs";

const run = promisify(execFile);
const packages = [
  "keras==3.15.0",
  "torch==2.13.0",
  "onnx==1.23.2",
  "onnxscript==0.7.2",
  "onnxruntime==1.32.0",
  "h5py==3.16.0",
  "safetensors==0.8.0",
  "numpy==2.4.6",
];
const folder = join(cache, "interop-python");
const binary = process.platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");

/** The interpreter, or `{ problem }` in one line where there is no Python or its packages cannot be had. */
export async function interopPython({ say }) {
  const given = process.env.LAYERLAB_PYTHON;
  if (given) return { python: given };
  const works = async () =>
    existsSync(binary) &&
    (await run(binary, ["-c", "import keras, torch, onnx, onnxscript, onnxruntime, h5py, safetensors"], keras).then(
      () => true,
      () => false,
    ));
  if (await works()) return { python: binary };
  const python = await firstOf(["python3", "python"]);
  if (!python) return { problem: "no Python here: exports are not opened in Keras, PyTorch and ONNX Runtime" };
  say("Installing Keras, PyTorch and ONNX Runtime for Python, once (a few minutes) …");
  try {
    await run(python, ["-m", "venv", "--clear", folder]);
    await run(binary, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages], { maxBuffer: 1 << 26, timeout: 15 * 60_000 });
  } catch (error) {
    return {
      problem: `the Python packages could not be installed: ${String(error.stderr || error.message)
        .trim()
        .split("\n")
        .at(-1)}`,
    };
  }
  return (await works()) ? { python: binary } : { problem: "the Python packages are installed but do not start" };
}

const keras = { env: { ...process.env, KERAS_BACKEND: "torch" } };

async function firstOf(names) {
  for (const name of names)
    if (
      await run(name, ["--version"]).then(
        () => true,
        () => false,
      )
    )
      return name;
  return undefined;
}
