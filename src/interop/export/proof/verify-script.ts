/** The script that goes with a file: it asks the network what it was asked in Layerlab, by the real program, and compares the answers. */
import type { ModelInput } from "@/interop/export/model-inputs";
import type { TrainedModel } from "@/interop/export/trained-model";

/** How a program asks the file that it was given. */
export interface Verification {
  readonly program: "python" | "node";
  /** What must be installed besides NumPy, or for Node; exact where another version answers otherwise. */
  readonly packages: readonly string[];
  /** Lines that define `answer(inputs)`: arrays in, in the order of the inputs, and one array out. */
  readonly lines: string;
  /** What it takes besides the file. */
  readonly files?: (model: TrainedModel) => Readonly<Record<string, Uint8Array>>;
}

export const scriptName = ({ program }: Verification) => (program === "python" ? "verify.py" : "verify.mjs");

/** Undefined where the program alone is enough. */
function installLine({ program, packages }: Verification): string | undefined {
  if (program === "python") return `pip install numpy ${packages.join(" ")}`;
  return packages.length > 0 ? `npm install ${packages.join(" ")}` : undefined;
}

/** What is typed to check a file. */
export function verifyLines(verification: Verification): readonly string[] {
  const install = installLine(verification);
  return [...(install === undefined ? [] : [install]), `${verification.program} ${scriptName(verification)}`];
}

export function verifyScript(verification: Verification, inputs: readonly ModelInput[]): string {
  const names = inputs.map(({ name }) => `"${name}"`).join(", ");
  return verification.program === "python" ? pythonScript(verification, names) : nodeScript(verification, names);
}

const pythonScript = (
  verification: Verification,
  names: string,
) => `"""Asks the network what it was asked in Layerlab, and compares the answers: python verify.py

Needs: ${installLine(verification)}
"""

import os
import sys

import numpy as np

# Files lie beside this one, wherever it is started.
os.chdir(os.path.dirname(os.path.abspath(__file__)))
${verification.lines}

inputs = [np.load(f"golden/{name}.npy") for name in [${names}]]
expected = np.load("golden/outputs.npy")
answers = np.asarray(answer(inputs))
difference = float(np.abs(answers - expected).max()) if answers.shape == expected.shape else float("inf")
# Both sides compute in single precision.
allowed = 1e-4 * max(1.0, float(np.abs(expected).max()))
print(f"max |difference| {difference:.1e} on {len(expected)} examples; {allowed:.1e} is allowed")
if not difference <= allowed:
    print("This is not the network that was exported.")
    sys.exit(1)
`;

const nodeScript = (verification: Verification, names: string) => `/**
 * Asks the network what it was asked in Layerlab, and compares the answers: node verify.mjs
 * Needs: ${installLine(verification) ?? "Node"}
 */
import { readFile } from "node:fs/promises";
${verification.lines}

/** Arrays of NumPy: a header in Python's words, then float32 values. */
async function load(name) {
  const bytes = await read(\`golden/\${name}.npy\`);
  const start = 10 + bytes.readUInt16LE(8);
  const shape = /'shape': \\(([^)]*)\\)/.exec(bytes.toString("latin1", 10, start))[1].split(",").filter((size) => size.trim() !== "").map(Number);
  return { shape, data: new Float32Array(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length)) };
}
function read(path) {
  return readFile(new URL(path, import.meta.url));
}

const inputs = await Promise.all([${names}].map(load));
const expected = await load("outputs");
const answers = await answer(inputs);
let difference = answers.length === expected.data.length ? 0 : Infinity;
let largest = 1;
expected.data.forEach((value, i) => {
  difference = Math.max(difference, Math.abs(value - answers[i]));
  largest = Math.max(largest, Math.abs(value));
});
// Both sides compute in single precision.
const allowed = 1e-4 * largest;
console.log(\`max |difference| \${difference.toExponential(1)} on \${expected.shape[0]} examples; \${allowed.toExponential(1)} is allowed\`);
if (!(difference <= allowed)) {
  console.log("This is not the network that was exported.");
  process.exit(1);
}
`;
