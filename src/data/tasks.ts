/** What a task asks of a network: which losses fit, and what the last layer must send. */
import { assertNever } from "@/base/assert-never";
import type { ActivationName } from "@/network/activations";
import { lossNames, losses, type LossName } from "@/network/losses";
import type { DatasetDefinition, Task } from "@/data/define-dataset";

type OutputOf = Pick<DatasetDefinition, "task" | "targetShape" | "classNames" | "vocabularySize">;

/** Targets are numbers of classes, one per example or one per step. */
export function hasClassNumbers(task: Task): boolean {
  return task === "classification" || isPerStep(task);
}

/** Each step of the answer is a token: a class number of its own. */
export function isPerStep(task: Task): boolean {
  return task === "nextToken" || task === "sequenceToSequence";
}

/** Losses that can be computed from this dataset's targets; the first is the one to start with. */
export function lossesFor(dataset: OutputOf): readonly LossName[] {
  const preferred = preferredLoss(dataset.task);
  return [preferred, ...lossNames.filter((name) => name !== preferred && fits(name, dataset))];
}

function preferredLoss(task: Task): LossName {
  return hasClassNumbers(task) ? "sparseCategoricalCrossentropy" : "meanSquaredError";
}

function fits(name: LossName, { task, classNames }: OutputOf): boolean {
  const { targets } = losses[name];
  switch (task) {
    case "classification":
      // Two classes also fit one yes-or-no output.
      return targets === "classIndex" || (targets === "binary" && classNames?.length === 2);
    case "nextToken":
    case "sequenceToSequence":
      return targets === "classIndex";
    case "regression":
      return targets === "values";
    case "reconstruction":
      // Pixels lie between 0 and 1, so each can be read as a probability.
      return targets !== "classIndex";
    default:
      return assertNever(task);
  }
}

export interface ExpectedOutput {
  /** Without the batch axis. */
  readonly shape: readonly number[];
  readonly activation: ActivationName;
}

/** What the last layer should send for this dataset and loss. */
export function expectedOutput(dataset: OutputOf, loss: LossName): ExpectedOutput {
  switch (dataset.task) {
    case "classification":
      return losses[loss].targets === "binary" ? { shape: [1], activation: "sigmoid" } : { shape: [dataset.classNames?.length ?? 1], activation: "softmax" };
    case "nextToken":
    case "sequenceToSequence":
      return { shape: [...dataset.targetShape, dataset.vocabularySize ?? 1], activation: "softmax" };
    case "regression":
      return { shape: dataset.targetShape, activation: "linear" };
    case "reconstruction":
      return { shape: dataset.targetShape, activation: "sigmoid" };
    default:
      return assertNever(dataset.task);
  }
}
