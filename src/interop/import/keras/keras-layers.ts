/** A layer as Keras' configuration has it, as a layer of ours. */
import { ownPrefix } from "@/interop/import/keras/join-entries";
import { nameOf, settingsOf, unsuitedSetting } from "@/interop/import/keras/keras-settings";
import { Unsuited } from "@/interop/import/unsuited";
import { isRecord, type Untyped } from "@/interop/import/untyped";
import { layerNames, type LayerName } from "@/network/layers";
import { innerLayerNames, wrapperConfigOf } from "@/network/layers/time-distributed";

export interface KerasLayer {
  readonly className: string;
  readonly name: string;
  readonly config: Untyped;
  /** Arguments of its call that are no tensors. */
  readonly kwargs: Untyped;
  readonly isOld: boolean;
}

export interface OwnLayer {
  readonly className: LayerName;
  readonly config: Readonly<Record<string, unknown>>;
}

const code = {
  en: "it is code, and nothing in a file is ever run.",
  zh: "它是代码，而文件中的任何代码都不会被执行。",
};
const nested = { en: "it is a model within the model.", zh: "它是模型中的模型。" };
const activation = (name: string): OwnLayer => ({ className: "Activation", config: { activation: name } });
const number = (value: unknown, absent: number) => (typeof value === "number" ? value : absent);

type Rule = (layer: KerasLayer) => OwnLayer;

const recurrent =
  (className: LayerName): Rule =>
  (layer) => {
    const { config } = layer;
    // A GRU of before Keras 2.1 resets before its product, which is another cell.
    if (className === "GRU" && config["reset_after"] !== true && config["use_bias"] !== false) throw unsuitedSetting("reset_after", false);
    if (config["zero_output_for_mask"] === true && config["return_sequences"] === true) throw unsuitedSetting("zero_output_for_mask", true);
    return alike(className)(layer);
  };

const alike =
  (className: LayerName): Rule =>
  ({ config, isOld }) => ({ className, config: settingsOf(className, config, { isOld }) });

/** Layers of Keras that are another of ours, and those whose settings lie elsewhere. */
const rules: Readonly<Record<string, Rule>> = {
  InputLayer: ({ config, isOld }) => {
    const shape: unknown = config["batch_shape"] ?? config["batch_input_shape"];
    const sizes: unknown[] = Array.isArray(shape) ? shape.slice(1) : [];
    if (sizes.length === 0 || sizes.some((size) => typeof size !== "number"))
      throw new Unsuited({ en: "its shape is open; Layerlab needs every size but the batch.", zh: "其形状未定；除批次外，Layerlab 需要所有尺寸。" });
    return { className: "Input", config: settingsOf("Input", { shape: sizes, part: "whole" }, { isOld }) };
  },
  ReLU: ({ config }) => {
    const most: unknown = config["max_value"] ?? null;
    if (number(config["negative_slope"], 0) !== 0 || number(config["threshold"], 0) !== 0 || (most !== null && most !== 6))
      throw unsuitedSetting("max_value", most);
    return activation(most === 6 ? "relu6" : "relu");
  },
  LeakyReLU: ({ config }) => {
    const slope = number(config["negative_slope"] ?? config["alpha"], 0.3);
    if (Math.abs(slope - 0.2) > 1e-6) throw unsuitedSetting("negative_slope", slope);
    return activation("leakyRelu");
  },
  ELU: ({ config }) => {
    if (number(config["alpha"], 1) !== 1) throw unsuitedSetting("alpha", config["alpha"]);
    return activation("elu");
  },
  Softmax: ({ config }) => {
    if ((config["axis"] ?? -1) !== -1) throw unsuitedSetting("axis", config["axis"]);
    return activation("softmax");
  },
  Embedding: ({ config, isOld }) => {
    // Our files for TensorFlow.js tell masks as values, and note that there is one.
    const { layerlab_mask_zero: noted, ...rest } = config;
    return { className: "Embedding", config: settingsOf("Embedding", { ...rest, ...(typeof noted === "boolean" ? { mask_zero: noted } : {}) }, { isOld }) };
  },
  EinsumDense: ({ config, isOld }) => {
    const { equation, bias_axes: axes, activation: after, trainable, bias_initializer: initializer } = config;
    if (equation !== "btc,tc->btc" || axes !== "tc" || nameOf(after) !== "linear") throw unsuitedSetting("equation", equation);
    const kind = trainable === false ? "sinusoidal" : "learned";
    const starts = initializer === undefined ? {} : { embeddings_initializer: initializer };
    return { className: "PositionalEncoding", config: settingsOf("PositionalEncoding", { kind, ...starts }, { isOld }) };
  },
  SimpleRNN: recurrent("SimpleRNN"),
  LSTM: recurrent("LSTM"),
  GRU: recurrent("GRU"),
  Bidirectional: ({ config, isOld }) => {
    const inner = isRecord(config["layer"]) ? config["layer"] : {};
    const cell = inner["class_name"];
    const own = isRecord(inner["config"]) ? inner["config"] : {};
    if (cell !== "LSTM" && cell !== "GRU" && cell !== "SimpleRNN") throw unsuitedSetting("layer", cell);
    if (cell === "GRU" && own["reset_after"] !== true && own["use_bias"] !== false) throw unsuitedSetting("reset_after", false);
    const backward = isRecord(config["backward_layer"]) && isRecord(config["backward_layer"]["config"]) ? config["backward_layer"]["config"] : own;
    for (const key of ["units", "activation", "recurrent_activation", "use_bias", "return_sequences"])
      if (JSON.stringify(backward[key] ?? null) !== JSON.stringify(own[key] ?? null)) throw unsuitedSetting(`backward_layer.${key}`, backward[key]);
    const gates = cell === "SimpleRNN" ? { recurrent_activation: "sigmoid" } : {};
    return {
      className: "Bidirectional",
      config: settingsOf("Bidirectional", { ...own, ...gates, go_backwards: false, layer: cell, merge_mode: config["merge_mode"] }, { isOld }),
    };
  },
  TimeDistributed: ({ config, isOld }) => {
    const inner = isRecord(config["layer"]) ? config["layer"] : {};
    const own = isRecord(inner["config"]) ? inner["config"] : {};
    // Dense works at every step as it is.
    if (inner["class_name"] === "Dense") return { className: "Dense", config: settingsOf("Dense", own, { isOld }) };
    const className = innerLayerNames.find((name) => name === inner["class_name"]);
    const whole = className && wrapperConfigOf(className, settingsOf(className, own, { isOld }));
    if (!whole) throw unsuitedSetting("layer", inner["class_name"]);
    return { className: "TimeDistributed", config: whole };
  },
  MultiHeadAttention: ({ config, kwargs, isOld }) => {
    const { value_dim: valueDim, key_dim: keyDim, ...rest } = config;
    const causal = kwargs["use_causal_mask"] === true;
    if (kwargs["attention_mask"] !== undefined && kwargs["attention_mask"] !== null) throw unsuitedSetting("attention_mask", "…");
    return {
      className: "MultiHeadAttention",
      config: settingsOf(
        "MultiHeadAttention",
        { ...rest, key_dim: keyDim, value_dim: valueDim === keyDim ? 0 : (valueDim ?? 0), use_causal_mask: causal },
        { isOld },
      ),
    };
  },
};

/** Throws an `Unsuited` where it is none of ours. */
export function ownLayer(layer: KerasLayer): OwnLayer {
  const { className } = layer;
  if (className === "Lambda") throw new Unsuited(code);
  if (className === "Sequential" || className === "Functional" || className === "Model") throw new Unsuited(nested);
  const rule = Object.hasOwn(rules, className) ? rules[className] : undefined;
  if (rule) return rule(layer);
  if (className.startsWith(ownPrefix)) return ownClass(layer);
  const known = layerNames.find((name) => name === className && !onlyOurs.has(name));
  if (known) return alike(known)(layer);
  throw new Unsuited({
    en: `Layerlab has no layer ${className.slice(0, 48)}.`,
    zh: `Layerlab 没有 ${className.slice(0, 48)} 层。`,
  });
}

/** A class that stands in the module beside our models for TensorFlow.js: settings in our own words. */
function ownClass({ className, config: given }: KerasLayer): OwnLayer {
  const { cell, sees: _, ...rest } = given;
  const config = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [
      key,
      key.endsWith("regularizer") && isRecord(value) && !("class_name" in value) ? { class_name: "L1L2", config: value } : value,
    ]),
  );
  const word = className.slice(ownPrefix.length);
  const name = word === "Recurrent" ? cell : word;
  const known = layerNames.find((one) => one === name);
  if (!known) throw unsuitedSetting("class_name", className);
  return alike(known)({
    ...({ className, name: "", kwargs: {} } as const),
    config: known === "Bidirectional" ? { ...config, layer: cell } : config,
    isOld: false,
  });
}

/** Names of ours that mean nothing, or something else, in Keras. */
const onlyOurs: ReadonlySet<LayerName> = new Set<LayerName>(["Input", "FeedForward", "PositionalEncoding"]);
