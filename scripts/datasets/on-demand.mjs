/** Vite plugin: in development a data set is prepared when it is first asked for. */
import { datasets, prepareDatasets } from "./prepare.mjs";

/** `datasets/fashion-mnist/…` → "fashion-mnist", when it is one of ours. */
export function datasetOfPath(path) {
  const id = /(?:^|\/)datasets\/([^/?]+)\//.exec(path)?.[1];
  return datasets.some((dataset) => dataset.id === id) ? id : undefined;
}

/** One preparation per set at a time, however many files are asked for at once. */
const running = new Map();
export function prepareOnDemand(id) {
  if (!running.has(id))
    running.set(
      id,
      prepareDatasets([id], { say: console.log }).finally(() => running.delete(id)),
    );
  return running.get(id);
}

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
