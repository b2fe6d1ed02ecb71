/** A run's evaluations: taken when they are due, held until the page is told of them. */
import type { EpochRecord, Evaluation } from "@/engine/protocol";
import type { RunOptions } from "@/engine/worker/training/define-run";

const sampleEveryMs = 2000;
/** A live evaluation must not take more than one part in so many of the time. */
const sampleShare = 20;
/** ≈ 30 Hz. */
const tellGapMs = 33;
/** A sample evaluation after a single step must not make stepping slow. */
const quickSampleMs = 300;

export function createEvaluations({ runId, trainee, emit, clock }: Pick<RunOptions, "runId" | "trainee" | "emit" | "clock">) {
  let lastSample = clock();
  let lastTold = -Infinity;
  let newestStep = -1;
  let sampleMs = 0;
  let newEpochs: EpochRecord[] = [];
  let held: Evaluation | undefined;

  function tell(): void {
    if (!held) return;
    emit("training.evaluated", { runId, step: newestStep, epochs: newEpochs, evaluation: held });
    newEpochs = [];
    held = undefined;
    lastTold = clock();
  }
  async function take(kind: "whole" | "sample", step: number): Promise<Evaluation> {
    held = await trainee.evaluate(kind);
    newestStep = step;
    return held;
  }

  return {
    /** Of the newest. */
    get step() {
      return newestStep;
    },
    isSampleDue: () => clock() - lastSample >= Math.max(sampleEveryMs, sampleShare * sampleMs),
    isSampleQuick: () => sampleMs <= quickSampleMs,
    /** While a run stands still nothing falls due. */
    restart() {
      lastSample = clock();
    },
    whole: (step: number) => take("whole", step),
    async sample(step: number): Promise<void> {
      if (newestStep === step) return;
      const from = clock();
      await take("sample", step);
      lastSample = clock();
      sampleMs = lastSample - from;
      tell();
    },
    note(record: EpochRecord) {
      newEpochs.push(record);
    },
    tell,
    /** Where epochs are short not each is told by itself. */
    tellInTurn() {
      if (clock() - lastTold >= tellGapMs) tell();
    },
  };
}
