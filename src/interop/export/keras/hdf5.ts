/** HDF5 by h5wasm: the HDF5 library itself, in WebAssembly. A megabyte that only those load who ask for a file of Keras. */

export interface Dataset {
  /** `layers/dense/vars/0`; groups are made as needed. */
  readonly path: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** `groups` may be empty ones; each carries its layer's name as Keras notes it. `savedAt`: milliseconds since 1970. */
export async function writeHdf5(
  groups: readonly { readonly path: string; readonly name: string }[],
  datasets: readonly Dataset[],
  savedAt: number,
): Promise<Uint8Array> {
  const h5wasm = await import("h5wasm");
  const { FS } = await h5wasm.ready;
  const fileName = "export.h5";
  atTime(savedAt, () => {
    const file = new h5wasm.File(fileName, "w");
    try {
      const made = new Set<string>();
      const groupAt = (path: string) => {
        if (made.has(path)) return;
        const parent = path.slice(0, Math.max(0, path.lastIndexOf("/")));
        if (parent !== "") groupAt(parent);
        made.add(path);
        file.create_group(path);
      };
      for (const { path, name } of groups) {
        groupAt(path);
        const group = file.get(path);
        if (group instanceof h5wasm.Group) group.create_attribute("name", name);
      }
      for (const { path, shape, data } of datasets) {
        const slash = path.lastIndexOf("/");
        groupAt(path.slice(0, slash));
        file.create_dataset({ name: path, data, shape: [...shape], dtype: "<f4" });
      }
      file.flush();
    } finally {
      file.close();
    }
  });
  const bytes = FS.readFile(fileName);
  FS.unlink(fileName);
  return bytes;
}

/**
 * The library notes the clock's time in every header, under a checksum, and cannot be told not to; the same model saved at the same time
 * is to give the same file. So its clock stands still while it writes, which no other code can see: nothing else runs meanwhile.
 */
function atTime(milliseconds: number, write: () => void): void {
  const clock = Reflect.get(Date, "now") as unknown;
  Reflect.set(Date, "now", () => milliseconds);
  try {
    write();
  } finally {
    Reflect.set(Date, "now", clock);
  }
}
