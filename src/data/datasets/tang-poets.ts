/** Complete Tang Poems, six poets that everybody knows: who wrote this? */
import { defineTexts } from "@/data/datasets/define-texts";

export const tangPoets = defineTexts({
  id: "tang-poets",
  title: { en: "Tang poets", zh: "唐诗作者" },
  summary: {
    en: "7,708 poems by six poets of the Tang dynasty, title and lines, in simplified characters, one token each. Who wrote this one?",
    zh: "《全唐诗》中六位诗人的 7,708 首诗，含题目，转为简体，一字一词元。这首是谁写的？",
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
    { en: "Li Shangyin", zh: "李商隐" },
    { en: "Du Mu", zh: "杜牧" },
  ],
  counts: { train: 6166, test: 1542 },
  sampleText: "静夜思\n床前明月光，疑是地上霜。举头望明月，低头思故乡。",
  pipeline: { length: 96, vocabularySize: 5000, minCount: 2 },
});
