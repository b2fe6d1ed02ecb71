/** Data sets are prepared when they are first asked for, in development and by our own servers. */
import { join } from "node:path";
import { root } from "../paths.mjs";
import { datasets, prepareDatasets } from "./prepare.mjs";

/** `datasets/fashion-mnist/…` → "fashion-mnist", when it is one of ours. */
function datasetOfPath(path) {
  const id = /(?:^|\/)datasets\/([^/?]+)\//.exec(path)?.[1];
  return datasets.some((dataset) => dataset.id === id) ? id : undefined;
}

/** One preparation per set at a time, however many files are asked for at once. */
const running = new Map();
function prepareOnDemand(id) {
  if (!running.has(id))
    running.set(
      id,
      prepareDatasets([id], { say: console.log }).finally(() => running.delete(id)),
    );
  return running.get(id);
}

/** For a static server: the folder that a data file is served from, once it is there; a build may have been made without it. */
export async function datasetsFromSource(path) {
  const id = datasetOfPath(path);
  if (!id) return undefined;
  await prepareOnDemand(id);
  return join(root, "public");
}

/** Vite plugin for the developers' server. */
export function datasetsOnDemand() {
  return {
    name: "datasets-on-demand",
    apply: "serve",
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const id = datasetOfPath(request.url ?? "");
        if (!id) return next();
        prepareOnDemand(id).then(
          () => next(),
          (error) => {
            console.error(error.message);
            response.writeHead(503, { "Content-Type": "text/plain; charset=utf-8" }).end(`${error.message}\n`);
          },
        );
      });
    },
  };
}
