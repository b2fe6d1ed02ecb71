/** What a training run is given, and how it is steered. */
import type { Checkpoint, RunEnd } from "@/engine/protocol";
import type { Emit } from "@/engine/wire";
import type { Gate } from "@/engine/worker/gate";
import type { Trainee } from "@/engine/worker/training/trainee";
import type { TrainingSettings } from "@/network/training-settings";

export interface RunOptions {
  readonly runId: string;
  readonly settings: TrainingSettings;
  /** Training positions in the loaded dataset. */
  readonly positions: Uint32Array;
  readonly trainee: Trainee;
  readonly checkpoint?: Checkpoint;
  readonly paused: boolean;
  readonly gate: Gate;
  readonly emit: Emit;
  /** Milliseconds that never go back. */
  readonly clock: () => number;
  /** A graphics device may be lost at any time. */
  readonly canLoseDevice: boolean;
  /** True = the device is gone. What it still answers is garbage, and whoever watches it tells the page. */
  readonly isDeviceLost: () => boolean;
}

export interface Run {
  readonly runId: string;
  readonly step: number;
  readonly isTraining: boolean;
  readonly hasEnded: boolean;
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
  readonly batchSize: number;
  /** Resolves when it stands. */
  pause(): Promise<void>;
  resume(): void;
  /** Resolves when the step or epoch is done. */
  advance(unit: "batch" | "epoch"): Promise<void>;
  stop(): Promise<void>;
  setLearningRate(learningRate: number): void;
  checkpoint(): Promise<Checkpoint>;
  /** Resolves with the end, never rejects. */
  readonly ended: Promise<RunEnd>;
}
