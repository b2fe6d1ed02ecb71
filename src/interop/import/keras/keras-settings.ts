/** Settings of a layer of Keras as those of ours, by the fields that ours declares; whatever would change its answers and is not ours is named. */
import { snakeCase } from "@/interop/export/keras/keras-values";
import { Unsuited } from "@/interop/import/unsuited";
import { isRecord, type Untyped } from "@/interop/import/untyped";
import { activationNames } from "@/network/activations";
import type { Field } from "@/network/fields";
import { initializerNames } from "@/network/initializers";
import { layerOf, type LayerName } from "@/network/layers";

export const unsuitedSetting = (key: string, value: unknown) => {
  const shown = JSON.stringify(value ?? null).slice(0, 60);
  return new Unsuited({ en: `its setting ${key} is ${shown}, which Layerlab does not have.`, zh: `其设置 ${key} 为 ${shown}，Layerlab 没有。` });
};

const lowered = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
const camel = (name: string) => name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const isOne = (value: unknown): boolean => value === 1 || (Array.isArray(value) && value.every((part) => isOne(part)));
const isLast = (value: unknown): boolean =>
  value === -1 || (Array.isArray(value) && value.length === 1 && isLast(value[0])) || (typeof value === "number" && value >= 1);

/** Settings that we do not have, and when they change nothing. A setting not listed must be null or false. */
const harmless: Readonly<Record<string, (value: unknown) => boolean>> = {
  name: () => true,
  trainable: () => true,
  dtype: (value) => dtypeOf(value) === "float32",
  batch_input_shape: () => true,
  batch_shape: () => true,
  input_length: () => true,
  seed: () => true,
  implementation: () => true,
  unroll: () => true,
  unit_forget_bias: () => true,
  data_format: (value) => value === null || value === "channels_last",
  groups: (value) => value === 1,
  dilation_rate: isOne,
  reset_after: (value) => value === true,
  zero_output_for_mask: () => true,
  attention_axes: (value) => value === null || (Array.isArray(value) && value.length === 1 && value[0] === 1),
  batch_size: () => true,
  synchronized: () => true,
  output_padding: (value) => value === null,
  build_config: () => true,
  renorm_clipping: () => true,
  renorm_momentum: () => true,
  moving_mean_initializer: () => true,
  moving_variance_initializer: () => true,
  beta_initializer: () => true,
  gamma_initializer: () => true,
  embeddings_initializer: () => true,
  depthwise_initializer: () => true,
  pointwise_initializer: () => true,
  kernel_initializer: () => true,
};

export function dtypeOf(value: unknown): string {
  if (typeof value === "string") return value;
  const config = isRecord(value) ? value["config"] : undefined;
  return isRecord(config) && typeof config["name"] === "string" ? config["name"] : "";
}

interface Dialect {
  /** Keras 2, and TensorFlow.js: a few names mean something else. */
  readonly isOld: boolean;
}

/** By our names; what is absent stays as Keras has it by default. */
export function settingsOf(className: LayerName, config: Untyped, dialect: Dialect, aside: readonly string[] = []): Record<string, unknown> {
  const { fields } = layerOf(className);
  const settings: Record<string, unknown> = {};
  const known = new Set(aside);
  for (const [name, field] of Object.entries(fields)) {
    const key = snakeCase(name);
    if (known.has(key)) continue;
    known.add(key);
    const value = config[key];
    if (value === undefined && field.kerasDefault === undefined) throw unsuitedSetting(key, value);
    settings[name] = value === undefined ? field.kerasDefault : valueOf(name, key, field, value, dialect);
  }
  for (const [key, value] of Object.entries(config)) {
    if (known.has(key) || value === null || value === false) continue;
    const rule = Object.hasOwn(harmless, key) ? harmless[key] : undefined;
    if (key === "axis" && isLast(value)) continue;
    if (!rule?.(value)) throw unsuitedSetting(key, value);
  }
  return settings;
}

function valueOf(name: string, key: string, field: Field, value: unknown, dialect: Dialect): unknown {
  const wrong = () => unsuitedSetting(key, value);
  const wholeNumber = (part: unknown): number => {
    const given = Array.isArray(part) && part.length === 1 ? (part as unknown[])[0] : part;
    if (typeof given !== "number" || !Number.isInteger(given)) throw wrong();
    return given;
  };
  switch (field.type) {
    case "int":
      return within(wholeNumber(value), field, wrong);
    case "float":
      if (typeof value !== "number" || !Number.isFinite(value)) throw wrong();
      return within(value, field, wrong);
    case "bool":
      if (typeof value !== "boolean") throw wrong();
      return value;
    case "pair": {
      const parts: unknown[] = Array.isArray(value) ? value : [value, value];
      if (parts.length !== 2) throw wrong();
      // Paddings come as before and after; ours are the same on both sides.
      const sides = parts.map((part) => {
        if (!Array.isArray(part)) return wholeNumber(part);
        if (part.length !== 2 || part[0] !== part[1]) throw wrong();
        return wholeNumber(part[0]);
      });
      return sides.map((side) => within(side, field, wrong));
    }
    case "dims": {
      if (!Array.isArray(value) || value.length > field.maxLength) throw wrong();
      return value.map((size) => within(wholeNumber(size), field, wrong));
    }
    case "regularizer":
      return regularizerOf(value, wrong);
    case "choice":
      return choiceOf(name, field.options, value, dialect, wrong);
  }
}

function within(value: number, { min, max }: { readonly min: number; readonly max: number }, wrong: () => Unsuited): number {
  if (value < min || value > max) throw wrong();
  return value;
}

function regularizerOf(value: unknown, wrong: () => Unsuited): { readonly l1: number; readonly l2: number } {
  if (value === null) return { l1: 0, l2: 0 };
  const config = isRecord(value) && isRecord(value["config"]) ? value["config"] : {};
  const kind = isRecord(value) ? value["class_name"] : undefined;
  if (kind !== "L1L2" && kind !== "L1" && kind !== "L2") throw wrong();
  const amount = (key: string) => {
    const given = config[key] ?? 0;
    if (typeof given !== "number" || !Number.isFinite(given) || given < 0) throw wrong();
    return given;
  };
  return { l1: amount("l1"), l2: amount("l2") };
}

function choiceOf(name: string, options: readonly string[], value: unknown, { isOld }: Dialect, wrong: () => Unsuited): string {
  if (/initializer$/i.test(name)) return initializerOf(value, options);
  const word = nameOf(value);
  if (word === undefined) throw wrong();
  if (!/activation$/i.test(name)) {
    if (!options.includes(word)) throw wrong();
    return word;
  }
  const activation = word === "swish" ? "silu" : camel(word);
  if (isOld && activation === "hardSigmoid") throw wrong();
  if (!options.includes(activation) || !activationNames.some((one) => one === activation)) throw wrong();
  return activation;
}

/** A word, or an object of a class: its name in snake case. */
export function nameOf(value: unknown): string | undefined {
  if (value === null) return "linear";
  if (typeof value === "string") return value;
  if (!isRecord(value)) return undefined;
  const { config, class_name: className } = value;
  // Functions are kept by their name, objects of a class by that of the class.
  return typeof config === "string" ? config : typeof className === "string" ? snakeCase(className) : undefined;
}

/** How weights start matters to nobody who brings weights along: what is not known becomes the usual. */
function initializerOf(value: unknown, options: readonly string[]): string {
  const word = isRecord(value) && typeof value["class_name"] === "string" ? lowered(value["class_name"]) : typeof value === "string" ? camel(value) : "";
  const known = initializerNames.find((one) => one === word);
  return known !== undefined && options.includes(known) ? known : (options[0] ?? "");
}
