/** Every dataset the playground knows. Listing one here puts it into the menu, the tests and the file format. */
import { ProblemError } from "@/base/problem";
import { message } from "@/base/text";
import type { DatasetConfig, DatasetDefinition } from "@/data/define-dataset";
import { alice } from "@/data/datasets/alice";
import { athleteNames } from "@/data/datasets/athlete-names";
import { arithmetic } from "@/data/datasets/arithmetic";
import { circles } from "@/data/datasets/circles";
import { cmudict } from "@/data/datasets/cmudict";
import { dates } from "@/data/datasets/dates";
import { fashionMnist } from "@/data/datasets/fashion-mnist";
import { imdbShort } from "@/data/datasets/imdb-short";
import { line } from "@/data/datasets/line";
import { maunaLoaCo2 } from "@/data/datasets/mauna-loa-co2";
import { mnist } from "@/data/datasets/mnist";
import { mnistDenoise } from "@/data/datasets/mnist-denoise";
import { moons } from "@/data/datasets/moons";
import { definitionOfOwn, ownTexts, ownTextsId } from "@/data/datasets/own-texts";
import { oneSentence } from "@/data/datasets/one-sentence";
import { reuters } from "@/data/datasets/reuters";
import { seattleWeather } from "@/data/datasets/seattle-weather";
import { shakespeare } from "@/data/datasets/shakespeare";
import { smsSpam } from "@/data/datasets/sms-spam";
import { spirals } from "@/data/datasets/spirals";
import { tangCouplets } from "@/data/datasets/tang-couplets";
import { tangPoets } from "@/data/datasets/tang-poets";
import { tangVerse } from "@/data/datasets/tang-verse";
import { xor } from "@/data/datasets/xor";
import type { OwnTexts } from "@/data/text/own-texts";

export const datasets: readonly DatasetDefinition[] = [
  mnist,
  fashionMnist,
  mnistDenoise,
  line,
  spirals,
  circles,
  xor,
  moons,
  smsSpam,
  reuters,
  imdbShort,
  tangPoets,
  athleteNames,
  shakespeare,
  alice,
  tangVerse,
  oneSentence,
  maunaLoaCo2,
  seattleWeather,
  dates,
  arithmetic,
  cmudict,
  tangCouplets,
];

export function findDataset(id: string): DatasetDefinition | undefined {
  return id === ownTextsId ? ownTexts : datasets.find((dataset) => dataset.id === id);
}

/** Throws a `ProblemError` when a project names data that this version does not have. */
export function datasetOf(id: string): DatasetDefinition {
  const dataset = findDataset(id);
  if (!dataset)
    throw new ProblemError({
      code: "data.unknownSet",
      what: message({ en: "This project uses the dataset “{id}”, which is not known here.", zh: "此项目使用的数据集“{id}”在这里不存在。" }, { id }),
      remedy: message({ en: "Choose another dataset in the Data panel.", zh: "请在数据面板中另选一个数据集。" }),
    });
  return dataset;
}

interface Chosen {
  readonly datasetId: string;
  readonly config: DatasetConfig;
  readonly own?: OwnTexts;
}

/** The declaration as the settings make it: examples of texts are as long as their pipeline cuts them. One object per shape. */
export function datasetFor(chosen: Chosen): DatasetDefinition {
  return withShape(ownOf(chosen) ?? datasetOf(chosen.datasetId), chosen.config);
}
export function findDatasetFor(chosen: Chosen): DatasetDefinition | undefined {
  const definition = ownOf(chosen) ?? findDataset(chosen.datasetId);
  return definition && withShape(definition, chosen.config);
}

function ownOf({ datasetId, own }: Chosen): DatasetDefinition | undefined {
  return datasetId === ownTextsId && own ? definitionOfOwn(own) : undefined;
}

const shaped = new WeakMap<DatasetDefinition, Map<string, DatasetDefinition>>();

const keyOf = ({ inputShape, targetShape, vocabularySize }: DatasetDefinition) => `${inputShape.join()} ${targetShape.join()} ${vocabularySize ?? ""}`;

function withShape(definition: DatasetDefinition, config: DatasetConfig): DatasetDefinition {
  const shape = definition.shapeFor?.(config);
  if (!shape || keyOf({ ...definition, ...shape }) === keyOf(definition)) return definition;
  const fresh = { ...definition, ...shape };
  const shapes = shaped.get(definition) ?? new Map<string, DatasetDefinition>();
  const known = shapes.get(keyOf(fresh)) ?? fresh;
  shaped.set(definition, shapes.set(keyOf(fresh), known));
  return known;
}
