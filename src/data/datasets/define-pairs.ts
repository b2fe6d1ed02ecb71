/** Sets of pairs of texts, for networks that turn one sequence into another. */
import type { Text } from "@/base/text";
import { createRng, type Rng } from "@/base/rng";
import { datasetConfig } from "@/data/dataset-config";
import type { DatasetDefinition, DatasetFields, DatasetSource, LoadedDataset, PairText } from "@/data/define-dataset";
import { readTexts, type TextCounts } from "@/data/datasets/read-texts";
import { encodePairs } from "@/data/text/pairs";
import { int, type ConfigOf } from "@/network/fields";

interface PairSet {
  readonly id: string;
  readonly title: Text;
  readonly summary: Text;
  readonly source: DatasetSource;
  readonly pair: PairText;
  /** Different tokens at most, with the four special ones. */
  readonly vocabularySize: number;
  readonly sampleText: string;
}

function definePairs({ pair, vocabularySize, ...declared }: PairSet) {
  const { source, target } = pair.steps;
  return {
    ...declared,
    kind: "text",
    task: "sequenceToSequence",
    pair,
    inputShape: [source + target],
    inputParts: { source: [source], target: [target] },
    targetShape: [target],
    vocabularySize,
    encode: (loaded, _config, trainPositions, given) => encodePairs(loaded, pair, vocabularySize, trainPositions, given),
  } as const satisfies Partial<DatasetDefinition>;
}

/** `inputs` stay empty until a vocabulary is known. */
function unencoded(pairs: readonly (readonly [source: string, target: string])[], testCount: number): LoadedDataset {
  return { inputs: new Float32Array(), texts: pairs.map(([source]) => source), targetTexts: pairs.map(([, target]) => target), count: pairs.length, testCount };
}

/** From files whose lines hold a source and a target with a tab between them. */
export function definePairFiles({ counts, ...declared }: PairSet & { readonly counts: TextCounts }): DatasetDefinition {
  return {
    ...definePairs(declared),
    fields: {},
    expectedCounts: counts,
    isFixed: true,
    async load(_config, _seed, context) {
      const { texts = [], testCount } = await readTexts(declared.id, counts, 1, context);
      const pairs = texts.map((line): readonly [string, string] => {
        const [source = "", target = ""] = line.split("\t");
        return [source, target];
      });
      return unencoded(pairs, testCount);
    },
  };
}

/** Drawn by a seed; each source occurs once, as long as there are enough different ones. */
export function defineDrawnPairs<F extends DatasetFields>({
  fields: own,
  count,
  draw,
  ...declared
}: Omit<PairSet, "source"> & {
  readonly fields: F;
  readonly count: number;
  readonly draw: (rng: Rng, config: ConfigOf<F>) => readonly [source: string, target: string];
}): DatasetDefinition {
  const fields = { count: countField(count), ...own };
  return {
    ...definePairs({ ...declared, source: { name: "Layerlab", licence: { en: "Generated; free to use", zh: "程序生成，可自由使用" } } }),
    fields,
    load(config, seed) {
      const settings = datasetConfig({ fields }, config) as ConfigOf<F> & { readonly count: number };
      const rng = createRng(seed);
      const pairs = new Map<string, readonly [string, string]>();
      let misses = 0;
      while (pairs.size < settings.count && misses < mostMisses) {
        const drawn = draw(rng, settings);
        if (pairs.has(drawn[0])) misses++;
        else pairs.set(drawn[0], drawn);
      }
      const different = [...pairs.values()];
      // Of few different ones some come again, so that there are as many as were asked for.
      return Promise.resolve(
        unencoded(
          Array.from({ length: settings.count }, (_, i) => different[i % different.length]!),
          0,
        ),
      );
    },
  };
}

const mostMisses = 200_000;

const countField = (initial: number) =>
  int({
    label: { en: "Examples", zh: "样本数" },
    help: { en: "How many pairs are drawn, before some are held out.", zh: "生成多少对样本（划分之前）。" },
    initial,
    min: 200,
    max: 100_000,
  });
