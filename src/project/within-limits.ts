/** Settings that an earlier version let through and this one does not: each is brought to the nearest value there is, and told of. */
import { assertNever } from "@/base/assert-never";
import { message, say, type Locale, type Message, type Text } from "@/base/text";
import { augmentationFields, splitFields } from "@/data/data-fields";
import { findDataset } from "@/data/datasets";
import type { Field, Fields } from "@/network/fields";
import { layerNames, layerOf } from "@/network/layers";
import { furthest } from "@/network/limits";
import { optimizerNames, optimizerOf } from "@/network/optimizers";
import { scheduleNames, scheduleOf } from "@/network/schedules";
import { earlyStoppingFields, gradientClipFields, trainingFields } from "@/network/training-fields";
import { maxPenalty } from "@/project/field-schema";

/** One setting as it came and as it is now. */
export interface Mend {
  /** Whose it is, where it is a layer's: the layer's name. */
  readonly layer?: string;
  readonly label: Text;
  readonly from: Text;
  readonly to: Text;
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const within = (value: unknown, min: number, max: number, isWhole: boolean): unknown => {
  if (typeof value !== "number" || !Number.isFinite(value)) return value;
  return Math.min(max, Math.max(min, isWhole ? Math.round(value) : value));
};

/** The nearest value that the field takes; what is of another kind altogether stays, for the schema to refuse. */
function fitted(field: Field, value: unknown): unknown {
  switch (field.type) {
    case "int":
    case "float":
      return within(value, field.min, field.max, field.type === "int");
    case "pair":
    case "dims":
      return Array.isArray(value) ? value.map((one) => within(one, field.min, field.max, true)) : value;
    case "choice":
      return typeof value === "string" && !field.options.includes(value) ? field.initial : value;
    case "regularizer":
      return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, within(one, 0, maxPenalty, false)])) : value;
    case "bool":
      return value;
    default:
      return assertNever(field);
  }
}

function inWords(field: Field, value: unknown): Text {
  const figures = Array.isArray(value)
    ? value.join("×")
    : isObject(value)
      ? `L1 ${String(value["l1"])}, L2 ${String(value["l2"])}`
      : String(value).slice(0, 40);
  const title = field.type === "choice" ? field.optionLabels?.[figures] : undefined;
  return title ?? { en: figures, zh: figures };
}

/** A config within the limits of its fields; the same object where it was already. */
function fittedConfig(fields: Fields, config: unknown, tell: (mend: Mend) => void): unknown {
  if (!isObject(config)) return config;
  const changes: [string, unknown][] = [];
  for (const [key, field] of Object.entries(fields)) {
    if (!Object.hasOwn(config, key)) continue;
    const value = fitted(field, config[key]);
    if (JSON.stringify(value) === JSON.stringify(config[key])) continue;
    changes.push([key, value]);
    tell({ label: field.label, from: inWords(field, config[key]), to: inWords(field, value) });
  }
  return changes.length === 0 ? config : { ...config, ...Object.fromEntries(changes) };
}

/** `owner` with the value under `key` replaced; as it is where there is none. */
function mapped(owner: unknown, key: string, change: (value: unknown) => unknown): unknown {
  if (!isObject(owner) || !Object.hasOwn(owner, key)) return owner;
  const value = change(owner[key]);
  return value === owner[key] ? owner : { ...owner, [key]: value };
}

/** A card far out of reach comes to the edge; one that stands nowhere is placed by the layout. */
function placed(owner: unknown): unknown {
  if (!isObject(owner) || !isObject(owner["position"])) return owner;
  const { position, ...rest } = owner;
  const { x, y } = position as Json;
  if (!Number.isFinite(x) || !Number.isFinite(y)) return rest;
  const at = { x: within(x, -furthest, furthest, false), y: within(y, -furthest, furthest, false) };
  return at.x === x && at.y === y ? owner : { ...owner, position: at };
}

/** A whole project before its schema sees it: nothing in it is taken for granted. */
export function withinLimits(project: Json): { readonly project: Json; readonly mended: readonly Mend[] } {
  const mended: Mend[] = [];
  const fit =
    (fields: Fields | undefined, layer?: string) =>
    (config: unknown): unknown =>
      fields ? fittedConfig(fields, config, (mend) => mended.push(layer === undefined ? mend : { layer, ...mend })) : config;
  const each = (change: (value: unknown) => unknown) => (list: unknown) => (Array.isArray(list) ? list.map(change) : list);
  const node = (value: unknown): unknown => {
    const { className, name } = isObject(value) ? value : {};
    const known = layerNames.find((one) => one === className);
    return placed(mapped(value, "config", fit(known && layerOf(known).fields, String(name).slice(0, 64))));
  };
  const chosen = (of: (name: unknown) => Fields | undefined) => (value: unknown) =>
    mapped(value, "config", fit(isObject(value) ? of(value["name"]) : undefined));
  const optimizer = (name: unknown) => optimizerNames.flatMap((one) => (one === name ? [optimizerOf(one).fields] : []))[0];
  const schedule = (name: unknown) => scheduleNames.flatMap((one) => (one === name ? [scheduleOf(one).fields] : []))[0];
  const { datasetId } = isObject(project["data"]) ? project["data"] : {};
  const dataset = typeof datasetId === "string" ? findDataset(datasetId)?.fields : undefined;

  const steps: readonly (readonly [part: string, change: (value: unknown) => unknown])[] = [
    ["network", (network) => mapped(mapped(network, "nodes", each(node)), "groups", each(placed))],
    ["training", fit(trainingFields)],
    ["training", (training) => mapped(training, "optimizer", chosen(optimizer))],
    ["training", (training) => mapped(training, "schedule", chosen(schedule))],
    ["training", (training) => mapped(training, "gradientClip", fit(gradientClipFields))],
    ["training", (training) => mapped(training, "earlyStopping", fit(earlyStoppingFields))],
    ["data", fit(splitFields)],
    ["data", (data) => mapped(data, "augmentation", fit(augmentationFields))],
    ["data", (data) => mapped(data, "config", fit(dataset))],
  ];
  const whole = steps.reduce<unknown>((current, [part, change]) => mapped(current, part, change), project);
  return { project: whole as Json, mended };
}

/** The most that a notice lists. */
const listed = 6;

/** What was changed, for a person to read. */
export function mendedWords(mended: readonly Mend[]): Message {
  const list = (locale: Locale) => {
    const parts = mended
      .slice(0, listed)
      .map(({ layer, label, from, to }) => `${layer === undefined ? "" : `${layer}, `}${say(label, locale)} ${say(from, locale)} → ${say(to, locale)}`);
    return [...parts, ...(mended.length > listed ? ["…"] : [])].join(locale === "zh" ? "；" : "; ");
  };
  return message(
    {
      en: "Settings that this version does not take were brought to the nearest that it does: {list}.",
      zh: "此版本不接受的设置已调整为最接近的可用值：{list}。",
    },
    { list: { en: list("en"), zh: list("zh") } },
  );
}
