/** One sentence again and again: the smallest text there is to learn by heart. */
import { datasetConfig } from "@/data/dataset-config";
import type { DatasetDefinition } from "@/data/define-dataset";
import { charactersOf, corpusWindows, windowCount } from "@/data/text/corpus-windows";
import { specialTokens } from "@/data/text/vocabulary";
import { initialConfigOf, int } from "@/network/fields";

const sentence = "I love programming.\n";
const [train, test] = [sentence.repeat(40), sentence.repeat(4)];
const vocabularySize = new Set(charactersOf(sentence)).size + specialTokens.length;
const stride = 1;

const fields = {
  length: int({
    label: { en: "Window", zh: "窗口" },
    help: {
      en: "Characters that the network sees at once. With a window shorter than a word it has to guess where it is.",
      zh: "网络一次看到的字符数。窗口比一个单词还短时，它只能猜自己在哪里。",
    },
    initial: 16,
    min: 2,
    max: 64,
  }),
} as const;

const shapeOf = (length: number) => ({ inputShape: [length], targetShape: [length], vocabularySize });

export const oneSentence: DatasetDefinition = {
  id: "one-sentence",
  title: { en: "One sentence", zh: "一句话" },
  summary: {
    en: "“I love programming.”, forty times over and four times more for test: nothing to understand, all to remember.",
    zh: "“I love programming.” 重复四十遍，另有四遍用于测试：无需理解，只需记住。",
  },
  source: { name: "Layerlab", licence: { en: "Made here", zh: "在此生成" }, citation: "A sentence that many have begun with." },
  kind: "text",
  task: "nextToken",
  ...shapeOf(initialConfigOf(fields).length),
  shapeFor: (config) => shapeOf(datasetConfig({ fields }, config).length),
  fields,
  sizeFor(config) {
    const window = { ...datasetConfig({ fields }, config), stride };
    const testCount = windowCount([test.length], window);
    return { count: windowCount([train.length], window) + testCount, testCount };
  },
  sampleText: "I love prog",
  isFixed: true,
  load: (config) => Promise.resolve(corpusWindows({ train: [train], test: [test] }, { ...datasetConfig({ fields }, config), stride, vocabularySize })),
};
