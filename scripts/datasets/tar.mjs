/** Reads chosen files out of a .tgz. Package archives are plain ustar, so 40 lines do. */
import { gunzipSync } from "node:zlib";

const blockSize = 512;

/** Map of path → bytes for the files that `wanted` accepts. Paths are without the archive's leading folder. */
export function readTgz(tgz, wanted) {
  const tar = gunzipSync(tgz);
  const files = new Map();
  for (let at = 0; at + blockSize <= tar.length;) {
    const header = tar.subarray(at, at + blockSize);
    const name = text(header, 0, 100);
    if (name === "") break; // two empty blocks end the archive
    const prefix = text(header, 345, 155);
    const size = Number.parseInt(text(header, 124, 12).trim() || "0", 8);
    const kind = String.fromCharCode(header[156]);
    const path = (prefix === "" ? name : `${prefix}/${name}`).replace(/^[^/]+\//, "");
    if ((kind === "0" || kind === "\0") && wanted(path)) files.set(path, tar.subarray(at + blockSize, at + blockSize + size));
    at += blockSize + Math.ceil(size / blockSize) * blockSize;
  }
  return files;
}

function text(bytes, start, length) {
  const end = bytes.indexOf(0, start);
  return bytes.toString("utf8", start, end === -1 || end > start + length ? start + length : end);
}
