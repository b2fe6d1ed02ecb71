/** The built page as a visitor gets it: a fresh profile, a laptop's window, nothing kept from before. */
import { buildApp } from "../build-app.mjs";
import { datasetsFromSource } from "../datasets/on-demand.mjs";
import { launchBrowser } from "../launch-browser.mjs";
import { dist } from "../paths.mjs";
import { serveStatic } from "../static-server.mjs";

const viewport = { width: 1366, height: 768 };

/** Calls `visit(page, url, browser)` in a browser of its own, which has what `backend` needs, and returns what it does. */
export async function withApp({ say, backend, prepare = async () => {} }, visit) {
  await buildApp({ datasets: ["mnist"], onlyIfChanged: true, say });
  const server = await serveStatic({ folder: dist, beforeFile: datasetsFromSource });
  const browser = await launchBrowser({ backend });
  try {
    const page = await browser.newPage({ viewport, locale: "en-GB", serviceWorkers: "block" });
    await prepare(page);
    return await visit(page, server.url, browser);
  } finally {
    await browser.close();
    await server.close();
  }
}
