/** Reads a set of texts with their classes, and refuses files that are not what they should be. */
import { strFromU8 } from "fflate";
import { ProblemError } from "@/base/problem";
import { message } from "@/base/text";
import type { LoadContext, LoadedDataset } from "@/data/define-dataset";

export interface TextCounts {
  readonly train: number;
  readonly test: number;
}

/** Texts [N] and class numbers [N]: training side first, then the test part. `inputs` stay empty until a vocabulary is known. */
export async function readTexts(folder: string, { train, test }: TextCounts, classCount: number, context: LoadContext): Promise<LoadedDataset> {
  const part = async (name: string, size: number) => {
    const [labels, texts] = await Promise.all([context.read(`${folder}/${name}-labels.u8.gz`), context.read(`${folder}/${name}-texts.json.gz`)]);
    const read = textsIn(texts);
    if (read?.length !== size || labels.length !== size || labels.some((label) => label >= classCount)) throw damaged(folder, size, read?.length);
    return { labels, texts: read };
  };
  const [training, tested] = await Promise.all([part("train", train), part("test", test)]);
  const targets = new Uint8Array(train + test);
  targets.set(training.labels);
  targets.set(tested.labels, train);
  return { inputs: new Float32Array(), targets, texts: [...training.texts, ...tested.texts], count: train + test, testCount: test };
}

/** Undefined when the bytes are no list of texts. */
function textsIn(bytes: Uint8Array): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(strFromU8(bytes));
    return Array.isArray(value) && value.every((one) => typeof one === "string") ? value : undefined;
  } catch {
    return undefined;
  }
}

function damaged(folder: string, expected: number, came: number | undefined): ProblemError {
  return new ProblemError({
    code: "data.texts",
    what: message(
      {
        en: "The files of {folder} should hold {expected} texts with their classes; {came} came.",
        zh: "{folder} 的文件应有 {expected} 条文本及其类别，实际收到 {came} 条。",
      },
      { folder, expected: expected.toLocaleString("en"), came: came?.toLocaleString("en") ?? "–" },
    ),
    remedy: message({
      en: "Reload the page. If it happens again, run npm start, which prepares the data anew.",
      zh: "请重新加载页面。若再次出现，请运行 npm start 重新准备数据。",
    }),
  });
}
