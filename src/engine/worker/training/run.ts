/** One training run: steps, pauses, epochs, checkpoints, and its end. */
import { ProblemError, problemOf, type Problem } from "@/base/problem";
import type { Checkpoint, EpochRecord, EpochSums, Evaluation, RunEnd } from "@/engine/protocol";
import { createTurns } from "@/engine/worker/turn";
import { epochOrder } from "@/engine/worker/data/order";
import { assertHealthy, copyCheckpoint } from "@/engine/worker/training/checkpoint";
import { isImprovement, isOver, monitored, type BestEpoch } from "@/engine/worker/training/early-stopping";
import { addFigures, closeEpoch, emptySums } from "@/engine/worker/training/epoch";
import type { Run, RunOptions } from "@/engine/worker/training/define-run";
import { diverged } from "@/engine/worker/training/problems";
import { createPace } from "@/engine/worker/training/pace";
import { createSpeedometer } from "@/engine/worker/training/speed";
import { createEagerStepper, type StepperOptions } from "@/engine/worker/training/stepper";
import { learningRateAt } from "@/network/schedules";

const sampleEveryMs = 2000;
/** A live evaluation must not take more than one part in so many of the time. */
const sampleShare = 20;
const checkpointEveryMs = 10_000;
/** Short epochs do not each get a checkpoint of their own. */
const checkpointGapMs = 1000;
/** ≈ 30 Hz. */
const evaluatedGapMs = 33;
/** A sample evaluation after a single step must not make stepping slow. */
const quickSampleMs = 300;
/** Within so long a lost device has been noticed by whoever watches it. */
const lossNoticeMs = 600;

export function createRun(options: RunOptions): Run {
  const { runId, settings, trainee, gate, emit, clock } = options;
  const count = options.positions.length;
  const batchSize = settings.batchSize === "full" ? count : Math.min(settings.batchSize, count);
  const stepsPerEpoch = Math.ceil(count / batchSize);
  const totalSteps = stepsPerEpoch * settings.epochs;
  const turns = createTurns(clock);
  const pace = createPace(clock);
  const speed = createSpeedometer(clock, options.checkpoint?.elapsedMs);

  let step = options.checkpoint?.step ?? 0;
  let learningRateByHand = options.checkpoint?.learningRate;
  let sums: EpochSums = options.checkpoint?.epochSoFar ?? emptySums;
  let best: BestEpoch | undefined = options.checkpoint?.best;
  let order: { readonly epoch: number; readonly positions: Uint32Array } | undefined;
  /** Newest state known to be finite. */
  let lastGood: Checkpoint | undefined = options.checkpoint;
  let isStopping = false;
  let hasEnded = false;
  /** Steps to go before standing still: Infinity = running freely, 0 = paused. */
  let goal = options.paused ? step : Infinity;
  let lastSample = clock();
  let lastCheckpoint = clock();
  let lastEvaluated = -Infinity;
  let evaluatedStep = -1;
  let sampleMs = 0;
  let newEpochs: EpochRecord[] = [];
  let heldEvaluation: Evaluation | undefined;
  let wake: (() => void) | undefined;
  let standing: (() => void)[] = [];

  const epochOf = (at: number) => Math.floor(at / stepsPerEpoch);
  const mustStand = () => isStopping || step >= goal || step >= totalSteps;

  const stepperOptions: StepperOptions = {
    plan: {
      count,
      batchSize,
      stepsPerEpoch,
      order(epoch) {
        if (order?.epoch !== epoch) order = { epoch, positions: epochOrder(options.positions, settings.seed, epoch) };
        return order.positions;
      },
      learningRate: (at) => learningRateAt(settings.schedule, learningRateByHand ?? settings.optimizer.config.learningRate, at, totalSteps, stepsPerEpoch),
    },
    clock,
    onExecution: (execution) => emit("training.execution", { runId, execution }),
  };
  const stepper = trainee.stepper?.(stepperOptions) ?? createEagerStepper(trainee, stepperOptions);

  /** At the end of an epoch, and when figures are due, others have their turn. */
  function mostSteps(): number {
    const toEpochEnd = stepsPerEpoch - (step % stepsPerEpoch);
    return Math.max(1, Math.min(goal - step, toEpochEnd, stepsPerRead() - stepper.waiting));
  }
  const stepsPerRead = () => Math.min(pace.stepsPerRead, stepper.capacity);

  /** Fetches what has gathered on the device and tells the page. */
  async function flush(): Promise<void> {
    const figures = await stepper.read();
    if (!figures) return;
    if (options.isDeviceLost()) throw new Error("The device was lost.");
    pace.read(figures.loss.length);
    const bad = figures.loss.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw diverged(figures.firstStep + bad, { en: `the loss is ${figures.loss[bad]}`, zh: `损失为 ${figures.loss[bad]}` });
    const accuracy = figures.correct?.map((correct, i) => correct / (figures.batchSizes[i] ?? 1));
    sums = addFigures(sums, figures);
    speed.count(figures.batchSizes.reduce((sum, n) => sum + n, 0));
    const { firstStep, loss, learningRate, weights } = figures;
    emit("training.progress", {
      runId,
      firstStep,
      loss,
      learningRate,
      ...(accuracy ? { accuracy } : {}),
      ...(weights ? { weights } : {}),
      examplesPerSecond: speed.examplesPerSecond,
      elapsedMs: speed.elapsedMs,
      ...remaining(firstStep + loss.length),
    });
  }

  /** While the end of an epoch is still to come, it counts. */
  function remaining(at: number) {
    const examples = settings.epochs * count - epochOf(at) * count - (at % stepsPerEpoch) * batchSize;
    const remainingMs = speed.remainingMs({ examples, epochEnds: settings.epochs - epochOf(at - 1) });
    return remainingMs === undefined ? {} : { remainingMs };
  }

  async function endEpoch(): Promise<void> {
    const evaluation = await trainee.evaluate("whole");
    evaluatedStep = step;
    const record = closeEpoch(sums, evaluation, epochOf(step), step);
    sums = emptySums;
    newEpochs.push(record);
    heldEvaluation = evaluation;
    if (settings.earlyStopping.enabled) await remember(record);
    if (clock() - lastEvaluated >= evaluatedGapMs) announceEvaluation();
    if (clock() - lastCheckpoint >= checkpointGapMs) await announceCheckpoint();
  }

  async function remember(record: EpochRecord): Promise<void> {
    const value = monitored(settings.earlyStopping, record);
    if (value === undefined) return;
    if (isImprovement(settings.earlyStopping, best, value)) {
      best = { value, epoch: record.epoch, sinceEpochs: 0, ...(settings.earlyStopping.restoreBest ? { weights: await trainee.weights() } : {}) };
    } else if (best) {
      best = { ...best, sinceEpochs: best.sinceEpochs + 1 };
    }
  }

  function announceEvaluation(): void {
    if (!heldEvaluation) return;
    emit("training.evaluated", { runId, step: evaluatedStep, epochs: newEpochs, evaluation: heldEvaluation });
    newEpochs = [];
    heldEvaluation = undefined;
    lastEvaluated = clock();
  }

  async function evaluateSample(): Promise<void> {
    if (evaluatedStep === step) return;
    const from = clock();
    heldEvaluation = await trainee.evaluate("sample");
    evaluatedStep = step;
    lastSample = clock();
    sampleMs = lastSample - from;
    announceEvaluation();
  }

  /** The state as it stands. Throws when it holds numbers no network should have. */
  async function takeCheckpoint(): Promise<Checkpoint> {
    if (lastGood?.step === step && lastGood.learningRate === learningRateByHand) return lastGood;
    const [weights, optimizer] = [await trainee.weights(), await trainee.optimizer()];
    assertHealthy(weights, step - 1);
    lastGood = {
      runId,
      step,
      weights,
      optimizer,
      elapsedMs: speed.elapsedMs,
      ...(best ? { best } : {}),
      ...(learningRateByHand === undefined ? {} : { learningRate: learningRateByHand }),
      ...(sums.examples > 0 ? { epochSoFar: sums } : {}),
    };
    return lastGood;
  }

  async function announceCheckpoint(): Promise<void> {
    emit("training.checkpoint", { checkpoint: copyCheckpoint(await takeCheckpoint()) });
    lastCheckpoint = clock();
  }

  /** Trains until it is time to let others in, to stand still, or to look after an epoch. */
  async function burst(): Promise<void> {
    const from = clock();
    while (!mustStand()) {
      const taken = await stepper.advance(step, mostSteps());
      step += taken;
      const isEpochEnd = step % stepsPerEpoch === 0;
      if (isEpochEnd || stepper.waiting >= stepsPerRead()) await flush();
      if (isEpochEnd) {
        await speed.endEpoch(endEpoch);
        if (isOver(settings.earlyStopping, best)) return;
      }
      if (clock() - from > 20) break;
    }
    if (clock() - lastCheckpoint >= checkpointEveryMs) {
      await flush();
      await announceCheckpoint();
    }
    if (clock() - lastSample >= Math.max(sampleEveryMs, sampleShare * sampleMs) && step % stepsPerEpoch !== 0) {
      await flush();
      await evaluateSample();
    }
  }

  /** Everything the page should know before the run rests. */
  async function settle(): Promise<void> {
    await gate.pass(async () => {
      await flush();
      announceEvaluation();
      if (sampleMs <= quickSampleMs) await evaluateSample();
      await announceCheckpoint();
    });
  }

  async function train(): Promise<RunEnd> {
    lastGood ??= await gate.pass(takeCheckpoint);
    if (goal === Infinity) speed.resume();
    for (;;) {
      if (isStopping) return { reason: "stopped" };
      if (step >= totalSteps || isOver(settings.earlyStopping, best)) return await finish();
      if (step >= goal) await rest();
      else {
        await gate.pass(burst);
        await turns.breathe();
      }
    }
  }

  async function rest(): Promise<void> {
    speed.pause();
    const from = step;
    await settle();
    // A step asked for while settling means there is no rest after all.
    if (!isStopping && goal <= from) {
      emit("training.paused", { runId, step });
      for (const tell of standing.splice(0)) tell();
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      wake = undefined;
    }
    speed.resume();
    pace.restart();
    lastSample = clock();
  }

  async function finish(): Promise<RunEnd> {
    const isEarly = step < totalSteps || isOver(settings.earlyStopping, best);
    const bestWeights = settings.earlyStopping.enabled && settings.earlyStopping.restoreBest ? best?.weights : undefined;
    const restored = bestWeights !== undefined && best !== undefined && best.sinceEpochs > 0;
    if (restored) {
      await gate.pass(async () => {
        announceEvaluation();
        trainee.loadWeights(bestWeights);
        heldEvaluation = await trainee.evaluate("whole");
      });
      lastGood = undefined;
    }
    if (isEarly && best) return { reason: "earlyStopped", bestEpoch: best.epoch, restored };
    return { reason: "completed", ...(restored && best ? { restoredEpoch: best.epoch } : {}) };
  }

  async function live(): Promise<RunEnd> {
    let end: RunEnd;
    try {
      end = await train();
      speed.pause();
      await settle();
    } catch (error) {
      speed.pause();
      end = { reason: "failed", problem: await afterFailure(error) };
    }
    hasEnded = true;
    stepper.dispose();
    turns.dispose();
    for (const tell of standing.splice(0)) tell();
    // A lost device is announced by its watcher, and the page replaces this worker; the run has not ended then.
    if (!options.isDeviceLost()) emit("training.ended", { runId, step, end });
    return end;
  }

  /** Goes back to the last good weights, so that what the page shows is a network and not its wreck. */
  async function afterFailure(error: unknown): Promise<Problem> {
    const problem = problemOf(error);
    // A read-back may fail a moment before the loss of its device is known.
    if (!(error instanceof ProblemError)) await new Promise((resolve) => setTimeout(resolve, lossNoticeMs));
    if (options.isDeviceLost() || !lastGood) return problem;
    const { weights, optimizer, step: goodStep } = lastGood;
    await gate.pass(async () => {
      trainee.loadWeights(weights);
      trainee.loadOptimizer(optimizer);
      step = goodStep;
      // What the wreck answered is no answer of these weights.
      if (evaluatedStep > step) await evaluateSample().catch(() => undefined);
    });
    return problem;
  }

  const ended = live();

  return {
    runId,
    stepsPerEpoch,
    totalSteps,
    batchSize,
    ended,
    get step() {
      return step;
    },
    get hasEnded() {
      return hasEnded;
    },
    get isTraining() {
      return !hasEnded && step < goal;
    },
    pause() {
      goal = 0;
      return hasEnded ? Promise.resolve() : standstill();
    },
    resume() {
      goal = Infinity;
      wake?.();
    },
    advance(unit) {
      if (hasEnded) return Promise.resolve();
      // Every click counts, also one that comes before the last was done.
      goal = unit === "batch" ? Math.max(goal, step) + 1 : (epochOf(step) + 1) * stepsPerEpoch;
      const done = standstill();
      wake?.();
      return done;
    },
    async stop() {
      isStopping = true;
      wake?.();
      await ended;
    },
    setLearningRate(learningRate) {
      learningRateByHand = learningRate;
    },
    async checkpoint() {
      return copyCheckpoint(
        await gate.pass(async () => {
          await flush();
          return await takeCheckpoint();
        }),
      );
    },
  };

  function standstill(): Promise<void> {
    // Already standing, and nothing asked for.
    if (wake && step >= goal) return Promise.resolve();
    return new Promise((resolve) => void standing.push(resolve));
  }
}
