/** Small projects that tests train. */
import { initialConfig } from "@/network/layers";
import type { LayerNode, NetworkDocument } from "@/network/document";
import { initialOptimizer } from "@/network/optimizers";
import { initialTrainingSettings, type TrainingSettings } from "@/network/training-settings";
import { augmentationOff, type DataSettings } from "@/data/data-settings";
import { projectVersion, type ProjectDocument } from "@/project/project";

/** Layers one after the other. */
export function chain(nodes: readonly LayerNode[]): NetworkDocument {
  return {
    nodes,
    edges: nodes.slice(1).map((node, i) => ({ id: `edge-${i}`, source: nodes[i]?.id ?? "", target: node.id, targetPort: 0 })),
  };
}

export function projectOf(network: NetworkDocument, data: Partial<DataSettings>, training: Partial<TrainingSettings>): ProjectDocument {
  return {
    version: projectVersion,
    id: "test",
    name: "Test",
    network,
    data: {
      datasetId: "spirals",
      config: {},
      seed: 1,
      subset: 1,
      validationSplit: 0.25,
      testSplit: 0.2,
      normalization: "none",
      augmentation: augmentationOff,
      ...data,
    },
    training: { ...initialTrainingSettings(), ...training },
    notes: "",
  };
}

export function inputNode(shape: readonly number[]): LayerNode {
  return { id: "input", className: "Input", name: "input", config: { ...initialConfig("Input"), shape } };
}
export function denseNode(id: string, units: number, activation: "linear" | "relu" | "tanh" | "softmax" | "sigmoid"): LayerNode {
  return { id, className: "Dense", name: id, config: { ...initialConfig("Dense"), units, activation } };
}

/** 2-16-16-2 on rings: 240 training examples, 8 steps an epoch, the last of them smaller. */
export function circlesProject(training: Partial<TrainingSettings> = {}): ProjectDocument {
  const network = chain([inputNode([2]), denseNode("hidden1", 16, "tanh"), denseNode("hidden2", 16, "tanh"), denseNode("output", 2, "softmax")]);
  const adam = initialOptimizer("adam");
  return projectOf(
    network,
    { datasetId: "circles", config: { count: 400 } },
    { optimizer: { ...adam, config: { ...adam.config, learningRate: 0.02 } }, batchSize: 32, epochs: 20, ...training },
  );
}

/** y = w·x + b on a hundred points, all in one step. */
export function lineProject(training: Partial<TrainingSettings> = {}): ProjectDocument {
  const sgd = initialOptimizer("sgd");
  return projectOf(
    chain([inputNode([1]), denseNode("output", 1, "linear")]),
    { datasetId: "line", validationSplit: 0, testSplit: 0 },
    { loss: "meanSquaredError", optimizer: { ...sgd, config: { ...sgd.config, learningRate: 0.3 } }, batchSize: "full", epochs: 100, ...training },
  );
}
