/** Zip archives in and out. What comes in is a stranger's: it is inflated in small bites under running caps. */
import { joinedBytes } from "@/base/bytes";
import { Unzip, UnzipInflate, zipSync } from "fflate";
import { ProblemError } from "@/base/problem";
import { limits, type Parts } from "@/interop/layerlab/content";
import { figure, fileProblem } from "@/interop/layerlab/file-problem";
import { notAZip } from "@/interop/layerlab/sniff";

/** Small, because one bite may inflate a thousandfold before the cap is looked at. */
const biteBytes = 16_384;

/** Tensors are stored as they are, because floats hardly compress; the rest is deflated. */
export function writeZip(parts: Parts): Uint8Array {
  // One fixed date: the same project gives the same file. Zip knows local times only.
  const mtime = new Date(1980, 0, 1);
  return zipSync(
    Object.fromEntries([...parts].map(([name, bytes]) => [name, [bytes, { level: name.endsWith(".safetensors") ? 0 : 6 }] as const])) as Parameters<
      typeof zipSync
    >[0],
    { mtime },
  );
}

export function readZip(bytes: Uint8Array): Parts {
  if (bytes.length > limits.fileBytes)
    throw fileProblem(
      "tooLarge",
      { en: "This file has {bytes} bytes; {limit} is the most that is opened.", zh: "此文件有 {bytes} 字节，最多可打开 {limit} 字节。" },
      { bytes: figure(bytes.length), limit: figure(limits.fileBytes) },
    );
  const strange = notAZip(bytes);
  if (strange) throw strange;
  if (!hasDirectoryEnd(bytes)) throw truncated();

  const parts = new Map<string, Uint8Array>();
  const chunks = new Map<string, Uint8Array[]>();
  const open = new Set<string>();
  let entries = 0;
  let inflated = 0;
  let read = 0;
  const unzip = new Unzip((file) => {
    const { name } = file;
    entries++;
    if (entries > limits.entries)
      throw fileProblem(
        "tooManyParts",
        { en: "This archive holds more than {limit} parts; ours have at most ten.", zh: "此压缩包的部分超过 {limit} 个，我们的文件最多十个。" },
        { limit: limits.entries },
      );
    if (chunks.has(name))
      throw fileProblem("doublePart", { en: "This archive holds the part {name} twice.", zh: "此压缩包中 {name} 出现了两次。" }, { name: name.slice(0, 80) });
    const own: Uint8Array[] = [];
    chunks.set(name, own);
    open.add(name);
    file.ondata = (error, data, isLast) => {
      if (error) throw error instanceof ProblemError ? error : damaged(error);
      inflated += data.length;
      if (inflated > limits.contentBytes || (inflated > limits.ratioFreeBytes && inflated > limits.ratio * read))
        throw fileProblem(
          "inflatesTooFar",
          {
            en: "This archive unpacks to far more than it should: over {bytes} bytes. It was not opened.",
            zh: "此压缩包解开后远大于正常大小（超过 {bytes} 字节），没有打开。",
          },
          { bytes: figure(inflated) },
        );
      if (data.length > 0) own.push(data.slice());
      if (isLast) {
        open.delete(name);
        parts.set(name, joinedBytes(own));
      }
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length; at += biteBytes) {
      const bite = bytes.subarray(at, at + biteBytes);
      read += bite.length;
      unzip.push(bite, at + biteBytes >= bytes.length);
    }
  } catch (error) {
    throw error instanceof ProblemError ? error : damaged(error);
  }
  if (open.size > 0) throw truncated();
  return parts;
}

/** The record that ends every zip, looked for in the last 64 kB, where a comment may follow it. */
function hasDirectoryEnd(bytes: Uint8Array): boolean {
  for (let i = bytes.length - 22; i >= Math.max(0, bytes.length - 22 - 65_535); i--)
    if (bytes[i] === 0x50 && bytes[i + 1] === 0x4b && bytes[i + 2] === 0x05 && bytes[i + 3] === 0x06) return true;
  return false;
}

const truncated = () =>
  fileProblem("truncated", {
    en: "This file is cut off: its end is missing. It was probably not downloaded or copied to the end.",
    zh: "此文件被截断，缺少结尾，可能没有下载或复制完整。",
  });
const damaged = (error: unknown) =>
  fileProblem("damaged", { en: "This file is damaged: it cannot be unpacked.", zh: "此文件已损坏，无法解压。" }, undefined, error);
