/** Which data, and how they are split, scaled and varied: plain JSON, part of the project. */
import { findDataset } from "@/data/datasets";
import type { DatasetConfig } from "@/data/define-dataset";
import type { OwnTexts } from "@/data/text/own-texts";

/** Random changes of each training image, drawn anew for every batch on the device. All zero = off. */
export interface Augmentation {
  readonly enabled: boolean;
  /** Largest shift, as a share of the side. */
  readonly shift: number;
  /** Largest rotation, degrees. */
  readonly rotate: number;
  /** Largest change of size: 0.1 = between 0.9 and 1.1. */
  readonly scale: number;
  /** Mirrored left-right with probability one half. */
  readonly flip: boolean;
  /** Standard deviation of added Gaussian noise, in units of the pixel range 0 … 1. */
  readonly noise: number;
}

export type Normalization = "none" | "unit" | "standard";

export interface DataSettings {
  readonly datasetId: string;
  /** The dataset's own settings (count, noise, … of generated sets, the pipeline of texts), by its declared fields. */
  readonly config: DatasetConfig;
  /** Texts of one's own, where these are the data. */
  readonly own?: OwnTexts;
  /** Shuffles before the split, and draws generated sets. */
  readonly seed: number;
  /** Share of all training-side examples that is used, 0 < subset ≤ 1. */
  readonly subset: number;
  /** Share of the training side held out for validation. */
  readonly validationSplit: number;
  /** Share held out for test where the set has no official test part. */
  readonly testSplit: number;
  readonly normalization: Normalization;
  readonly augmentation: Augmentation;
}

export const augmentationOff: Augmentation = { enabled: false, shift: 0.1, rotate: 10, scale: 0.1, flip: false, noise: 0 };

/** Whether both come from the very same loaded examples, however these are split, scaled and varied. */
export function isSameSource(a: DataSettings, b: DataSettings): boolean {
  const isFixed = findDataset(a.datasetId)?.isFixed === true;
  return a.datasetId === b.datasetId && (isFixed || a.seed === b.seed) && JSON.stringify(a.config) === JSON.stringify(b.config) && isSameOwn(a.own, b.own);
}

/** Whether position i of a split is the same example in both; how these are scaled and varied does not matter. */
export function isSameExamples(a: DataSettings, b: DataSettings): boolean {
  if (a === b) return true;
  const isSameSplit = a.seed === b.seed && a.subset === b.subset && a.validationSplit === b.validationSplit && a.testSplit === b.testSplit;
  return isSameSplit && isSameSource(a, b);
}

/** Compared by content where they have crossed to a worker or into a file. */
function isSameOwn(a: OwnTexts | undefined, b: OwnTexts | undefined): boolean {
  return a === b || (a?.texts.length === b?.texts.length && JSON.stringify(a) === JSON.stringify(b));
}
