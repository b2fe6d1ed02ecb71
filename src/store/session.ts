/** What the page can ask of the engine. Owns the worker's life: starts it, watches its heartbeat, replaces it, resumes from the last checkpoint. */
import type { Generate } from "@/store/session/generate";
import type { BackendName, Checkpoint, Engine, EngineCalls, EpochRecord, Evaluation, RunEnd } from "@/engine/protocol";
import type { Split } from "@/data/define-dataset";
import type { Vocabulary } from "@/data/text/vocabulary";
import type { SavedCurves } from "@/interop/layerlab/content";
import type { ProjectDocument } from "@/project/project";

type Ask<K extends keyof EngineCalls> = (params: EngineCalls[K]["params"], signal?: AbortSignal) => Promise<EngineCalls[K]["result"]>;

/** A run as files and the browser keep it: enough to show it, and to go on with it. */
export interface SavedRun {
  readonly checkpoint: Checkpoint;
  /** The project it was started with. */
  readonly project: ProjectDocument;
  readonly epochs: readonly EpochRecord[];
  readonly curves: SavedCurves;
  /** Of a run on texts: what the numbers of their tokens stand for. */
  readonly vocabulary?: Vocabulary;
  /** How it ended; absent when it was broken off. */
  readonly end?: RunEnd;
}

export interface Session {
  /** Opens the device, loads the data and builds the untrained network of the current project; again whenever these change. */
  prepare(): Promise<void>;
  /** A new run; or on from a checkpoint, where curves of the same run are kept. */
  start(options?: { paused?: boolean; checkpoint?: Checkpoint }): Promise<void>;
  /** Shows a saved run with its weights, without training: `start({ checkpoint: lastCheckpoint })` goes on with it. */
  restore(saved: SavedRun): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** One batch or one epoch; starts a paused run when there is none. */
  step(unit: "batch" | "epoch"): Promise<void>;
  stop(): Promise<void>;
  /** Forgets the run and goes back to fresh weights. */
  reset(): Promise<void>;
  setLearningRate(learningRate: number): Promise<void>;
  /** Another backend, or back to the automatic choice: a fresh worker; a run goes on there from its last checkpoint. */
  setBackend(preference: BackendName | "auto"): Promise<void>;
  evaluate(split: Split): Promise<Evaluation>;
  checkpoint(): Promise<Checkpoint | undefined>;
  /** Newest checkpoint that arrived, for saving. */
  readonly lastCheckpoint: Checkpoint | undefined;
  /** Called with every checkpoint that arrives; returns its undo. */
  onCheckpoint(listener: (checkpoint: Checkpoint) => void): () => void;
  /** Without a trace in the run's picture: how another network does on its data. */
  readonly judge: Ask<"model.evaluate">;
  readonly predict: Ask<"model.predict">;
  /** `onWritten` gets each piece of the text as it comes. */
  readonly generate: Generate;
  readonly attribute: Ask<"model.attribute">;
  readonly embedding: Ask<"model.embedding">;
  readonly roc: Ask<"model.roc">;
  readonly examples: Ask<"data.examples">;
  readonly textFigures: Ask<"data.textFigures">;
  readonly augment: Ask<"data.augment">;
  readonly probe: Ask<"probe.layers">;
  readonly weights: Ask<"model.weights">;
  dispose(): void;
}

/** Makes a fresh worker; given by the app, so that tests can run in-process. */
export type EngineFactory = () => Engine;
