/** What a project's data and loss ask of its network, and how fixes are applied to a project. */
import { findDatasetFor } from "@/data/datasets";
import { expectedOutput, lossesFor } from "@/data/tasks";
import type { NetworkFix, NetworkIssue, NetworkTask } from "@/network/validate";
import { validateNetwork } from "@/network/validate";
import type { ProjectDocument } from "@/project/project";

export function networkTask({ data, training }: Pick<ProjectDocument, "data" | "training">): NetworkTask | undefined {
  const dataset = findDatasetFor(data);
  if (!dataset) return undefined;
  const losses = lossesFor(dataset);
  // With a loss that cannot be taken, the output is judged by the one that will replace it.
  const loss = losses.includes(training.loss) ? training.loss : (losses[0] ?? training.loss);
  return {
    inputShape: dataset.inputShape,
    ...(dataset.inputParts ? { inputParts: dataset.inputParts } : {}),
    ...(dataset.vocabularySize === undefined ? {} : { vocabularySize: dataset.vocabularySize }),
    outputShape: expectedOutput(dataset, loss).shape,
    classCount: dataset.classNames?.length ?? 0,
    loss: training.loss,
    losses,
  };
}

/** Everything that is wrong with a project's network, for its own data and loss. */
export function projectIssues(project: ProjectDocument): readonly NetworkIssue[] {
  return validateNetwork(project.network, networkTask(project));
}

export function applyFix(project: ProjectDocument, fix: NetworkFix): ProjectDocument {
  const network = fix.apply(project.network);
  const training = fix.loss ? { ...project.training, loss: fix.loss } : project.training;
  return network === project.network && training === project.training ? project : { ...project, network, training };
}
