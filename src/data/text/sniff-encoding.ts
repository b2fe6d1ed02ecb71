/** In which encoding a text file was written. Names are those that `TextDecoder` knows. */

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | "windows-1252";

/** A file's beginning is like its rest. */
const sniffedBytes = 65_536;

export function sniffEncoding(bytes: Uint8Array): Encoding {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const sample = bytes.subarray(0, sniffedBytes);
  const zeros = [0, 0];
  sample.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  });
  // Latin letters in UTF-16: every other byte is zero.
  if ((zeros[1] ?? 0) > sample.length / 4) return "utf-16le";
  if ((zeros[0] ?? 0) > sample.length / 4) return "utf-16be";
  if (isUtf8(sample, sample.length < bytes.length)) return "utf-8";
  return isChinese(sample) ? "gb18030" : "windows-1252";
}

/** `isCut`: the last character may be incomplete. */
function isUtf8(bytes: Uint8Array, isCut: boolean): boolean {
  for (let i = 0; i < bytes.length;) {
    const byte = bytes[i] as number;
    const length = byte < 0x80 ? 1 : byte >= 0xc2 && byte < 0xe0 ? 2 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xf0 && byte < 0xf5 ? 4 : 0;
    if (length === 0) return false;
    for (let k = 1; k < length; k++) {
      if (i + k >= bytes.length) return isCut;
      if (((bytes[i + k] as number) & 0xc0) !== 0x80) return false;
    }
    i += length;
  }
  return true;
}

/** Nearly all bytes beyond ASCII come in pairs that GBK has; accents in western texts stand alone. */
function isChinese(bytes: Uint8Array): boolean {
  let [pairs, others] = [0, 0];
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte < 0x80) continue;
    const next = bytes[i + 1] ?? 0;
    if (byte >= 0x81 && byte <= 0xfe && next >= 0x40 && next <= 0xfe && next !== 0x7f) {
      // Between two letters of ASCII it is rather an accent.
      if (next >= 0x80) pairs++;
      else others++;
      i++;
    } else others++;
  }
  return pairs > 4 * others;
}
