/** Running texts for language models: windows of characters, of which each is to be followed by its next. */
import type { Text } from "@/base/text";
import { datasetConfig } from "@/data/dataset-config";
import type { DatasetDefinition, DatasetSource } from "@/data/define-dataset";
import { readTexts } from "@/data/datasets/read-texts";
import { corpusWindows, windowCount } from "@/data/text/corpus-windows";
import { initialConfigOf, int } from "@/network/fields";

interface Corpus {
  readonly id: string;
  readonly title: Text;
  readonly summary: Text;
  readonly source: DatasetSource;
  /** Characters of each text: of the part that trains, and of its end, which is for test. */
  readonly lengths: { readonly train: readonly number[]; readonly test: readonly number[] };
  /** Different characters at most, with the four special tokens. */
  readonly vocabularySize: number;
  readonly sampleText: string;
}

const fields = {
  length: int({
    label: { en: "Window", zh: "窗口" },
    help: {
      en: "Characters that the network sees at once. Longer windows know more of what went before, and cost more.",
      zh: "网络一次看到的字符数。窗口越长，知道的上文越多，代价也越大。",
    },
    initial: 64,
    min: 8,
    max: 256,
  }),
  stride: int({
    label: { en: "Step", zh: "步长" },
    help: {
      en: "How far the window moves from one example to the next. Small steps make more examples of the same text.",
      zh: "相邻样本之间窗口移动的字符数。步长越小，同样的文本产生的样本越多。",
    },
    initial: 16,
    min: 1,
    max: 256,
  }),
} as const;

export function defineCorpus({ lengths, vocabularySize, ...declared }: Corpus): DatasetDefinition {
  const shapeOf = (length: number) => ({ inputShape: [length], targetShape: [length], vocabularySize });
  return {
    ...declared,
    kind: "text",
    task: "nextToken",
    ...shapeOf(initialConfigOf(fields).length),
    shapeFor: (config) => shapeOf(datasetConfig({ fields }, config).length),
    fields,
    sizeFor(config) {
      const settings = datasetConfig({ fields }, config);
      const testCount = windowCount(lengths.test, settings);
      return { count: windowCount(lengths.train, settings) + testCount, testCount };
    },
    isFixed: true,
    async load(config, _seed, context) {
      const textCount = lengths.train.length;
      const counts = { train: textCount, test: textCount };
      const { texts = [] } = await readTexts(declared.id, counts, textCount, context);
      return corpusWindows({ train: texts.slice(0, textCount), test: texts.slice(textCount) }, { ...datasetConfig({ fields }, config), vocabularySize });
    },
  };
}
