/** How fast a text is written beside training, by the clock: from asking for it to its last token. And how long training stands still for it. */
import { createListeners } from "@/engine/listeners";
import { openBackend } from "@/engine/worker/backends";
import { createBatches } from "@/engine/worker/data/batches";
import { prepareDataset } from "@/engine/worker/data/dataset";
import { createRawSource } from "@/engine/worker/data/raw-source";
import { createFileReader } from "@/engine/worker/data/read-files";
import { createGate } from "@/engine/worker/gate";
import { buildModel } from "@/engine/worker/model";
import { createModelTrainee } from "@/engine/worker/training/model-trainee";
import { createRun } from "@/engine/worker/training/run";
import { createTurns } from "@/engine/worker/turn";
import { createDesk } from "@/engine/worker/writing/desk";
import { createWriter, type Writer } from "@/engine/worker/writing/writer";
import { gptNetwork } from "@/examples/gpt-network";
import { gptShakespeare } from "@/examples/templates/gpt-shakespeare";
import { filesOfServer } from "./files-of-server";

interface WritingOrder {
  /** Blocks of the network of `gpt-shakespeare`, which has two. */
  readonly blocks: number;
  /** Tokens of each text. */
  readonly tokens: number;
  readonly texts: number;
}
interface WrittenText {
  /** From asking to the last token. */
  readonly ms: number;
  readonly firstAfterMs: number;
  /** Longest time that training stood still for it at once. */
  readonly longestTurnMs: number;
  readonly stepsPerSecond: number;
}
interface Writing {
  readonly parameters: number;
  /** Of training while nobody writes. */
  readonly stepsPerSecond: number;
  readonly beside: readonly WrittenText[];
  /** While training stands still. */
  readonly alone: readonly Pick<WrittenText, "ms" | "firstAfterMs">[];
}

const warmUpMs = 4000;
const aloneMs = 6000;
const beginning = 20;
const sampling = { temperature: 0.8, topK: 0, topP: 1 };

export async function watchWriting({ blocks, tokens, texts }: WritingOrder): Promise<Writing> {
  await openBackend("wasm");
  const { data, training } = gptShakespeare;
  const prepared = await prepareDataset(data, { read: createFileReader(filesOfServer, () => {}) }, undefined);
  const steps = prepared.definition.inputShape[0]!;
  const network = gptNetwork({ steps, vocabulary: prepared.loaded.vocabulary!.tokens.length, size: 128, heads: 4, blocks, dropout: 0.1 });
  const batches = createBatches(prepared, createRawSource(prepared.definition, prepared.loaded));
  const model = buildModel(network, training.seed);
  const clock = () => performance.now();
  const { breathe } = createTurns(clock);
  const listeners = createListeners();
  let run: ReturnType<typeof createRun> | undefined;
  const desk = createDesk({
    emit: listeners.emit,
    clock,
    breathe,
    pause,
    isTraining: () => run?.isTraining ?? false,
    isOneThread: () => true,
    step: () => run?.step ?? 0,
  });
  const { trainee } = createModelTrainee(model, training, prepared, batches, breathe, desk.interlude);
  run = createRun({
    runId: "bench",
    settings: { ...training, epochs: 1000 },
    positions: prepared.positions.train,
    trainee,
    paused: false,
    gate: createGate(),
    emit: listeners.emit,
    clock,
    canLoseDevice: false,
    isDeviceLost: () => false,
  });
  const own = run;

  async function written(seed: number): Promise<WrittenText> {
    const [from, firstStep] = [clock(), own.step];
    let [firstAfterMs, ms, longestTurnMs] = [0, 0, 0];
    const stop = listeners.on("model.written", () => {
      ms = clock() - from;
      firstAfterMs ||= ms;
    });
    const open = () =>
      timed(createWriter(model, batches, { tokens: Array.from({ length: beginning }, (_, i) => 4 + i), count: tokens, sampling, seed }), clock, (ms) => {
        longestTurnMs = Math.max(longestTurnMs, ms);
      });
    await desk.write(`text ${seed}`, open, new AbortController().signal);
    stop();
    return { ms, firstAfterMs, longestTurnMs, stepsPerSecond: (1000 * (own.step - firstStep)) / ms };
  }

  await pause(warmUpMs);
  const [from, firstStep] = [clock(), own.step];
  await pause(aloneMs);
  const stepsPerSecond = (1000 * (own.step - firstStep)) / (clock() - from);
  const beside: WrittenText[] = [];
  for (let text = 0; text < texts; text++) {
    // A person asks at any point of a training step.
    await pause(300 * text);
    beside.push(await written(text));
  }
  await own.pause();
  const alone: WrittenText[] = [];
  for (let text = 0; text < texts; text++) alone.push(await written(text));
  await own.stop();
  return { parameters: model.weights.reduce((sum, { value }) => sum + value.size, 0), stepsPerSecond, beside, alone };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Tells how long each turn took. */
function timed(writer: Writer, clock: () => number, took: (ms: number) => void): Writer {
  return {
    get isDone() {
      return writer.isDone;
    },
    async write(isTime) {
      return this.writeAtOnce(isTime);
    },
    writeAtOnce(isTime) {
      const from = clock();
      const tokens = writer.writeAtOnce(isTime);
      took(clock() - from);
      return tokens;
    },
    readAgain: () => writer.readAgain(),
    dispose: () => writer.dispose(),
  };
}
