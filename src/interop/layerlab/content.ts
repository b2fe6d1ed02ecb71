/** What one `.layerlab` file holds, and how much it may hold. */
import type { Problem } from "@/base/problem";
import type { Text } from "@/base/text";
import type { Vocabulary } from "@/data/text/vocabulary";
import type { ProjectDocument } from "@/project/project";
import type { Mend } from "@/project/within-limits";

export interface NamedTensor {
  /** `conv2d_1/kernel`; optimizer slots `conv2d_1/kernel:momentum`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** The end of a run, as the engine reports it. */
export type SavedEnd =
  | { readonly reason: "completed" | "stopped"; readonly restoredEpoch?: number }
  | { readonly reason: "earlyStopped"; readonly bestEpoch: number; readonly restored: boolean }
  | { readonly reason: "failed"; readonly problem: Problem };

export interface SavedEpoch {
  readonly epoch: number;
  readonly step: number;
  readonly loss: number;
  readonly accuracy?: number;
  readonly valLoss?: number;
  readonly valAccuracy?: number;
}

/** One value per step, from `firstStep` on. */
export interface SavedCurves {
  readonly firstStep: number;
  readonly loss: Float32Array;
  readonly accuracy?: Float32Array;
  readonly learningRate: Float32Array;
  /** Tiny networks: all weights after each step, [steps, paramCount]. */
  readonly weights?: Float32Array;
}

/** A run with what it needs to be shown and to go on; the store's `SavedRun` is one. */
export interface LayerlabRun {
  readonly checkpoint: {
    readonly runId: string;
    readonly step: number;
    readonly weights: readonly NamedTensor[];
    readonly optimizer: readonly NamedTensor[];
    readonly best?: { readonly value: number; readonly epoch: number; readonly sinceEpochs: number; readonly weights?: readonly NamedTensor[] };
    readonly learningRate?: number;
    readonly epochSoFar?: { readonly examples: number; readonly loss: number; readonly correct: number };
    readonly elapsedMs?: number;
  };
  /** The project the run was started with. */
  readonly project: ProjectDocument;
  readonly epochs: readonly SavedEpoch[];
  readonly curves: SavedCurves;
  /** Of a run on texts: what the numbers of their tokens stand for. */
  readonly vocabulary?: Vocabulary;
  readonly end?: SavedEnd;
}

/** Figures of one evaluation, as they stood when the file was saved. */
export interface SavedMetrics {
  readonly split: "train" | "validation" | "test";
  /** Measured on part of the split only. */
  readonly isSample: boolean;
  readonly examples: number;
  readonly loss: number;
  readonly accuracy?: number;
  readonly meanAbsoluteError?: number;
}

/** How inputs were scaled before the network saw them: (value − shift) × scale per channel, where it is known without the data. */
export interface Preprocessing {
  readonly inputShape: readonly number[];
  readonly normalization: string;
  readonly shift?: readonly number[];
  readonly scale?: readonly number[];
}

export interface LayerlabContent {
  readonly project: ProjectDocument;
  /** Of a file that was read: settings that had to be brought within today's limits. */
  readonly mended?: readonly Mend[];
  readonly run?: LayerlabRun;
  readonly metrics: readonly SavedMetrics[];
  /** In the order of the outputs; empty when there are no classes. */
  readonly classNames: readonly Text[];
  readonly preprocessing?: Preprocessing;
}

/** Bumped when a reader of this version could not read what is written. */
export const formatVersion = 1;

/** Names of the parts, in the order in which they are written. */
export const partNames = [
  "manifest.json",
  "project.json",
  "preprocessing.json",
  "labels.json",
  "metrics.json",
  "run.json",
  "vocabulary.json",
  "weights.safetensors",
  "optimizer.safetensors",
  "best.safetensors",
  "curves.safetensors",
] as const;
export type PartName = (typeof partNames)[number];
export type Parts = ReadonlyMap<string, Uint8Array>;

/**
 * Limits of what is opened. Five million parameters, the largest network, make 100 MB with the three slots that an optimizer
 * may keep and the best weights, and long curves come on top; floats hardly compress, so the file itself may be as large.
 */
export const limits = {
  fileBytes: 150_000_000,
  contentBytes: 200_000_000,
  entries: 64,
  /** Allowed growth once more than `ratioFreeBytes` have come out. */
  ratio: 200,
  ratioFreeBytes: 1_000_000,
} as const;
