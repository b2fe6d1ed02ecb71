/** The data sets beside the pages of the bench. */
import type { Files } from "./workload";

export const filesOfServer: Files = (path) => fetch(new URL(`datasets/${path}`, document.baseURI));
