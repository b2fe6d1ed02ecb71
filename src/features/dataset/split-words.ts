/** What the splits are called wherever their figures stand. */
import type { Text } from "@/base/text";
import type { Split } from "@/data/define-dataset";

export const splits: readonly Split[] = ["train", "validation", "test"];

export const splitWords: Readonly<Record<Split, Text>> = {
  train: { en: "train", zh: "训练" },
  validation: { en: "validate", zh: "验证" },
  test: { en: "test", zh: "测试" },
};
