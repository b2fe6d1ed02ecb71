/** One `.layerlab` file: a zip with the project, its run, and what they mean. */
import type { LayerlabContent } from "@/interop/layerlab/content";
import { decodeParts } from "@/interop/layerlab/decode";
import { encodeParts, type Digest } from "@/interop/layerlab/encode";
import { readZip, writeZip } from "@/interop/layerlab/zip";

/** The same content gives the same bytes. */
export async function saveLayerlab(content: LayerlabContent, app: string, digest?: Digest): Promise<Uint8Array> {
  return writeZip(await encodeParts(content, app, digest));
}

/** Throws a `ProblemError` with a code of its own for every way in which a file can be wrong. */
export async function openLayerlab(bytes: Uint8Array, digest?: Digest): Promise<LayerlabContent> {
  return decodeParts(readZip(bytes), digest);
}
