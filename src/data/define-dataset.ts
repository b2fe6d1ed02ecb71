/** What a dataset declares about itself, and what it is once loaded. */
import type { Text } from "@/base/text";
import type { SeriesFacts } from "@/data/series/calendar";
import type { Vocabulary } from "@/data/text/vocabulary";
import type { BoolField, ChoiceField, FloatField, IntField } from "@/network/fields";

/** What a batch holds and what is asked of the network. */
export type Task = "classification" | "regression" | "reconstruction" | "nextToken" | "sequenceToSequence";
/** How an example is drawn on screen. */
export type ExampleKind = "image" | "point2d" | "pair" | "text" | "series";
export type Split = "train" | "validation" | "test";

export interface DatasetSource {
  readonly name: string;
  readonly url?: string;
  readonly licence: Text;
  readonly citation?: string;
}

/** What a dataset may leave to be set. */
export type DatasetFields = Readonly<Record<string, IntField | FloatField | BoolField | ChoiceField>>;
/** A dataset's own settings, by its declared fields. */
export type DatasetConfig = Readonly<Record<string, number | boolean | string>>;

/** All examples of a set in memory: the training side first, then the official test part (if any). */
export interface LoadedDataset {
  /** [N, …inputShape], packed: bytes mean value/255. */
  readonly inputs: Uint8Array | Float32Array;
  /** Class numbers [N], or target values [N, …targetShape] (bytes of values mean value/255 too); absent when the input is the target. */
  readonly targets?: Uint8Array | Float32Array;
  readonly count: number;
  /** How many at the end are the official test part; 0 = split at random. */
  readonly testCount: number;
  /** Examples follow one another in a running text, and each has some of it in common with so many before and after it. */
  readonly overlap?: number;
  /** Examples follow one another in time: what trains lies before what validates, and that before the test part. */
  readonly isTimeline?: boolean;
  /** Series: the values that the windows are cut from. */
  readonly series?: Float32Array;
  /** Sets of texts: example i as it was written. */
  readonly texts?: readonly string[];
  /** Sets of pairs: what is to be said to text i. */
  readonly targetTexts?: readonly string[];
  /** Sets of texts, once it is known which examples train: what the numbers of `inputs` stand for, and how many tokens each text has before it is cut. */
  readonly vocabulary?: Vocabulary;
  readonly lengths?: Uint32Array;
}

/** Ways to the outside that loading may use; given by whoever loads. */
export interface LoadContext {
  /** Bytes of a file below `datasets/`, already decompressed when its name ends in `.gz`. */
  readonly read: (path: string) => Promise<Uint8Array>;
}

/** What is read, and what of the answer is known so far: the target one token later, behind `<bos>`. */
export interface InputParts {
  readonly source: readonly number[];
  readonly target: readonly number[];
}

/** A token is a character, or what stands between spaces. */
export type PairTokens = "character" | "space";

/** Pairs of texts: what is read, and what is to be said. */
export interface PairText {
  readonly tokens: { readonly source: PairTokens; readonly target: PairTokens };
  /** Tokens of a row: of the source at most; of the target one more than that, for `<bos>` before it or `<eos>` behind it. */
  readonly steps: { readonly source: number; readonly target: number };
  /** What BLEU counts: words as sacreBLEU's 13a cuts them, or characters. */
  readonly bleu: "13a" | "char";
}

export interface DatasetDefinition {
  readonly id: string;
  readonly title: Text;
  readonly summary: Text;
  readonly source: DatasetSource;
  readonly kind: ExampleKind;
  readonly task: Task;
  /** One example, without the batch axis. */
  readonly inputShape: readonly number[];
  /** Of examples in two parts, the shape of each: in `inputShape` they lie one behind the other, the source first. */
  readonly inputParts?: InputParts;
  /** Sets of pairs of texts: what their tokens are, and how many of them a row holds. */
  readonly pair?: PairText;
  /** Sets of texts: how many different tokens there are at most. */
  readonly vocabularySize?: number;
  /** Series: what is measured, and when. */
  readonly series?: SeriesFacts;
  /** Where the settings decide on these: above they are as the initial settings make them (`datasetFor` gives them as set). */
  readonly shapeFor?: (
    config: DatasetConfig,
  ) => Pick<DatasetDefinition, "inputShape" | "vocabularySize"> & Partial<Pick<DatasetDefinition, "targetShape" | "inputParts">>;
  /** One target: `[]` for a class number; of next tokens, one class number per step. */
  readonly targetShape: readonly number[];
  /** Class names in order, for classification. */
  readonly classNames?: readonly Text[];
  /** Settings of generated sets, or of the pipeline of texts. */
  readonly fields: DatasetFields;
  /** Plots of points: both coordinates lie between these, whatever the settings. */
  readonly bounds?: { readonly min: number; readonly max: number };
  /** How many there are, known before loading; absent where the settings decide. */
  readonly expectedCounts?: { readonly train: number; readonly test: number };
  /** Where the settings decide on the number, and it is known before loading all the same. */
  readonly sizeFor?: (config: DatasetConfig) => Pick<LoadedDataset, "count" | "testCount">;
  /** Sets of texts: a sentence to begin with, where somebody is to write one. */
  readonly sampleText?: string;
  /** Language models: whether examples are whole texts from `<bos>` to `<eos>`, and the character that a line ends with where none is broken. */
  readonly writing?: { readonly isWhole: boolean; readonly lineEnd: string };
  /** Shifting, turning and mirroring an example leaves its target true, so augmentation may be offered. */
  readonly isAugmentable?: boolean;
  /** The same examples whatever the seed, which then decides on nothing but the split. */
  readonly isFixed?: boolean;
  load(config: DatasetConfig, seed: number, context: LoadContext): Promise<LoadedDataset>;
  /** What may only be learned from the examples that train, and what follows from it: `inputs` of texts. `given`: learned before, by a saved network. */
  encode?(loaded: LoadedDataset, config: DatasetConfig, trainPositions: Uint32Array, given?: Vocabulary): LoadedDataset;
}
