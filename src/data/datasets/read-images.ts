/** Reads a set of 28×28 grey images from its shards of raw bytes, and refuses files that are not what they should be. */
import { ProblemError } from "@/base/problem";
import { message } from "@/base/text";
import type { LoadContext, LoadedDataset } from "@/data/define-dataset";

export const imageSide = 28;
const pixels = imageSide * imageSide;
/** Images per shard, as the preparing script cuts them. */
const shardImages = 10_000;
const classCount = 10;

export interface ImageCounts {
  readonly train: number;
  readonly test: number;
}

/** Images [N, 28, 28, 1] as bytes and class numbers [N]: training side first, then the official test part. */
export async function readImages(
  folder: string,
  { train, test }: ImageCounts,
  context: LoadContext,
): Promise<LoadedDataset & { readonly inputs: Uint8Array; readonly targets: Uint8Array }> {
  const count = train + test;
  const inputs = new Uint8Array(count * pixels);
  const targets = new Uint8Array(count);
  const readInto = async (target: Uint8Array, at: number, name: string, expected: number) => {
    const path = `${folder}/${name}.u8.gz`;
    const bytes = await context.read(path);
    if (bytes.length !== expected) throw wrongLength(path, expected, bytes.length);
    target.set(bytes, at);
  };
  const part = (name: string, first: number, size: number) => [
    readInto(targets, first, `${name}-labels`, size),
    ...Array.from({ length: Math.ceil(size / shardImages) }, (_, shard) => {
      const from = shard * shardImages;
      return readInto(inputs, (first + from) * pixels, `${name}-images-${shard}`, Math.min(shardImages, size - from) * pixels);
    }),
  ];
  await Promise.all([...part("train", 0, train), ...part("test", train, test)]);
  const stray = targets.findIndex((label) => label >= classCount);
  if (stray >= 0) throw wrongLabel(folder, stray, targets[stray] ?? 0);
  return { inputs, targets, count, testCount: test };
}

const prepareAgain = message({
  en: "Reload the page. If it happens again, run npm start, which prepares the data anew.",
  zh: "请重新加载页面。若再次出现，请运行 npm start 重新准备数据。",
});

function wrongLength(path: string, expected: number, came: number): ProblemError {
  return new ProblemError({
    code: "data.length",
    what: message(
      { en: "The data file {path} should hold {expected} bytes, but {came} arrived.", zh: "数据文件 {path} 应有 {expected} 字节，实际收到 {came} 字节。" },
      { path, expected: expected.toLocaleString("en"), came: came.toLocaleString("en") },
    ),
    remedy: prepareAgain,
  });
}

function wrongLabel(folder: string, index: number, label: number): ProblemError {
  return new ProblemError({
    code: "data.label",
    what: message(
      { en: "Example {index} of {folder} has class {label}; classes go from 0 to 9.", zh: "{folder} 的第 {index} 个样本的类别是 {label}，而类别只有 0 到 9。" },
      { folder, index, label },
    ),
    remedy: prepareAgain,
  });
}
