/** Runs a command, keeps what it says, and ends it with all its children when it takes too long or we are stopped. */
import { spawn } from "node:child_process";
import { root } from "./paths.mjs";

const isWindows = process.platform === "win32";
const running = new Set();
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => {
    running.forEach(end);
    process.exit(130);
  });
}

/** Resolves to { code, output, durationMs }; code 124 means that it took longer than `limitMs`. */
export function runCommand(file, args, { env = {}, limitMs = 10 * 60_000 } = {}) {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: root,
      env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0", ...env },
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, so that a runner's own children can be ended with it.
      detached: !isWindows,
    });
    running.add(child);
    let output = "";
    let isLate = false;
    const take = (chunk) => (output += chunk);
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", (error) => take(`${error.message}\n`));
    const timer = setTimeout(() => {
      isLate = true;
      take(`\nStopped after ${Math.round(limitMs / 1000)} s: it should have been done long before.\n`);
      end(child);
    }, limitMs);
    child.on("close", (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code: isLate ? 124 : (code ?? 1), output, durationMs: performance.now() - started });
    });
  });
}

function end(child) {
  try {
    if (isWindows) child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has just ended by itself.
  }
}
