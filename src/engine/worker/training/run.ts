/** One training run: steps, pauses, epochs, checkpoints, and its end. */
import { ProblemError, problemOf, type Problem } from "@/base/problem";
import type { EpochSums, RunEnd } from "@/engine/protocol";
import { createTurns } from "@/engine/worker/turn";
import { epochOrder } from "@/engine/worker/data/order";
import { copyCheckpoint } from "@/engine/worker/training/checkpoint";
import { createCheckpoints } from "@/engine/worker/training/checkpoints";
import { bestAfter, isOver, type BestEpoch } from "@/engine/worker/training/early-stopping";
import { addFigures, closeEpoch, emptySums } from "@/engine/worker/training/epoch";
import { createEvaluations } from "@/engine/worker/training/evaluations";
import type { Run, RunOptions } from "@/engine/worker/training/define-run";
import { diverged } from "@/engine/worker/training/problems";
import { createPace } from "@/engine/worker/training/pace";
import { createSpeedometer } from "@/engine/worker/training/speed";
import { createEagerStepper, type StepperOptions } from "@/engine/worker/training/stepper";
import { learningRateAt } from "@/network/schedules";

/** Within so long a lost device has been noticed by whoever watches it, on the busiest machine. */
const lossNoticeMs = 5000;
const lookEveryMs = 50;

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
  let isStopping = false;
  let hasEnded = false;
  /** Steps to go before standing still: Infinity = running freely, 0 = paused. */
  let goal = options.paused ? step : Infinity;
  let wake: (() => void) | undefined;
  let standing: (() => void)[] = [];

  const evaluations = createEvaluations(options);
  const checkpoints = createCheckpoints(options, () => ({ step, elapsedMs: speed.elapsedMs, best, learningRateByHand, sums }));

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
    const record = closeEpoch(sums, await evaluations.whole(step), epochOf(step), step);
    sums = emptySums;
    evaluations.note(record);
    if (settings.earlyStopping.enabled) best = await bestAfter(settings.earlyStopping, best, record, () => trainee.weights());
    evaluations.tellInTurn();
    if (checkpoints.isDueAfterEpoch()) await checkpoints.tell();
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
    if (checkpoints.isDue()) {
      await flush();
      await checkpoints.tell();
    }
    if (evaluations.isSampleDue() && step % stepsPerEpoch !== 0) {
      await flush();
      await evaluations.sample(step);
    }
  }

  /** Everything the page should know before the run rests. */
  async function settle(): Promise<void> {
    await gate.pass(async () => {
      await flush();
      evaluations.tell();
      if (evaluations.isSampleQuick()) await evaluations.sample(step);
      await checkpoints.tell();
    });
  }

  async function train(): Promise<RunEnd> {
    if (!checkpoints.newest) await gate.pass(checkpoints.take);
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
    evaluations.restart();
  }

  async function finish(): Promise<RunEnd> {
    const isEarly = step < totalSteps || isOver(settings.earlyStopping, best);
    const bestWeights = settings.earlyStopping.enabled && settings.earlyStopping.restoreBest ? best?.weights : undefined;
    const restored = bestWeights !== undefined && best !== undefined && best.sinceEpochs > 0;
    if (restored) {
      await gate.pass(async () => {
        evaluations.tell();
        trainee.loadWeights(bestWeights);
        await evaluations.whole(step);
      });
      checkpoints.forget();
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
    if (!(error instanceof ProblemError) && options.canLoseDevice) await lossNoticed();
    const { newest } = checkpoints;
    if (options.isDeviceLost() || !newest) return problem;
    const { weights, optimizer, step: goodStep } = newest;
    await gate.pass(async () => {
      trainee.loadWeights(weights);
      trainee.loadOptimizer(optimizer);
      step = goodStep;
      // What the wreck answered is no answer of these weights.
      if (evaluations.step > step) await evaluations.sample(step).catch(() => undefined);
    });
    return problem;
  }

  /** A read-back may fail a moment before the loss of its device is known. */
  async function lossNoticed(): Promise<void> {
    for (let waitedMs = 0; waitedMs < lossNoticeMs && !options.isDeviceLost(); waitedMs += lookEveryMs)
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
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
          return await checkpoints.take();
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
