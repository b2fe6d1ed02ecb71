/** The training worker: everything slow happens here, so that the page never waits. */
import { serve, type PageLike } from "@/engine/worker/serve";
import { createServer } from "@/engine/worker/server";

serve(globalThis as unknown as PageLike, (emit, baseUrl) =>
  createServer({
    emit,
    clock: () => performance.now(),
    fetchFile: (path) => fetch(new URL(`datasets/${path}`, baseUrl)),
  }),
);
