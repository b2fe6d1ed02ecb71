/** What is told of a run: its epochs, and how well it answers. */
import type { Split } from "@/data/define-dataset";
import type { SavedCurves, SavedEnd, SavedEpoch } from "@/interop/layerlab/content";

/** Of one class against all others, 0 … 1. */
export interface ClassScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Examples that truly are the class. */
  readonly support: number;
}

export interface EvaluationFacts {
  readonly split: Split;
  readonly examples: number;
  /** On part of the split only. */
  readonly isSample: boolean;
  readonly loss: number;
  readonly accuracy?: number;
  readonly meanAbsoluteError?: number;
  /** Of classes: scores of each, their means, and how often each (row) was taken for each (column), row after row. */
  readonly classes?: {
    readonly perClass: readonly ClassScores[];
    readonly macro: ClassScores;
    readonly weighted: ClassScores;
    readonly counts: readonly number[];
  };
  /** Of answers in sequence: share that is right to the last token, and BLEU 0 … 100. */
  readonly sequences?: { readonly exactMatch: number; readonly bleu: number };
}

export interface RunFacts {
  readonly epochs: readonly SavedEpoch[];
  readonly curves: SavedCurves;
  /** Updates done. */
  readonly steps: number;
  /** Pauses left out. */
  readonly elapsedMs: number;
  /** `webgpu`, `wasm`, … */
  readonly backend?: string;
  readonly end?: SavedEnd;
  readonly evaluations: readonly EvaluationFacts[];
}
