/** Finds a Chrome or Chromium: CHROMIUM_PATH, the usual places, Playwright's own; as root on Debian it installs one. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { PlainError } from "./plain-error.mjs";

const commands = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge"];
const places = {
  linux: ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/opt/google/chrome/chrome", "/snap/bin/chromium"],
  darwin: ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"],
  win32: [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA]
    .filter(Boolean)
    .map((folder) => join(folder, "Google/Chrome/Application/chrome.exe")),
};

/** Path of a browser, or undefined. Throws only when CHROMIUM_PATH names nothing. */
export async function findBrowser() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (existsSync(given)) return given;
    throw new PlainError(`CHROMIUM_PATH is ${given}, but there is no such file. Set it to a Chrome or Chromium, or unset it.`);
  }
  const usual = (places[process.platform] ?? []).find((path) => existsSync(path)) ?? onPath();
  if (usual) return usual;
  const { chromium } = await import("@playwright/test");
  const own = chromium.executablePath();
  return own && existsSync(own) ? own : undefined;
}

/** Path of a browser; installs Debian's when we may. */
export async function ensureBrowser({ say = console.log } = {}) {
  const found = await findBrowser();
  if (found) return found;
  const canInstall = process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (canInstall) {
    say("No Chrome or Chromium found: installing Debian's chromium …");
    const apt = (...args) => spawnSync("apt-get", args, { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } }).status === 0;
    if (!apt("install", "-y", "--no-install-recommends", "chromium")) {
      apt("update");
      apt("install", "-y", "--no-install-recommends", "chromium");
    }
    const installed = await findBrowser();
    if (installed) return installed;
  }
  throw new PlainError(
    "No Chrome or Chromium found. Install one (for example `sudo apt-get install chromium` or `npx playwright install chromium`), or set CHROMIUM_PATH.",
  );
}

/** Chromium's sandbox cannot start as root; everywhere else it stays on. */
export const sandboxArgs = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

function onPath() {
  if (process.platform === "win32") return undefined;
  for (const command of commands) {
    try {
      return execFileSync("sh", ["-c", `command -v ${command}`], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim() || undefined;
    } catch {
      // Not this one.
    }
  }
  return undefined;
}
