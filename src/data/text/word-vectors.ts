/** Vectors of words that others have learned, as they lie beside the data sets: eight bits a number and a scale for each word. */
import { strFromU8 } from "fflate";
import { ProblemError } from "@/base/problem";
import { message } from "@/base/text";
import type { LoadContext } from "@/data/define-dataset";

export const wordVectorSets = {
  glove100d: { folder: "glove-100d", words: 20_000, dimensions: 100 },
} as const;
export type WordVectorSet = keyof typeof wordVectorSets;

export interface WordVectors {
  readonly dimensions: number;
  /** Undefined for a word that has none. Words are in lower case. */
  readonly vectorOf: (word: string) => Float32Array | undefined;
}

export async function readWordVectors(name: WordVectorSet, { read }: LoadContext): Promise<WordVectors> {
  const { folder, words: count, dimensions } = wordVectorSets[name];
  const [list, scaleBytes, bytes] = await Promise.all([read(`${folder}/words.json.gz`), read(`${folder}/scales.f32.gz`), read(`${folder}/vectors.i8.gz`)]);
  const words = JSON.parse(strFromU8(list)) as readonly string[];
  if (words.length !== count || scaleBytes.length !== 4 * count || bytes.length !== dimensions * count) throw damaged(folder, count);
  const scales = new DataView(scaleBytes.buffer, scaleBytes.byteOffset);
  const values = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  const rows = new Map(words.map((word, row) => [word, row]));
  return {
    dimensions,
    vectorOf(word) {
      const row = rows.get(word);
      if (row === undefined) return undefined;
      const scale = scales.getFloat32(4 * row, true);
      return Float32Array.from(values.subarray(row * dimensions, (row + 1) * dimensions), (value) => value * scale);
    },
  };
}

function damaged(folder: string, expected: number): ProblemError {
  return new ProblemError({
    code: "data.wordVectors",
    what: message(
      { en: "The files of {folder} should hold the vectors of {expected} words, and do not.", zh: "{folder} 的文件应有 {expected} 个词的向量，实际不符。" },
      { folder, expected: expected.toLocaleString("en") },
    ),
    remedy: message({
      en: "Reload the page. If it happens again, run npm start, which prepares the data anew.",
      zh: "请重新加载页面。若再次出现，请运行 npm start 重新准备数据。",
    }),
  });
}
