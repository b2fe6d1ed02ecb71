/** Everything that crosses the border between the page and the training worker. */
import type { Choice, Sampling } from "@/data/text/sampling";
import type { Normalizer } from "@/data/normalization";
import type { Problem } from "@/base/problem";
import type { Message } from "@/base/text";
import type { Augmentation, DataSettings } from "@/data/data-settings";
import type { Split } from "@/data/define-dataset";
import type { TextFigures } from "@/data/text/text-figures";
import type { Vocabulary } from "@/data/text/vocabulary";
import type { NetworkDocument } from "@/network/document";
import type { ProjectDocument } from "@/project/project";

export const backendNames = ["webgpu", "webgl", "wasm", "cpu"] as const;
export type BackendName = (typeof backendNames)[number];

export interface DeviceCandidate {
  readonly backend: BackendName;
  readonly status: "chosen" | "usable" | "unusable" | "untested";
  /** `Apple M2`, `SwiftShader`; empty when the browser does not say. */
  readonly adapter: string;
  readonly isSoftware: boolean;
  readonly reason: Message;
  /** Measured on the network at hand. */
  readonly stepsPerSecond?: number;
}
export interface DeviceReport {
  readonly backend: BackendName;
  readonly adapter: string;
  readonly reason: Message;
  readonly candidates: readonly DeviceCandidate[];
}

export interface TensorRecord {
  /** `conv2d_1/kernel`; optimizer slots `conv2d_1/kernel:momentum`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Enough to go on exactly where the run stood. */
export interface Checkpoint {
  readonly runId: string;
  /** Optimizer updates done. */
  readonly step: number;
  readonly weights: readonly TensorRecord[];
  readonly optimizer: readonly TensorRecord[];
  /** Early stopping's memory: best value so far, epochs since, and its weights. */
  readonly best?: { readonly value: number; readonly epoch: number; readonly sinceEpochs: number; readonly weights?: readonly TensorRecord[] };
  /** Learning rate set by hand during the run, if it was. */
  readonly learningRate?: number;
  /** Sums over the steps of the unfinished epoch, so that its figures stay right after a resume. */
  readonly epochSoFar?: EpochSums;
  /** Time spent training so far, pauses left out. */
  readonly elapsedMs?: number;
}
/** Sums over the examples seen so far in an epoch. */
export interface EpochSums {
  readonly examples: number;
  /** Σ batch loss × batch size. */
  readonly loss: number;
  readonly correct: number;
}
/** One finished epoch. Training figures are means over its batches as they were trained, as Keras reports them. */
export interface EpochRecord {
  /** Counted from 1. */
  readonly epoch: number;
  readonly step: number;
  readonly loss: number;
  readonly accuracy?: number;
  /** Absent when no examples are held out for validation. */
  readonly valLoss?: number;
  readonly valAccuracy?: number;
}

export interface DataReport {
  readonly counts: Readonly<Record<Split, number>>;
  /** Per split, examples per class; empty when there are no classes. */
  readonly classCounts: Readonly<Record<Split, readonly number[]>>;
  /** How inputs are scaled before the network sees them; exports tell it. */
  readonly normalizer: Normalizer;
  /** Sets of texts: what the numbers of their tokens stand for. */
  readonly vocabulary?: Vocabulary;
  /** Series: all values, in the order of time. */
  readonly series?: readonly number[];
}
export interface ModelReport {
  readonly paramCount: number;
  readonly trainableParamCount: number;
  /** Estimate of the device memory of one training step, bytes. */
  readonly memoryBytes: number;
  /** Of embeddings that start with vectors of others. */
  readonly vectors?: readonly FoundVectors[];
}
export interface FoundVectors {
  readonly nodeId: string;
  /** Words of the vocabulary that there was a vector for, and how many words it has. */
  readonly found: number;
  readonly of: number;
}
export interface ExampleSet {
  readonly split: Split;
  /** Positions within the split. */
  readonly indices: readonly number[];
  /** [n, …inputShape] before normalisation: pixels 0 … 1, points as they are, numbers of tokens. */
  readonly inputs: Float32Array;
  readonly inputShape: readonly number[];
  /** Class numbers [n] or target values [n, …]. */
  readonly targets: Float32Array;
  /** Sets of texts: what was written. */
  readonly texts?: readonly string[];
  /** Sets of pairs: what is to be said. */
  readonly targetTexts?: readonly string[];
}

/** The network's answers on a split, or on a fixed part of it. */
export interface Evaluation {
  readonly split: Split;
  /** Positions within the split; the whole split in order when `isSample` is false. */
  readonly isSample: boolean;
  readonly indices: Int32Array;
  readonly loss: number;
  /** Classification only: share of right answers. */
  readonly accuracy?: number;
  /** Classification only, per example: true class, predicted class, probability of the predicted class. */
  readonly labels?: Int32Array;
  readonly predictions?: Int32Array;
  readonly confidences?: Float32Array;
  /** Regression and reconstruction: mean absolute error. */
  readonly meanAbsoluteError?: number;
  /** Sequence to sequence: what it says, token after token of its own, to some of the examples. */
  readonly answers?: SequenceAnswers;
}
export interface SequenceAnswers {
  /** Positions within the split. */
  readonly indices: Int32Array;
  readonly sources: readonly string[];
  readonly expected: readonly string[];
  /** The likeliest token each time. */
  readonly said: readonly string[];
  /** Share that is right to the last token. */
  readonly exactMatch: number;
  /** 0 … 100, as sacreBLEU counts it. */
  readonly bleu: number;
}

/** A class against all others: points of its ROC curve from (0, 0) to (1, 1), and the area under all of it. */
export interface RocCurve {
  readonly falsePositiveRate: Float32Array;
  readonly truePositiveRate: Float32Array;
  /** Scores from which on an example is taken for the class; the first is infinite. */
  readonly thresholds: Float32Array;
  /** NaN where no example is of the class, or all are. */
  readonly auc: number;
  readonly positives: number;
}
export interface RocReport {
  readonly perClass: readonly RocCurve[];
  /** Means over the classes that have an area: plain, and weighted by how many examples they have. NaN without any. */
  readonly macro: number;
  readonly weighted: number;
}

/** One token that a network wrote, and what else it thought of. */
export interface WrittenToken extends Choice {
  /** The likeliest, the first first; the chosen one may be among them. */
  readonly alternatives: readonly Choice[];
}

/** The commonest tokens of an Embedding, projected on the two directions in which they spread most. */
export interface EmbeddingMap {
  /** Numbers of the tokens, the commonest first, [n]. */
  readonly ids: Int32Array;
  /** [n, 2] */
  readonly points: Float32Array;
  /** Shares of the whole spread along both directions. */
  readonly explained: readonly [number, number];
  /** The class whose training texts have the token more often than all others, −1 for none; and from 0 to 1 by how much. */
  readonly classes: Int32Array;
  readonly strengths: Float32Array;
  /** Of the token that was asked about, by the cosine of the angle between their vectors. */
  readonly nearest: readonly { readonly id: number; readonly cosine: number }[];
}

/** What each step of a text adds to the score of a class. */
export interface Attribution {
  /** Gradient of the score by what the Embedding layers answer, times that, summed over features: [T]. */
  readonly effects: Float32Array;
  /** Of the class, before the last activation where that is a softmax or sigmoid. */
  readonly score: number;
}

/** Counts over equal bins between `min` and `max`. */
export interface Histogram {
  readonly min: number;
  readonly max: number;
  readonly counts: Float32Array;
  /** Values that are NaN or infinite. */
  readonly nonFinite: number;
}
export interface TensorProbe {
  readonly name: string;
  readonly shape: readonly number[];
  readonly histogram: Histogram;
  /** Root mean square. */
  readonly rms: number;
  readonly data?: Float32Array;
}
export interface LayerProbe {
  readonly nodeId: string;
  /** What the layer answers to the example: [1, …]; to several inputs: [n, …]. */
  readonly output: { readonly shape: readonly number[]; readonly data: Float32Array };
  /** Attention layers: how much each step of the example looks at each other, [T, S, heads]. */
  readonly attention?: { readonly shape: readonly number[]; readonly data: Float32Array };
  readonly weights: readonly TensorProbe[];
  /** Gradients of the loss of one batch by each weight; empty until asked for with `gradients`. */
  readonly gradients: readonly TensorProbe[];
}
/** `inputs` before normalisation: one example, or for a probe several, one after the other. */
export type ExampleChoice =
  | { readonly split: Split; readonly index: number }
  /** `text`: what the inputs were made from, where that is a text. */
  | { readonly inputs: Float32Array; readonly text?: string };

/** Steps `firstStep … firstStep + loss.length − 1`, one value per step. */
export interface TrainingProgress {
  readonly runId: string;
  readonly firstStep: number;
  readonly loss: Float32Array;
  /** Classification only. */
  readonly accuracy?: Float32Array;
  readonly learningRate: Float32Array;
  /** Tiny networks (≤ 16 parameters): all weights after each step, [steps, paramCount]. */
  readonly weights?: Float32Array;
  /** Over the last second of steps. */
  readonly examplesPerSecond: number;
  /** Time spent training, pauses left out. */
  readonly elapsedMs: number;
  /** To the last epoch, at the speed of late; absent while that is not known. */
  readonly remainingMs?: number;
}
/** How training steps reach the device: each anew, or all from one recording that the device replays. */
export interface Execution {
  readonly kind: "eager" | "captured";
  readonly reason: Message;
}
export interface RunPlan {
  readonly runId: string;
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
  readonly batchSize: number;
  readonly data: DataReport;
  readonly model: ModelReport;
  readonly device: DeviceReport;
}
export type RunEnd =
  /** `restoredEpoch`: the weights are those of an earlier, better epoch, as early stopping's "restore best" asks. */
  | { readonly reason: "completed" | "stopped"; readonly restoredEpoch?: number }
  | { readonly reason: "earlyStopped"; readonly bestEpoch: number; readonly restored: boolean }
  | { readonly reason: "failed"; readonly problem: Problem };

/** A network beside the one on screen, built for one question and gone after it. Seeds do not matter: all its weights are given. */
export interface OtherNetwork {
  readonly network: NetworkDocument;
  readonly weights: readonly TensorRecord[];
}

/** Page → worker. One line ties the params of a call to its result. */
export interface EngineCalls {
  /** Probes the ladder WebGPU → WebGL → WASM → CPU (or the one preferred), races the actual network where it pays, and settles on one. */
  "device.open": { params: { preference: BackendName | "auto"; avoid: readonly BackendName[]; project: ProjectDocument }; result: DeviceReport };
  /** `vocabulary`: the one that a saved network was trained with, in place of one of the training texts. */
  "data.load": { params: { data: DataSettings; vocabulary?: Vocabulary }; result: DataReport };
  "data.examples": { params: { split: Split; indices?: readonly number[]; sample?: { count: number; seed: number; perClass?: boolean } }; result: ExampleSet };
  /** Sets of texts: figures of those that train. */
  "data.textFigures": { params: Record<string, never>; result: TextFigures };
  /** The same examples before and after augmentation, as training would see them. */
  "data.augment": { params: { augmentation: Augmentation; indices: readonly number[]; seed: number }; result: { before: ExampleSet; after: ExampleSet } };
  /** Fresh random weights, or given ones. Not while a run is going. */
  "model.build": { params: { project: ProjectDocument; weights?: readonly TensorRecord[] }; result: ModelReport };
  /** `inputs` [n, …inputShape] before normalisation. Works while training goes on. `other` is asked in place of the network on screen. */
  "model.predict": { params: { inputs: Float32Array; other?: OtherNetwork }; result: { outputs: Float32Array; shape: readonly number[] } };
  /**
   * Next tokens. What is written meanwhile is told by `model.written` piece by piece; at the end all of it is the answer. A seed gives
   * the same text while the weights stand still. Works while training goes on. Of pairs of texts, `source` is a row whose source is to be
   * answered; `tokens` and `count` then mean nothing, and with `beam` neither do sampling and seed.
   */
  "model.generate": {
    params: {
      writingId: string;
      tokens: Float32Array;
      count: number;
      sampling: Sampling;
      seed: number;
      source?: Float32Array;
      beam?: { readonly width: number; readonly lengthPenalty: number };
    };
    result: { tokens: readonly WrittenToken[] };
  };
  /** Gradient × input for one text, [T] numbers of tokens, and one class. Networks with an Embedding only. */
  "model.attribute": { params: { inputs: Float32Array; target: number }; result: Attribution };
  "model.embedding": { params: { nodeId: string; count: number; near?: number }; result: EmbeddingMap };
  /** `answers`: to how many of the examples a network for sequences is asked to answer by itself; a hundred when nothing is said. */
  "model.evaluate": { params: { split: Split; limit?: number; answers?: number; other?: OtherNetwork }; result: Evaluation };
  /** Classification only: how well each class is told from all others. On the whole split, or on the fixed part that is judged while training. */
  "model.roc": { params: { split: Split; limit?: number }; result: RocReport };
  "model.weights": { params: Record<string, never>; result: readonly TensorRecord[] };
  "probe.layers": { params: { example: ExampleChoice; nodeIds: readonly string[]; gradients: boolean; data: boolean }; result: readonly LayerProbe[] };
  "training.start": {
    params: { runId: string; project: ProjectDocument; checkpoint?: Checkpoint; vocabulary?: Vocabulary; paused?: boolean };
    result: RunPlan;
  };
  "training.pause": { params: { runId: string }; result: void };
  "training.resume": { params: { runId: string }; result: void };
  /** Only while paused. */
  "training.step": { params: { runId: string; unit: "batch" | "epoch" }; result: void };
  "training.stop": { params: { runId: string }; result: void };
  /** Takes effect with the next step; the schedule goes on multiplying it. */
  "training.setLearningRate": { params: { runId: string; learningRate: number }; result: void };
  "training.checkpoint": { params: { runId: string }; result: Checkpoint };
}

/** Worker → page, batched to at most 30 Hz. */
export interface EngineEvents {
  /** At least once a second from a timer, so that a dead worker is noticed. */
  "engine.heartbeat": { step: number; isTraining: boolean };
  /** The device is gone: this worker must be replaced. */
  "engine.lost": { problem: Problem };
  /** Tokens that came since the last of these events of the same text. */
  "model.written": { writingId: string; tokens: readonly WrittenToken[] };
  "data.progress": { loadedBytes: number; totalBytes: number };
  /** On WebGPU, when it is settled how the run's steps are taken. */
  "training.execution": { runId: string; execution: Execution };
  "training.progress": TrainingProgress;
  /** `epochs`: those that ended since the last of these events, oldest first. `evaluation`: the newest; on training examples when none are held out. */
  "training.evaluated": { runId: string; step: number; epochs: readonly EpochRecord[]; evaluation: Evaluation };
  "training.paused": { runId: string; step: number };
  "training.checkpoint": { checkpoint: Checkpoint };
  "training.ended": { runId: string; step: number; end: RunEnd };
}

export type EngineHandlers = {
  [K in keyof EngineCalls]: (params: EngineCalls[K]["params"], signal: AbortSignal) => Promise<EngineCalls[K]["result"]>;
};

/** The worker as the page sees it; the same interface in-process, for tests. */
export interface Engine {
  /** Rejects with a `ProblemError`. */
  call<K extends keyof EngineCalls>(kind: K, params: EngineCalls[K]["params"], signal?: AbortSignal): Promise<EngineCalls[K]["result"]>;
  on<K extends keyof EngineEvents>(kind: K, listener: (event: EngineEvents[K]) => void): () => void;
  dispose(): void;
}
