/** Serves a built folder as a static host would, below any sub-path and with the security headers. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { securityHeaders } from "./content-security-policy.mjs";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".gz": "application/gzip",
};

/**
 * Starts a server on 127.0.0.1; resolves to { url, close }. `port` 0 takes a free one.
 * `beforeFile(path)` may prepare a file before it is looked up, and may answer another folder to look in.
 */
export async function serveStatic({ folder, base = "/", port = 0, beforeFile = async () => undefined }) {
  const server = createServer(async (request, response) => {
    const send = (status, headers, text) => response.writeHead(status, { ...securityHeaders, ...headers }).end(text);
    try {
      const { pathname } = new URL(request.url, "http://localhost");
      if (request.method !== "GET" && request.method !== "HEAD") return send(405, { Allow: "GET, HEAD" });
      if (`${pathname}/` === base) return send(308, { Location: base });
      if (!pathname.startsWith(base)) return send(404, { "Content-Type": types[".txt"] }, "Not found\n");
      const path = decodeURIComponent(pathname.slice(base.length)) || "index.html";
      const inside = (await beforeFile(path)) ?? folder;
      const file = normalize(join(inside, path));
      const info = file.startsWith(normalize(inside) + sep) ? await stat(file).catch(() => undefined) : undefined;
      if (!info?.isFile()) return send(404, { "Content-Type": types[".txt"] }, "Not found\n");
      response.writeHead(200, {
        ...securityHeaders,
        "Content-Type": types[extname(file)] ?? "application/octet-stream",
        "Content-Length": info.size,
        // Built files carry a hash in their name; everything else is asked for anew.
        "Cache-Control": path.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache",
      });
      if (request.method === "HEAD") response.end();
      else createReadStream(file).pipe(response);
    } catch (error) {
      send(500, { "Content-Type": types[".txt"] }, `${error instanceof Error ? error.message : String(error)}\n`);
    }
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${base}`,
    close: () => new Promise((resolve) => (server.close(resolve), server.closeAllConnections())),
  };
}
