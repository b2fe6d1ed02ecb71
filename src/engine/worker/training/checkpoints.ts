/** The states that a run has given away, the newest of which it can go back to. */
import type { Checkpoint, EpochSums } from "@/engine/protocol";
import { assertHealthy, copyCheckpoint } from "@/engine/worker/training/checkpoint";
import type { RunOptions } from "@/engine/worker/training/define-run";
import type { BestEpoch } from "@/engine/worker/training/early-stopping";

const everyMs = 10_000;
/** Short epochs do not each get a checkpoint of their own. */
const epochGapMs = 1000;

/** What of the run's state is not on the device. */
interface Moment {
  readonly step: number;
  readonly elapsedMs: number;
  readonly best: BestEpoch | undefined;
  readonly learningRateByHand: number | undefined;
  readonly sums: EpochSums;
}
type Options = Pick<RunOptions, "runId" | "trainee" | "emit" | "clock" | "checkpoint">;

export function createCheckpoints({ runId, trainee, emit, clock, checkpoint }: Options, now: () => Moment) {
  /** Known to be finite. */
  let newest: Checkpoint | undefined = checkpoint;
  let lastTold = clock();

  /** The state as it stands. Throws when it holds numbers no network should have. */
  async function take(): Promise<Checkpoint> {
    const { step, elapsedMs, best, learningRateByHand, sums } = now();
    if (newest?.step === step && newest.learningRate === learningRateByHand) return newest;
    const [weights, optimizer] = [await trainee.weights(), await trainee.optimizer()];
    assertHealthy(weights, step - 1);
    newest = {
      runId,
      step,
      weights,
      optimizer,
      elapsedMs,
      ...(best ? { best } : {}),
      ...(learningRateByHand === undefined ? {} : { learningRate: learningRateByHand }),
      ...(sums.examples > 0 ? { epochSoFar: sums } : {}),
    };
    return newest;
  }

  return {
    get newest() {
      return newest;
    },
    take,
    async tell(): Promise<void> {
      emit("training.checkpoint", { checkpoint: copyCheckpoint(await take()) });
      lastTold = clock();
    },
    isDue: () => clock() - lastTold >= everyMs,
    isDueAfterEpoch: () => clock() - lastTold >= epochGapMs,
    /** The weights were changed by other means than steps. */
    forget() {
      newest = undefined;
    },
  };
}
