/** Runs a command and keeps what it says. */
import { spawn } from "node:child_process";
import { root } from "./paths.mjs";

/** Resolves to { code, output, durationMs }; `onLine` sees the output as it comes. */
export function runCommand(file, args, { env = {}, onText = () => {} } = {}) {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: root, env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0", ...env }, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const take = (chunk) => {
      output += chunk;
      onText(String(chunk));
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", (error) => take(`${error.message}\n`));
    child.on("close", (code) => resolve({ code: code ?? 1, output, durationMs: performance.now() - started }));
  });
}
