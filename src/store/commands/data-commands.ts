/** Commands that choose the data. Network, loss and scaling follow in the same step of undo, as far as they can. */
import type { Message } from "@/base/text";
import { datasetConfig } from "@/data/dataset-config";
import { augmentationOff, type DataSettings } from "@/data/data-settings";
import { datasetFor, datasetOf, datasets } from "@/data/datasets";
import { ownTextsId } from "@/data/datasets/own-texts";
import type { OwnTexts } from "@/data/text/own-texts";
import type { DatasetConfig, DatasetDefinition } from "@/data/define-dataset";
import { expectedOutput, lossesFor } from "@/data/tasks";
import type { NetworkDocument } from "@/network/document";
import { setConfig } from "@/network/edit";
import { outputNode } from "@/network/output-node";
import type { ProjectDocument } from "@/project/project";
import type { Bench } from "@/store/bench";
import { defineCommand, type Command } from "@/store/commands/define-command";

const usualNormalization = { image: "unit", point2d: "standard", pair: "none", text: "none", series: "standard" } as const;

/** The same project on other data: the Input takes the shape of the examples, the last layer sends what the targets ask for. */
export function withDataset(project: ProjectDocument, datasetId: string, own?: OwnTexts): ProjectDocument {
  const config = datasetConfig(datasetOf(datasetId), {});
  const dataset = datasetFor({ datasetId, config, ...(own ? { own } : {}) });
  const fitting = lossesFor(dataset);
  const loss = fitting.includes(project.training.loss) ? project.training.loss : (fitting[0] ?? project.training.loss);
  const { seed, validationSplit } = project.data;
  const data: DataSettings = {
    datasetId,
    config,
    ...(own ? { own } : {}),
    seed,
    subset: 1,
    validationSplit,
    testSplit: 0.2,
    normalization: usualNormalization[dataset.kind],
    augmentation: dataset.isAugmentable ? project.data.augmentation : augmentationOff,
  };
  const training = loss === project.training.loss ? project.training : { ...project.training, loss };
  return { ...project, data, training, network: adaptEnds(project.network, dataset, loss) };
}

function adaptEnds(network: NetworkDocument, dataset: DatasetDefinition, loss: ProjectDocument["training"]["loss"]): NetworkDocument {
  const shaped = adaptInputs(network, dataset);
  const fed = adaptEmbeddings(shaped, dataset);
  const output = outputNode(network);
  const { shape, activation } = expectedOutput(dataset, loss);
  if (output?.className === "Dense" && shape.length <= 2) return setConfig(fed, output.id, { units: shape.at(-1) ?? 1, activation });
  if ((output?.className === "Conv2D" || output?.className === "Conv2DTranspose") && shape.length === 3)
    return setConfig(fed, output.id, { filters: shape[2] ?? 1, activation });
  return fed;
}

/** Each Input gets the shape of what it takes. The first takes what comes first where the parts are others; a second that finds nothing left is marked by the checks. */
function adaptInputs(network: NetworkDocument, { inputShape, inputParts }: DatasetDefinition): NetworkDocument {
  const parts = inputParts ? (["source", "target"] as const) : (["whole"] as const);
  return network.nodes
    .filter((node) => node.className === "Input")
    .reduce((current, { id, config }, i) => {
      const part = parts.find((own) => own === config.part) ?? parts[i];
      const shape = part && inputParts && part !== "whole" ? inputParts[part] : inputShape;
      return !part || (config.part === part && isSameShape(config.shape, shape)) ? current : setConfig(current, id, { shape, part });
    }, network);
}

/** Tables right behind the Input get a row for each token. */
function adaptEmbeddings(network: NetworkDocument, { vocabularySize }: DatasetDefinition): NetworkDocument {
  if (vocabularySize === undefined) return network;
  const isInput = (id: string) => network.nodes.some((node) => node.id === id && node.className === "Input");
  const tables = network.nodes.filter(
    ({ id, className, config }) =>
      className === "Embedding" && config.inputDim !== vocabularySize && network.edges.some(({ source, target }) => target === id && isInput(source)),
  );
  return tables.reduce((current, { id }) => setConfig(current, id, { inputDim: vocabularySize }), network);
}

function isSameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, i) => size === b[i]);
}

/** A dataset's own setting; where it changes the shape of the examples or the vocabulary, Input and Embedding follow in the same step. */
export function editDatasetConfig({ document }: Bench, key: string, label: Message, value: DatasetConfig[string]): void {
  const { project } = document.getState();
  const data = { ...project.data, config: { ...project.data.config, [key]: value } };
  const [before, after] = [datasetFor(project.data), datasetFor(data)];
  const network = before === after ? project.network : adaptEnds(project.network, after, project.training.loss);
  document.apply({ label, project: { ...project, data, network }, mergeKey: `data:config.${key}` });
}

export function changeDataset({ document }: Bench, datasetId: string): void {
  const { project } = document.getState();
  if (project.data.datasetId === datasetId) return;
  document.apply({
    label: { text: { en: "Use {dataset}", zh: "使用{dataset}" }, values: { dataset: datasetOf(datasetId).title } },
    project: withDataset(project, datasetId),
  });
  document.closeGesture();
}

export function changeToOwnTexts({ document }: Bench, own: OwnTexts): void {
  const { project } = document.getState();
  document.apply({
    label: { text: { en: "Use {dataset}", zh: "使用{dataset}" }, values: { dataset: datasetOf(ownTextsId).title } },
    project: withDataset(project, ownTextsId, own),
  });
  document.closeGesture();
}

/** Some data settings as one step of undo; consecutive ones of one field merge. */
export function editData({ document }: Bench, key: string, label: Message, change: Partial<DataSettings>): void {
  const { project } = document.getState();
  document.apply({ label, project: { ...project, data: { ...project.data, ...change } }, mergeKey: `data:${key}` });
}

export const dataCommands: readonly Command[] = datasets.map(({ id, title }) =>
  defineCommand({
    id: `data.${id}`,
    label: { en: `Use the data: ${title.en}`, zh: `使用数据：${title.zh}` },
    group: "project",
    icon: "database",
    keywords: ["dataset", "data", "数据集"],
    disabledBecause: ({ document }) =>
      document.getState().project.data.datasetId === id ? { text: { en: "These data are in use.", zh: "正在使用这些数据。" } } : undefined,
    run: (bench) => changeDataset(bench, id),
  }),
);
