/** The shape of a project as it lies in a file, derived from the registries. */
import * as v from "valibot";
import { augmentationFields, splitFields } from "@/data/data-fields";
import { datasets, findDataset } from "@/data/datasets";
import { ownTextsId } from "@/data/datasets/own-texts";
import { ownTextLimits } from "@/data/text/own-texts";
import { blockNames } from "@/network/block-kinds";
import { longestGroupName } from "@/network/groups";
import { furthest, maxEdgesInFile, maxLayersInFile } from "@/network/limits";
import { layerNames, layerOf } from "@/network/layers";
import { lossNames } from "@/network/losses";
import { optimizerNames, optimizerOf } from "@/network/optimizers";
import { scheduleNames, scheduleOf } from "@/network/schedules";
import { earlyStoppingFields, gradientClipFields, trainingFields } from "@/network/training-fields";
import { configSchema, fieldSchema, schemasOf } from "@/project/field-schema";
import { projectVersion } from "@/project/project";

/** Words of a person: any script, but no control characters other than tab and line breaks. */
// oxlint-disable-next-line no-control-regex -- these are the characters that are kept out
const text = (maxLength: number) => v.pipe(v.string(), v.maxLength(maxLength), v.regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f]*$/));
const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/));
const layerTitle = v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/));
const coordinate = v.pipe(v.number(), v.finite(), v.minValue(-furthest), v.maxValue(furthest));
const place = v.strictObject({ x: coordinate, y: coordinate });

const nodeSchema = v.variant(
  "className",
  layerNames.map((className) =>
    v.strictObject({
      id,
      className: v.literal(className),
      name: layerTitle,
      config: configSchema(layerOf(className).fields),
      position: v.exactOptional(place),
    }),
  ),
);

const edgeSchema = v.strictObject({ id, source: id, target: id, targetPort: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maxEdgesInFile)) });

const groupSchema = v.strictObject({
  id,
  kind: v.exactOptional(v.picklist(blockNames)),
  name: v.exactOptional(v.pipe(text(longestGroupName), v.minLength(1))),
  nodeIds: v.pipe(v.array(id), v.minLength(2), v.maxLength(maxLayersInFile)),
  isCollapsed: v.boolean(),
  position: v.exactOptional(place),
});

const networkSchema = v.strictObject({
  nodes: v.pipe(v.array(nodeSchema), v.maxLength(maxLayersInFile)),
  edges: v.pipe(v.array(edgeSchema), v.maxLength(maxEdgesInFile)),
  groups: v.exactOptional(v.pipe(v.array(groupSchema), v.maxLength(maxLayersInFile))),
});

const ownTextsSchema = v.pipe(
  v.strictObject({
    name: v.pipe(v.string(), v.maxLength(ownTextLimits.classCharacters)),
    classNames: v.pipe(
      v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(ownTextLimits.classCharacters))),
      v.minLength(1),
      v.maxLength(ownTextLimits.classes),
    ),
    texts: v.pipe(v.array(v.pipe(v.string(), v.maxLength(ownTextLimits.textCharacters))), v.minLength(1), v.maxLength(ownTextLimits.texts)),
    labels: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0))), v.maxLength(ownTextLimits.texts)),
  }),
  v.check(({ classNames, texts, labels }) => labels.length === texts.length && labels.every((label) => label < classNames.length), "data.own.labels"),
);

const dataSchema = v.pipe(
  v.strictObject({
    datasetId: v.picklist([...datasets.map((dataset) => dataset.id), ownTextsId]),
    own: v.exactOptional(ownTextsSchema),
    config: v.record(id, v.union([v.pipe(v.number(), v.finite()), v.boolean(), v.pipe(v.string(), v.maxLength(64))])),
    ...schemasOf(splitFields),
    normalization: v.picklist(["none", "unit", "standard"]),
    augmentation: v.strictObject({
      enabled: v.boolean(),
      flip: v.boolean(),
      ...schemasOf(augmentationFields),
    }),
  }),
  v.rawCheck(({ dataset: { typed, value }, addIssue }) => {
    if (!typed) return;
    const fields = findDataset(value.datasetId)?.fields ?? {};
    if ((value.own !== undefined) !== (value.datasetId === ownTextsId)) addIssue({ message: "data.own" });
    for (const [key, setting] of Object.entries(value.config)) {
      const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (!field || !v.safeParse(fieldSchema(field), setting).success) addIssue({ message: `data.config.${key}` });
    }
  }),
);

const trainingSchema = v.strictObject({
  seed: fieldSchema(trainingFields.seed),
  loss: v.picklist(lossNames),
  optimizer: v.variant(
    "name",
    optimizerNames.map((name) => v.strictObject({ name: v.literal(name), config: configSchema(optimizerOf(name).fields) })),
  ),
  schedule: v.variant(
    "name",
    scheduleNames.map((name) => v.strictObject({ name: v.literal(name), config: configSchema(scheduleOf(name).fields) })),
  ),
  batchSize: v.union([v.literal("full"), fieldSchema(trainingFields.batchSize)]),
  epochs: fieldSchema(trainingFields.epochs),
  gradientClip: configSchema(gradientClipFields),
  earlyStopping: configSchema(earlyStoppingFields),
});

export const projectSchema = v.strictObject({
  version: v.literal(projectVersion),
  id,
  name: v.pipe(text(120), v.minLength(1)),
  templateId: v.exactOptional(id),
  network: networkSchema,
  data: dataSchema,
  training: trainingSchema,
  notes: text(20_000),
});
