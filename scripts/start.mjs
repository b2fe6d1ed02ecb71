/** `npm start`: installs what is missing, prepares MNIST, builds, serves the page and opens the browser. A second start is quick. */
import "./ensure-node.mjs";
import { spawn } from "node:child_process";
import { ensurePackages } from "./ensure-packages.mjs";
import { dist } from "./paths.mjs";
import { runMain } from "./plain-error.mjs";

const usualPort = 5170;

await runMain(async () => {
  await ensurePackages();
  const { buildApp } = await import("./build-app.mjs");
  const { datasetsFromSource } = await import("./datasets/on-demand.mjs");
  const { serveStatic } = await import("./static-server.mjs");
  await buildApp({ datasets: ["mnist"], onlyIfChanged: true });

  // The same address every time, so that saved projects are found again; any free port when it is taken.
  const server = await serveStatic({ folder: dist, port: usualPort, beforeFile: datasetsFromSource }).catch(() =>
    serveStatic({ folder: dist, beforeFile: datasetsFromSource }),
  );
  console.log(`\n  Layerlab is ready at ${server.url}\n  Press Ctrl+C to stop.\n`);
  openBrowser(server.url);
  const stop = () => server.close().then(() => process.exit(0));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
});

/** Best effort: where there is nobody to look, or no way to open, the printed address is enough. */
function openBrowser(url) {
  const hasScreen = process.platform !== "linux" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (process.env.CI || !process.stdout.isTTY || !hasScreen) return;
  const [command, args] =
    process.platform === "darwin" ? ["open", [url]] : process.platform === "win32" ? ["cmd", ["/c", "start", "", url]] : ["xdg-open", [url]];
  const child = spawn(command, args, { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
}
