/** Tang poems in lines of five characters, whole: what comes next, and when is it done? */
import { datasetConfig } from "@/data/dataset-config";
import type { DatasetDefinition } from "@/data/define-dataset";
import { readTexts } from "@/data/datasets/read-texts";
import { wholeTexts } from "@/data/text/whole-texts";
import { initialConfigOf, int } from "@/network/fields";

const counts = { train: 8190, test: 910 } as const;
/** Of four lines, of eight lines. */
const forms = 2;
/** The 2,500 commonest characters and the four special tokens. */
const vocabularySize = 2504;

const fields = {
  length: int({
    label: { en: "Window", zh: "窗口" },
    help: {
      en: "Characters that the network sees at once. A poem of eight lines has 48, and begins with <bos>.",
      zh: "网络一次看到的字符数。八句的诗有 48 个字符，以 <bos> 开头。",
    },
    initial: 49,
    min: 8,
    max: 49,
  }),
} as const;

const shapeOf = (length: number) => ({ inputShape: [length], targetShape: [length], vocabularySize });

export const tangVerse: DatasetDefinition = {
  id: "tang-verse",
  title: { en: "Tang verse", zh: "五言唐诗" },
  summary: {
    en: "9,100 Tang poems in lines of five characters, of four or eight lines, in simplified characters and without their titles; only those that do with the 2,500 commonest characters. Each is an example from its first character to its end.",
    zh: "9,100 首五言唐诗（四句或八句），转为简体，不含题目；只取用字都在最常用 2,500 字之内的。每首诗从首字到结束是一个样本。",
  },
  source: {
    name: "chinese-poetry",
    url: "https://github.com/chinese-poetry/chinese-poetry",
    licence: { en: "MIT; the poems are in the public domain", zh: "MIT；诗作属公有领域" },
    citation: "chinese-poetry: the most comprehensive database of Chinese poetry, github.com/chinese-poetry/chinese-poetry.",
  },
  kind: "text",
  task: "nextToken",
  ...shapeOf(initialConfigOf(fields).length),
  shapeFor: (config) => shapeOf(datasetConfig({ fields }, config).length),
  fields,
  expectedCounts: counts,
  sampleText: "春风吹柳色，明月照江楼。",
  writing: { isWhole: true, lineEnd: "。" },
  isFixed: true,
  async load(config, _seed, context) {
    const { texts = [], testCount } = await readTexts("tang-verse", counts, forms, context);
    return wholeTexts({ texts, testCount }, { length: datasetConfig({ fields }, config).length, vocabularySize });
  },
};
