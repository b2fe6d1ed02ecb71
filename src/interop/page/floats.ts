/** Numbers as text in an exported page. */
import { fromBase64Url, toBase64Url } from "@/interop/link/base64-url";

export function textOfFloats(values: Float32Array): string {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setFloat32(i * 4, value, true));
  return toBase64Url(bytes);
}

export function floatsOfText(text: string): Float32Array {
  const bytes = fromBase64Url(text) ?? new Uint8Array();
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(i * 4, true));
}
