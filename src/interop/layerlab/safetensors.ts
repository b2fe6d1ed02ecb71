/** Named float32 tensors as safetensors: a JSON header and the raw values, readable from Python without Layerlab. */
import { strFromU8, strToU8 } from "fflate";
import type { NamedTensor } from "@/interop/layerlab/content";
import { badPart } from "@/interop/layerlab/file-problem";

const bytesPerValue = 4;
const maxHeaderBytes = 1_000_000;
const maxTensors = 4096;
const tensorName = /^[A-Za-z][A-Za-z0-9_]*(\/[A-Za-z][A-Za-z0-9]*(:[A-Za-z][A-Za-z0-9]*)?)?$/;

interface WriteSettings {
  /** The bytes of those that are written in half precision. */
  readonly halves?: (tensor: NamedTensor) => Uint8Array | undefined;
  /** Words about the whole. */
  readonly metadata?: Readonly<Record<string, string>>;
}

export function writeTensors(tensors: readonly NamedTensor[], { halves, metadata }: WriteSettings = {}): Uint8Array {
  let offset = 0;
  const parts = tensors.map((tensor) => {
    const half = halves?.(tensor);
    const bytes = half ?? floatBytes(tensor.data);
    const begin = offset;
    offset += bytes.length;
    return { bytes, entry: [tensor.name, { dtype: half ? "F16" : "F32", shape: tensor.shape, data_offsets: [begin, offset] }] as const };
  });
  const json = JSON.stringify({ ...(metadata ? { __metadata__: metadata } : {}), ...Object.fromEntries(parts.map(({ entry }) => entry)) });
  // Values begin at a multiple of 8, as the format asks.
  const text = strToU8(json.padEnd(Math.ceil(json.length / 8) * 8));
  const all = new Uint8Array(8 + text.length + offset);
  new DataView(all.buffer).setUint32(0, text.length, true);
  all.set(text, 8);
  let at = 8 + text.length;
  for (const { bytes } of parts) {
    all.set(bytes, at);
    at += bytes.length;
  }
  return all;
}

/** Little-endian; where the machine is, the very bytes. */
function floatBytes(data: Float32Array): Uint8Array {
  if (isLittleEndian) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const bytes = new Uint8Array(data.length * bytesPerValue);
  const view = new DataView(bytes.buffer);
  data.forEach((value, i) => view.setFloat32(i * bytesPerValue, value, true));
  return bytes;
}

/** Throws `file.badPart` on anything but non-overlapping float32 tensors that fill the part exactly. */
export function readTensors(part: string, bytes: Uint8Array): readonly NamedTensor[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = bytes.length >= 8 && view.getUint32(4, true) === 0 ? view.getUint32(0, true) : Infinity;
  if (headerBytes > Math.min(bytes.length - 8, maxHeaderBytes)) throw badPart(part, "header");
  const header = parseHeader(part, bytes.subarray(8, 8 + headerBytes));
  const start = 8 + headerBytes;
  let expected = 0;
  const tensors = header.map(([name, entry]) => {
    const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as { dtype?: unknown; shape?: unknown; data_offsets?: unknown };
    if (!tensorName.test(name) || dtype !== "F32" || !isDims(shape) || !isDims(offsets)) throw badPart(part, name.slice(0, 80));
    const [begin, end] = offsets;
    const count = shape.reduce((product, size) => product * size, 1);
    if (begin !== expected || end !== begin + count * bytesPerValue || start + end > bytes.length) throw badPart(part, name.slice(0, 80));
    expected = end;
    const data = new Float32Array(count);
    if (isLittleEndian) new Uint8Array(data.buffer).set(bytes.subarray(start + begin, start + end));
    else for (let i = 0; i < count; i++) data[i] = view.getFloat32(start + begin + i * bytesPerValue, true);
    return { name, shape, data };
  });
  if (start + expected !== bytes.length) throw badPart(part, "length");
  return tensors;
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function parseHeader(part: string, bytes: Uint8Array): readonly (readonly [string, unknown])[] {
  try {
    const header: unknown = JSON.parse(strFromU8(bytes));
    if (typeof header === "object" && header !== null && !Array.isArray(header)) {
      const entries = Object.entries(header);
      if (entries.length <= maxTensors) return entries;
    }
  } catch {
    // Not JSON: the same answer as JSON of another kind.
  }
  throw badPart(part, "header");
}

function isDims(value: unknown): value is number[] {
  return Array.isArray(value) && value.length <= 8 && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}
