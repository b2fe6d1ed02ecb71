/** Does the network fit the data and the loss? Said in words before tensors of odd shapes meet. */
import { ProblemError } from "@/base/problem";
import { message } from "@/base/text";
import { datasetFor } from "@/data/datasets";
import { expectedOutput, lossesFor } from "@/data/tasks";
import type { Model } from "@/engine/worker/model";
import { formatShape } from "@/network/shape";
import { losses } from "@/network/losses";
import type { ProjectDocument } from "@/project/project";

export function checkFit({ data, training }: Pick<ProjectDocument, "data" | "training">, model: Model): void {
  const dataset = datasetFor(data);
  const { inputParts } = dataset;
  const isFitting = model.inputs.every(({ part, shape }) => {
    const came = part !== "whole" ? inputParts?.[part] : inputParts ? undefined : dataset.inputShape;
    return came !== undefined && isSame(shape, came);
  });
  if (!isFitting)
    throw new ProblemError({
      code: "network.inputMismatch",
      what: message(
        { en: "The network takes examples of shape {expected}, but {dataset} has {came}.", zh: "网络的输入形状是 {expected}，而“{dataset}”是 {came}。" },
        { expected: formatShape(model.inputShape), dataset: dataset.title, came: formatShape([null, ...dataset.inputShape]) },
      ),
      remedy: message({ en: "Set the Input layer to the shape of the data.", zh: "请把输入层的形状设为数据的形状。" }),
    });
  if (!lossesFor(dataset).includes(training.loss))
    throw new ProblemError({
      code: "training.lossMismatch",
      what: message(
        { en: "{loss} cannot be computed from the targets of {dataset}.", zh: "“{loss}”无法用“{dataset}”的目标计算。" },
        { loss: losses[training.loss].title, dataset: dataset.title },
      ),
      remedy: message(
        { en: "Choose another loss, for example {other}.", zh: "请换一种损失，例如“{other}”。" },
        { other: losses[lossesFor(dataset)[0] ?? training.loss].title },
      ),
    });
  const expected = expectedOutput(dataset, training.loss);
  if (!isSame(model.outputShape, expected.shape))
    throw new ProblemError({
      code: "network.outputMismatch",
      what: message(
        { en: "The network answers with shape {came}, but {dataset} needs {expected}.", zh: "网络的输出形状是 {came}，而“{dataset}”需要 {expected}。" },
        { came: formatShape(model.outputShape), dataset: dataset.title, expected: formatShape([null, ...expected.shape]) },
      ),
      remedy: message({ en: "Change the last layer so that the shapes agree.", zh: "请修改最后一层，使形状一致。" }),
    });
}

function isSame(withBatch: readonly (number | null)[], example: readonly number[]): boolean {
  return withBatch.length === example.length + 1 && example.every((size, axis) => withBatch[axis + 1] === size);
}
