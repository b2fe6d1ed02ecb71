/** HDF5 in, by h5wasm: names and sizes are looked at before any value is read. */
import type * as H5 from "h5wasm";
import { importProblem, type RawTensor } from "@/interop/import/imported-model";

export interface Hdf5 {
  /** Of datasets of floats, in the order of the file. */
  readonly paths: readonly string[];
  readonly tensor: (path: string) => RawTensor;
  /** A text or a list of texts; undefined where there is none. */
  readonly attribute: (path: string, name: string) => string | readonly string[] | undefined;
}

/** Five million parameters in all that a network may have, and what optimizers keep of them. */
const maxValues = 20_000_000;
const maxEntries = 4096;

const damaged = (error: unknown) =>
  importProblem(
    "damagedHdf5",
    { en: "This HDF5 file is damaged or cut off: {why}", zh: "此 HDF5 文件已损坏或被截断：{why}" },
    { why: (error instanceof Error ? error.message : String(error)).slice(0, 160) },
  );

const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** What can be told before the library is asked: whether it is HDF5 at all, and whether it is as long as it says. */
function refuseForeign(bytes: Uint8Array): void {
  if (signature.some((byte, i) => bytes[i] !== byte))
    throw importProblem("notHdf5", {
      en: "The weights of this model are no HDF5: something else lies in their place, such as a web page. Fetch the file once more.",
      zh: "此模型的权重不是 HDF5：该位置是其他内容，例如网页。请重新获取文件。",
    });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Where the superblock notes the end of the file, by its version.
  const at = (bytes[8] ?? 0) < 2 ? 40 : 28;
  const end = bytes.length < at + 8 ? Infinity : Number(view.getBigUint64(at, true));
  if (end > bytes.length && (bytes[8] ?? 0) <= 3)
    throw importProblem(
      "cutHdf5",
      {
        en: "This HDF5 file is cut off: {received} bytes came of those that it should have. Fetch it once more.",
        zh: "此 HDF5 文件被截断：只有 {received} 字节，少于应有的长度。请重新获取。",
      },
      { received: bytes.length.toLocaleString("en-US") },
    );
}

/** Calls `use` while the file is open. */
export async function withHdf5<T>(bytes: Uint8Array, use: (file: Hdf5) => T): Promise<T> {
  refuseForeign(bytes);
  const h5wasm = await import("h5wasm");
  const library = await h5wasm.ready;
  const { FS } = library;
  // What is wrong is thrown with its words, not printed.
  library.activate_throwing_error_handler();
  const name = "import.h5";
  FS.writeFile(name, bytes);
  try {
    const file = openFile(h5wasm, name);
    try {
      return use(reading(h5wasm, file));
    } finally {
      file.close();
    }
  } finally {
    FS.unlink(name);
  }
}

type H5wasm = typeof H5;
type H5File = H5.File;

function openFile(h5wasm: H5wasm, name: string): H5File {
  try {
    const file = new h5wasm.File(name, "r");
    if (file.file_id < 0n) throw new Error("no HDF5");
    return file;
  } catch (error) {
    throw damaged(error);
  }
}

function reading(h5wasm: H5wasm, file: H5File): Hdf5 {
  const guarded = <T>(read: () => T): T => {
    try {
      return read();
    } catch (error) {
      throw error instanceof Error && error.name === "ProblemError" ? error : damaged(error);
    }
  };
  const everything = guarded(() => file.paths());
  if (everything.length > maxEntries)
    throw importProblem(
      "tooManyEntries",
      { en: "This HDF5 file holds more than {limit} entries.", zh: "此 HDF5 文件的条目超过 {limit} 个。" },
      { limit: maxEntries },
    );
  const paths = everything.filter((path) => guarded(() => file.get(path)) instanceof h5wasm.Dataset);
  let read = 0;
  return {
    paths,
    tensor: (path) =>
      guarded(() => {
        const dataset = file.get(path);
        if (!(dataset instanceof h5wasm.Dataset)) throw new Error(path);
        const shape = dataset.shape ?? [];
        const count = shape.reduce((product, size) => product * size, 1);
        read += count;
        if (read > maxValues)
          throw importProblem(
            "tooManyValues",
            { en: "This file holds more than {limit} values.", zh: "此文件的数值超过 {limit} 个。" },
            { limit: "20,000,000" },
          );
        const { dtype } = dataset;
        if (dtype !== "<f" && dtype !== "<d" && dtype !== ">f" && dtype !== ">d")
          throw importProblem(
            "wrongType",
            {
              en: "The values {path} are of the type {dtype}; floats of 32 or 64 bits are read.",
              zh: "数值 {path} 的类型为 {dtype}，只读取 32 或 64 位浮点数。",
            },
            { path: path.slice(0, 80), dtype: JSON.stringify(dtype).slice(0, 40) },
          );
        const { value } = dataset;
        const values = value instanceof Float32Array ? value.slice() : value instanceof Float64Array ? Float32Array.from(value) : undefined;
        if (values?.length !== count) throw new Error(path);
        return { shape, data: values };
      }),
    attribute: (path, name) =>
      guarded(() => {
        const entity = path === "/" ? file : file.get(path);
        if (!entity || !("attrs" in entity) || !Object.hasOwn(entity.attrs, name)) return undefined;
        const value: unknown = entity.attrs[name]?.json_value;
        if (typeof value === "string") return value;
        return Array.isArray(value) ? value.filter((one) => typeof one === "string") : undefined;
      }),
  };
}
