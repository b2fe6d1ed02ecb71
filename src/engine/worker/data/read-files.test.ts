import { gzipSync } from "node:zlib";
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createFileReader, type ReadProgress } from "@/engine/worker/data/read-files";

const bytes = Uint8Array.from({ length: 5000 }, (_, i) => i % 251);
const packed = new Uint8Array(gzipSync(bytes));
const manifest = {
  files: { "a.u8.gz": { bytes: bytes.length, compressedBytes: packed.length, sha256: createHash("sha256").update(bytes).digest("hex") } },
};

function readerOf(files: Readonly<Record<string, BodyInit>>, headers: Record<string, string> = {}) {
  const progress: ReadProgress[] = [];
  const read = createFileReader(
    (path) => Promise.resolve(path in files ? new Response(files[path] ?? null, { headers }) : new Response("<h1>404</h1>", { status: 404 })),
    (step) => progress.push(step),
  );
  return { read, progress };
}
const good = { "set/manifest.json": JSON.stringify(manifest), "set/a.u8.gz": packed };
const codeOf = (code: string) => ({ problem: { code } });

describe("reading data files", () => {
  test("unpacks, checks and counts compressed bytes", async () => {
    const { read, progress } = readerOf(good);
    expect(await read("set/a.u8.gz")).toEqual(bytes);
    expect(progress.at(-1)).toEqual({ loadedBytes: packed.length, totalBytes: packed.length });
  });

  test("takes a file that the server has unpacked already", async () => {
    const { read, progress } = readerOf({ ...good, "set/a.u8.gz": bytes });
    expect(await read("set/a.u8.gz")).toEqual(bytes);
    // Its share of the whole is told in compressed bytes all the same.
    expect(progress.at(-1)).toEqual({ loadedBytes: packed.length, totalBytes: packed.length });
  });

  test("never says that more has come than there is, however the server sends it", async () => {
    const half = bytes.length / 2;
    const inTwo = (body: Uint8Array<ArrayBuffer>) =>
      new ReadableStream<Uint8Array<ArrayBuffer>>({
        start(stream) {
          stream.enqueue(body.slice(0, half));
          stream.enqueue(body.slice(half));
          stream.close();
        },
      });
    const inflated = readerOf({ ...good, "set/a.u8.gz": inTwo(bytes) });
    await inflated.read("set/a.u8.gz");
    expect(inflated.progress.map(({ loadedBytes, totalBytes }) => Math.round((100 * loadedBytes) / totalBytes))).toEqual([50, 100]);
  });

  test.each<[string, Readonly<Record<string, BodyInit>>, string]>([
    ["a missing file", { "set/manifest.json": JSON.stringify(manifest) }, "data.missing"],
    ["a missing manifest", { "set/a.u8.gz": packed }, "data.missing"],
    ["a manifest that is none", { ...good, "set/manifest.json": "<html>" }, "data.damaged"],
    ["a file that broke off", { ...good, "set/a.u8.gz": packed.slice(0, 60) }, "data.truncated"],
    ["a file that is too short", { ...good, "set/a.u8.gz": new Uint8Array(gzipSync(bytes.slice(1))) }, "data.truncated"],
    ["a file that is too long", { ...good, "set/a.u8.gz": new Uint8Array(gzipSync(new Uint8Array(5001))) }, "data.damaged"],
    ["a file of the right length with other contents", { ...good, "set/a.u8.gz": new Uint8Array(gzipSync(new Uint8Array(5000))) }, "data.damaged"],
  ])("%s is named", async (_, files, code) => {
    await expect(readerOf(files).read("set/a.u8.gz")).rejects.toMatchObject(codeOf(code));
  });

  test("a start page in the place of a missing file is not taken for data", async () => {
    await expect(readerOf(good, { "content-type": "text/html; charset=utf-8" }).read("set/a.u8.gz")).rejects.toMatchObject(codeOf("data.missing"));
  });

  test("no connection is named", async () => {
    const read = createFileReader(
      () => Promise.reject(new TypeError("Failed to fetch")),
      () => {},
    );
    await expect(read("set/a.u8.gz")).rejects.toMatchObject(codeOf("data.unreachable"));
  });
});
