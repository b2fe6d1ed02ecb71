/** The project a newcomer meets when nothing was saved: a small network for handwritten digits, ready to train. */
import { augmentationOff } from "@/data/data-settings";
import { addAfter, addLayer } from "@/network/edit";
import { initialTrainingSettings } from "@/network/training-settings";
import { projectVersion, type ProjectDocument } from "@/project/project";

/** `id` comes from outside, because no clock and no dice are thrown here. */
export function initialProject(id: string, name = "MNIST MLP"): ProjectDocument {
  const input = addLayer({ nodes: [], edges: [] }, "Input", { config: { shape: [28, 28, 1] } });
  const flat = addAfter(input.network, input.id, "Flatten");
  const hidden = addAfter(flat.network, flat.id, "Dense", { config: { units: 128, activation: "relu" } });
  const output = addAfter(hidden.network, hidden.id, "Dense", { config: { units: 10, activation: "softmax" } });
  return {
    version: projectVersion,
    id,
    name,
    network: output.network,
    data: {
      datasetId: "mnist",
      config: {},
      seed: 1,
      subset: 1,
      validationSplit: 0.1,
      testSplit: 0,
      normalization: "unit",
      augmentation: augmentationOff,
    },
    training: initialTrainingSettings(),
    notes: "",
  };
}
