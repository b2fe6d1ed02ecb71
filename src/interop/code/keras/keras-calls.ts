/** Each layer as a call of Keras. Most follow from their declared settings; a rule says where Keras wants something else. */
import { snakeCase } from "@/interop/export/keras/keras-values";
import { isSameValue, kerasArguments } from "@/interop/code/keras/keras-values";
import { pythonString, pythonTuple } from "@/interop/code/python/python-values";
import { layerOf, type LayerConfig, type LayerName } from "@/network/layers";
import { innerConfigOf } from "@/network/layers/inner-config";
import { saidFields } from "@/interop/code/draft";
import type { LayerNode } from "@/network/document";
import type { Field } from "@/network/fields";

export interface KerasCall {
  /** `layers.Dense` */
  readonly callee: string;
  readonly args: readonly string[];
  /** How the layer is called on what comes in. */
  readonly applied?: (inputs: readonly string[]) => string;
}

/** Layers of ours that Keras itself lacks: the program brings their classes along. */
export const ownClasses = ["FeedForward", "PositionalEncoding"] as const satisfies readonly LayerName[];
export type OwnClass = (typeof ownClasses)[number];
export const isOwnClass = (name: string): name is OwnClass => ownClasses.some((own) => own === name);

type Rules = { readonly [N in LayerName]?: (config: LayerConfig<N>) => KerasCall };
const fieldsOf = (name: LayerName) => layerOf(name).fields;
const listed = (inputs: readonly string[]) => `[${inputs.join(", ")}]`;

/** The window moves by its own size where nothing else is said. */
const pooling =
  (name: LayerName) =>
  ({ poolSize, strides, padding }: Pooling): KerasCall => {
    const { padding: field } = fieldsOf(name) as { readonly padding: Field };
    const size = (value: Pooling["poolSize"]) => (typeof value === "number" ? String(value) : pythonTuple(value));
    return {
      callee: `layers.${name}`,
      args: [size(poolSize), ...(isSameValue(poolSize, strides) ? [] : [`strides=${size(strides)}`]), ...kerasArguments({ padding: field }, { padding })],
    };
  };
interface Pooling {
  readonly poolSize: number | readonly [number, number];
  readonly strides: number | readonly [number, number];
  readonly padding: string;
}

const rules: Rules = {
  MaxPooling2D: pooling("MaxPooling2D"),
  AveragePooling2D: pooling("AveragePooling2D"),
  MaxPooling1D: pooling("MaxPooling1D"),
  AveragePooling1D: pooling("AveragePooling1D"),
  Input: ({ shape }) => ({ callee: "keras.Input", args: [`shape=${pythonTuple(shape)}`] }),
  // Its only setting has no default there.
  Activation: ({ activation }) => ({ callee: "layers.Activation", args: [pythonString(snakeCase(activation))] }),
  Embedding: (config) => ({ callee: "layers.Embedding", args: kerasArguments(saidFields("Embedding"), config) }),
  Bidirectional: ({ layer, mergeMode, recurrentActivation, ...rest }) => {
    const inner = kerasArguments(fieldsOf(layer), { goBackwards: false, unitForgetBias: true, recurrentActivation, ...rest });
    return {
      callee: "layers.Bidirectional",
      args: [`layers.${layer}(${inner.join(", ")})`, ...(mergeMode === "concat" ? [] : [`merge_mode="${mergeMode}"`])],
    };
  },
  TimeDistributed: (config) => {
    const { callee, args } = callOf(config.layer, innerConfigOf(config));
    return { callee: "layers.TimeDistributed", args: [`${callee}(${args.join(", ")})`] };
  },
  MultiHeadAttention: ({ useCausalMask, ...config }) => {
    const { useCausalMask: _, ...fields } = fieldsOf("MultiHeadAttention");
    return {
      callee: "layers.MultiHeadAttention",
      args: kerasArguments(fields, config),
      // A sequence that looks at itself comes in twice.
      applied: ([query = "", value = query]) => `${query}, ${value}${useCausalMask ? ", use_causal_mask=True" : ""}`,
    };
  },
};

export function kerasCallOf({ className, config }: LayerNode): KerasCall {
  return callOf(className, config);
}

function callOf(className: LayerName, config: object): KerasCall {
  const rule = rules[className] as ((config: object) => KerasCall) | undefined;
  if (rule) return rule(config);
  const callee = isOwnClass(className) ? className : `layers.${className}`;
  const applied = layerOf(className).input.arity === "many" ? { applied: listed } : {};
  return { callee, args: kerasArguments(fieldsOf(className), config as Readonly<Record<string, unknown>>), ...applied };
}
