/** Takes a run's steps and gathers their figures: one by one everywhere, many at a time where a device can replay them. */
import type { Execution } from "@/engine/protocol";
import type { Trainee } from "@/engine/worker/training/trainee";
import { createStepWindow, type WindowFigures } from "@/engine/worker/training/window";

/** What a run says of its steps. */
export interface StepPlan {
  /** Examples per epoch. */
  readonly count: number;
  readonly batchSize: number;
  readonly stepsPerEpoch: number;
  /** Positions in the loaded dataset, in the order in which the epoch meets them. */
  order(epoch: number): Uint32Array;
  /** As things stand: a rate set by hand counts from the next step on. */
  learningRate(step: number): number;
}

export interface StepperOptions {
  readonly plan: StepPlan;
  /** Milliseconds that never go back. */
  readonly clock: () => number;
  /** How steps reach the device, when that is settled or changes. */
  readonly onExecution: (execution: Execution) => void;
}

export interface Stepper {
  /** Steps whose figures have not been read. */
  readonly waiting: number;
  /** Most steps that may wait. */
  readonly capacity: number;
  /** Queues the steps from `from` on, at least one and at most `most`, all of one epoch. Answers how many. */
  advance(from: number, most: number): number | Promise<number>;
  /** Figures of all steps that wait. */
  read(): Promise<WindowFigures | undefined>;
  dispose(): void;
}

/** Examples in the batch of a step: the last of an epoch may be smaller. It is trained too, as Keras does. */
export function batchOf(
  { count, batchSize, stepsPerEpoch }: StepPlan,
  step: number,
): { readonly epoch: number; readonly first: number; readonly size: number } {
  const first = (step % stepsPerEpoch) * batchSize;
  return { epoch: Math.floor(step / stepsPerEpoch), first, size: Math.min(batchSize, count - first) };
}

export function createEagerStepper(trainee: Pick<Trainee, "step">, { plan }: Pick<StepperOptions, "plan">): Stepper {
  const window = createStepWindow();
  return {
    get waiting() {
      return window.length;
    },
    capacity: Infinity,
    advance(step) {
      const { epoch, first, size } = batchOf(plan, step);
      const positions = plan.order(epoch).subarray(first, first + size);
      const learningRate = plan.learningRate(step);
      window.add(step, size, learningRate, trainee.step({ step, epoch, learningRate, positions }));
      return 1;
    },
    read: () => window.read(),
    dispose: () => window.dispose(),
  };
}
