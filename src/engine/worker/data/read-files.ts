/** Files below `datasets/`: fetched, unpacked, and checked against the manifest that lies beside them. */
import * as v from "valibot";
import { ProblemError } from "@/base/problem";
import { message } from "@/base/text";

/** Fetches one file, by its path below the page. */
export type FetchFile = (path: string) => Promise<Response>;
export interface ReadProgress {
  readonly loadedBytes: number;
  readonly totalBytes: number;
}

const gzipMagic = [0x1f, 0x8b] as const;

const manifestSchema = v.object({
  files: v.record(v.string(), v.object({ bytes: v.number(), compressedBytes: v.number(), sha256: v.string() })),
});
type Manifest = v.InferOutput<typeof manifestSchema>;

/** A reader for one load of one dataset; `onProgress` counts compressed bytes against those of all files in the manifest. */
export function createFileReader(fetchFile: FetchFile, onProgress: (progress: ReadProgress) => void, signal?: AbortSignal) {
  const manifests = new Map<string, Promise<Manifest>>();
  let loadedBytes = 0;
  let totalBytes = 0;

  const manifestOf = (folder: string) => {
    const known = manifests.get(folder);
    if (known) return known;
    const reading = readManifest(fetchFile, folder).then((manifest) => {
      for (const file of Object.values(manifest.files)) totalBytes += file.compressedBytes;
      return manifest;
    });
    manifests.set(folder, reading);
    return reading;
  };

  return async function read(path: string): Promise<Uint8Array> {
    const slash = path.lastIndexOf("/");
    const folder = path.slice(0, slash);
    const name = path.slice(slash + 1);
    const expected = name === "manifest.json" ? undefined : (await manifestOf(folder)).files[name];
    signal?.throwIfAborted();
    const response = await fetchFound(fetchFile, path);
    let counted = 0;
    const packed = await bytesOf(response, path, (length, isPacked) => {
      if (!expected) return;
      // What the server inflated on its way here counts as what it weighs packed.
      const arrived = isPacked ? length : length * (expected.compressedBytes / expected.bytes);
      const now = Math.min(expected.compressedBytes, Math.round(arrived));
      loadedBytes += now - counted;
      counted = now;
      onProgress({ loadedBytes, totalBytes });
    });
    const bytes = await unpacked(packed, path);
    if (expected) await check(bytes, expected, path);
    return bytes;
  };
}

async function readManifest(fetchFile: FetchFile, folder: string): Promise<Manifest> {
  const path = `${folder}/manifest.json`;
  const text = await (await fetchFound(fetchFile, path)).text();
  try {
    return v.parse(manifestSchema, JSON.parse(text));
  } catch (cause) {
    throw damaged(path, cause);
  }
}

async function fetchFound(fetchFile: FetchFile, path: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetchFile(path);
  } catch (cause) {
    throw new ProblemError(
      {
        code: "data.unreachable",
        what: message({ en: "“{path}” could not be fetched: there is no connection to the server.", zh: "无法获取“{path}”：与服务器没有连接。" }, { path }),
        remedy: message({ en: "Check the connection and try again.", zh: "请检查网络连接后重试。" }),
        detail: String(cause),
      },
      { cause },
    );
  }
  // Static hosts like to answer a missing file with their start page.
  const isPage = response.headers.get("content-type")?.startsWith("text/html") ?? false;
  if (response.ok && !isPage) return response;
  throw new ProblemError({
    code: "data.missing",
    what: message({ en: "The data file “{path}” is missing on this server.", zh: "服务器上缺少数据文件“{path}”。" }, { path }),
    remedy: message({
      en: "Run `npm start` once: it prepares the data. On a static host, upload the folder `datasets` too.",
      zh: "请运行一次 `npm start` 来准备数据；静态网站还需上传 `datasets` 文件夹。",
    }),
    detail: `HTTP ${response.status} ${response.headers.get("content-type") ?? ""}`,
  });
}

/** The body, chunk by chunk, so that progress shows while it comes: how much there is so far, and whether it is gzip. */
async function bytesOf(response: Response, path: string, onBytes: (length: number, isPacked: boolean) => void): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    // Not `for await`: Safari's streams cannot be iterated.
    const reader = response.body?.getReader();
    for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
      chunks.push(next.value);
      length += next.value.length;
      onBytes(length, chunks[0]?.[0] === gzipMagic[0]);
    }
  } catch (cause) {
    throw truncated(path, cause);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** Inflates gzip. By the magic bytes, not the name: some servers send `.gz` files as `Content-Encoding: gzip`, already inflated here. */
async function unpacked(bytes: Uint8Array<ArrayBuffer>, path: string): Promise<Uint8Array> {
  if (!gzipMagic.every((byte, i) => bytes[i] === byte)) return bytes;
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch (cause) {
    throw truncated(path, cause);
  }
}

async function check(bytes: Uint8Array, expected: { bytes: number; sha256: string }, path: string): Promise<void> {
  if (bytes.length < expected.bytes) throw truncated(path, `${bytes.length} of ${expected.bytes} bytes`);
  if (bytes.length > expected.bytes) throw damaged(path, `${bytes.length} bytes instead of ${expected.bytes}`);
  // Missing on plain-http addresses other than localhost; the length was checked there, no more can be.
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle;
  if (!subtle) return;
  const digest = new Uint8Array(await subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hex !== expected.sha256) throw damaged(path, `sha256 ${hex} instead of ${expected.sha256}`);
}

function truncated(path: string, cause: unknown): ProblemError {
  return new ProblemError({
    code: "data.truncated",
    what: message({ en: "The data file “{path}” broke off before its end.", zh: "数据文件“{path}”不完整，中途断开了。" }, { path }),
    remedy: message({
      en: "Try again. If it stays so, delete the folder `public/datasets` and run `npm start`.",
      zh: "请重试。若仍如此，请删除 `public/datasets` 文件夹并运行 `npm start`。",
    }),
    detail: String(cause),
  });
}
function damaged(path: string, cause: unknown): ProblemError {
  return new ProblemError({
    code: "data.damaged",
    what: message({ en: "The data file “{path}” is not what its manifest says.", zh: "数据文件“{path}”与清单不符。" }, { path }),
    remedy: message({
      en: "Delete the folder `public/datasets` and run `npm start` to prepare the data again.",
      zh: "请删除 `public/datasets` 文件夹并运行 `npm start` 重新准备数据。",
    }),
    detail: String(cause),
  });
}
