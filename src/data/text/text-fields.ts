/** The settings of a text pipeline: how sentences become rows of whole numbers. Declared once, for the form, the files and the worker. */
import { bool, choice, int, type ConfigOf } from "@/network/fields";

export const textFields = {
  tokenizer: choice(["word", "bytePair", "character"], {
    label: { en: "Tokens", zh: "词元" },
    help: {
      en: "What one number stands for. Words: many, and Chinese characters and emoji are words of their own. Pieces: frequent parts of words, learned from the texts (byte-pair encoding). Characters: few, and sentences become long.",
      zh: "一个编号代表什么。词：词表大，汉字与表情符号各自算一个词。子词：从文本中学到的常见片段（BPE）。字符：词表小，序列变长。",
    },
    optionLabels: { word: { en: "words", zh: "词" }, bytePair: { en: "pieces of words", zh: "子词" }, character: { en: "characters", zh: "字符" } },
    initial: "word",
  }),
  length: int({
    label: { en: "Length", zh: "长度" },
    help: {
      en: "Tokens per example. Longer texts are cut at their end, shorter ones are filled up with <pad>.",
      zh: "每个样本的词元数。更长的文本截去末尾，更短的用 <pad> 补足。",
    },
    initial: 64,
    min: 4,
    max: 512,
  }),
  vocabularySize: int({
    label: { en: "Vocabulary", zh: "词表大小" },
    help: {
      en: "At most this many tokens get a number of their own, the most frequent of the training texts first; four of them are <pad>, <unk>, <bos> and <eos>. All others become <unk>.",
      zh: "最多有这么多词元拥有自己的编号，训练文本中最常见的优先；其中四个是 <pad>、<unk>、<bos>、<eos>。其余都变为 <unk>。",
    },
    initial: 4000,
    min: 8,
    max: 20_000,
  }),
  minCount: int({
    label: { en: "Least count", zh: "最少次数" },
    help: {
      en: "A token that occurs more rarely in the training texts becomes <unk>: nothing could be learned about it.",
      zh: "在训练文本中出现次数少于此值的词元变为 <unk>：关于它学不到什么。",
    },
    initial: 2,
    min: 1,
    max: 1000,
  }),
  lowercase: bool({
    label: { en: "Lower case", zh: "转为小写" },
    help: { en: "FREE and free become the same token.", zh: "让 FREE 与 free 成为同一个词元。" },
    initial: true,
  }),
  stripPunctuation: bool({
    label: { en: "No punctuation", zh: "去除标点" },
    help: { en: "Dots, commas and the like are left out; apostrophes within words stay.", zh: "去掉句号、逗号等标点；词中的撇号保留。" },
    initial: true,
  }),
  stopWords: choice(["none", "en", "zh"], {
    label: { en: "Stop words", zh: "停用词" },
    help: {
      en: "Leaves out words that are everywhere and mean little by themselves: the, of, and.",
      zh: "去掉到处都有、本身意义不大的词：的、了、和。",
    },
    optionLabels: { none: { en: "keep", zh: "保留" }, en: { en: "English", zh: "英文" }, zh: { en: "Chinese", zh: "中文" } },
    initial: "none",
  }),
} as const;

export type TextPipeline = ConfigOf<typeof textFields>;
