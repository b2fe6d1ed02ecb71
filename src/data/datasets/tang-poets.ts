/** Complete Tang Poems, the six poets of whom the most are known: who wrote this? */
import { defineTexts } from "@/data/datasets/define-texts";

export const tangPoets = defineTexts({
  id: "tang-poets",
  title: { en: "Tang poets", zh: "唐诗作者" },
  summary: {
    en: "8,235 poems of the six Tang poets of whom the most are known, in simplified characters, one token each. Who wrote this one?",
    zh: "《全唐诗》中存诗最多的六位诗人的 8,235 首诗，转为简体，一字一词元。这首是谁写的？",
  },
  source: {
    name: "chinese-poetry",
    url: "https://github.com/chinese-poetry/chinese-poetry",
    licence: { en: "MIT; the poems are in the public domain", zh: "MIT；诗作属公有领域" },
    citation: "chinese-poetry: the most comprehensive database of Chinese poetry, github.com/chinese-poetry/chinese-poetry.",
  },
  classNames: [
    { en: "Li Bai", zh: "李白" },
    { en: "Du Fu", zh: "杜甫" },
    { en: "Bai Juyi", zh: "白居易" },
    { en: "Yuan Zhen", zh: "元稹" },
    { en: "Liu Yuxi", zh: "刘禹锡" },
    { en: "Qi Ji", zh: "齐己" },
  ],
  counts: { train: 6588, test: 1647 },
  sampleText: "床前明月光，疑是地上霜。举头望明月，低头思故乡。",
  pipeline: { length: 96, vocabularySize: 5000, minCount: 2 },
});
