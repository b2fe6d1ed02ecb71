/** Another program's model as a project: data that fit it, and its weights as a run that has not taken a step yet. */
import { augmentationOff } from "@/data/data-settings";
import { datasets } from "@/data/datasets";
import { lossesFor } from "@/data/tasks";
import type { ImportedModel } from "@/interop/import/imported-model";
import type { LayerlabContent, NamedTensor } from "@/interop/layerlab/content";
import { initialOptimizer } from "@/network/optimizers";
import { weightsOf } from "@/network/summary";
import { initialTrainingSettings } from "@/network/training-settings";
import { hasErrors } from "@/network/validate";
import { projectIssues } from "@/project/network-task";
import { projectVersion, type ProjectDocument } from "@/project/project";

/** `now`: what is on screen; its data are kept where they fit, else the first that do are taken. */
export function importedRun(model: ImportedModel, now: ProjectDocument, id: string): Pick<LayerlabContent, "project" | "run"> {
  const { network, weights } = model;
  const name =
    model.name
      .replaceAll(/[^\p{L}\p{N} ._-]+/gu, " ")
      .trim()
      .slice(0, 100) || model.program;
  const bare: ProjectDocument = { version: projectVersion, id, name, network, data: now.data, training: initialTrainingSettings(), notes: "" };
  const project = candidates(bare).find((one) => !hasErrors(projectIssues(one))) ?? bare;
  // Adam starts from averages of zero.
  const optimizer = network.nodes.flatMap((node) =>
    weightsOf(network, node)
      .filter(({ trainable }) => trainable)
      .flatMap(({ name: word, shape }) => ["momentum", "velocity"].map((slot) => zeros(`${node.name}/${word}:${slot}`, shape))),
  );
  const none = new Float32Array(0);
  return {
    project,
    run: {
      checkpoint: { runId: `imported-${id}`, step: 0, weights, optimizer },
      project,
      epochs: [],
      curves: { firstStep: 0, loss: none, learningRate: none },
      end: { reason: "stopped" },
    },
  };
}

function zeros(name: string, shape: readonly number[]): NamedTensor {
  return { name, shape, data: new Float32Array(shape.reduce((product, size) => product * size, 1)) };
}

function candidates(project: ProjectDocument): readonly ProjectDocument[] {
  const usual = { config: {}, seed: 1, subset: 1, validationSplit: 0.2, testSplit: 0.2, normalization: "unit", augmentation: augmentationOff } as const;
  const settings = [project.data, ...datasets.map(({ id }) => ({ ...usual, datasetId: id }))];
  return settings.flatMap((data) => {
    const dataset = datasets.find(({ id }) => id === data.datasetId);
    return dataset
      ? lossesFor(dataset).map((loss) => ({ ...project, data, training: { ...project.training, loss, optimizer: initialOptimizer("adam") } }))
      : [];
  });
}
