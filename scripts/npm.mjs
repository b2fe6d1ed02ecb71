/** Runs npm the way the current one was started, so that no other npm on the PATH is picked up. */
import { spawn } from "node:child_process";

/** Resolves to { code, stdout, stderr }; `inherit` shows npm's own output instead. */
export function npm(args, { cwd = process.cwd(), inherit = false } = {}) {
  const own = process.env.npm_execpath ?? "";
  const isNpm = /npm-cli\.(c|m)?js$/.test(own);
  const [file, all] = isNpm ? [process.execPath, [own, ...args]] : ["npm", args];
  return new Promise((resolve) => {
    // `npm` is a .cmd file on Windows, which only a shell can start; all arguments here are our own constants.
    const child = spawn(file, all, { cwd, shell: !isNpm && process.platform === "win32", stdio: inherit ? "inherit" : ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout?.on("data", (chunk) => (stdout += chunk));
    child.stderr?.on("data", (chunk) => (stderr += chunk));
    child.on("error", (error) => resolve({ code: 1, stdout, stderr: String(error) }));
    child.on("close", (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });
}
