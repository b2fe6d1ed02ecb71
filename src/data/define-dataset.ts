/** What a dataset declares about itself, and what it is once loaded. */
import type { Text } from "@/base/text";
import type { Fields } from "@/network/fields";

/** What a batch holds and what is asked of the network. */
export type Task = "classification" | "regression" | "reconstruction";
/** How an example is drawn on screen. */
export type ExampleKind = "image" | "point2d" | "pair";
export type Split = "train" | "validation" | "test";

export interface DatasetSource {
  readonly name: string;
  readonly url?: string;
  readonly licence: Text;
  readonly citation?: string;
}

/** All examples of a set in memory: the training side first, then the official test part (if any). */
export interface LoadedDataset {
  /** [N, …inputShape], packed: bytes mean value/255. */
  readonly inputs: Uint8Array | Float32Array;
  /** Class numbers [N], or target values [N, …targetShape] (bytes of values mean value/255 too); absent when the input is the target. */
  readonly targets?: Uint8Array | Float32Array;
  readonly count: number;
  /** How many at the end are the official test part; 0 = split at random. */
  readonly testCount: number;
}

/** Ways to the outside that loading may use; given by whoever loads. */
export interface LoadContext {
  /** Bytes of a file below `datasets/`, already decompressed when its name ends in `.gz`. */
  readonly read: (path: string) => Promise<Uint8Array>;
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
  /** One target: `[]` for a class number. */
  readonly targetShape: readonly number[];
  /** Class names in order, for classification. */
  readonly classNames?: readonly Text[];
  /** Settings of generated sets. */
  readonly fields: Fields;
  /** Plots of points: both coordinates lie between these, whatever the settings. */
  readonly bounds?: { readonly min: number; readonly max: number };
  /** How many there are, known before loading; absent where the settings decide. */
  readonly expectedCounts?: { readonly train: number; readonly test: number };
  /** Shifting, turning and mirroring an example leaves its target true, so augmentation may be offered. */
  readonly isAugmentable?: boolean;
  /** The same examples whatever the seed, which then decides on nothing but the split. */
  readonly isFixed?: boolean;
  load(config: Readonly<Record<string, number>>, seed: number, context: LoadContext): Promise<LoadedDataset>;
}
