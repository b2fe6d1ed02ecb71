/** A network as the layers that Keras has: most are one for one, some are several, and where each keeps its weights. */
import type { Text } from "@/base/text";
import { inputsOf } from "@/interop/export/inputs";
import { keyedObject, layerConfig, type Json } from "@/interop/export/keras/keras-values";
import { kerasBaseName } from "@/network/edit";
import type { LayerNode, NetworkDocument } from "@/network/document";
import type { LayerName } from "@/network/layers";
import type { Plan, PlannedLayer } from "@/network/plan";
import type { Shape } from "@/network/shape";

interface Value {
  readonly name: string;
  readonly shape: Shape;
}

export interface KerasEntry {
  readonly className: string;
  readonly name: string;
  readonly config: Readonly<Record<string, Json>>;
  readonly inputs: readonly Value[];
  /** Several inputs are one list, or arguments of their own. */
  readonly takes?: "list" | "arguments";
  readonly kwargs?: Readonly<Record<string, Json>>;
  readonly build?: Readonly<Record<string, Json>>;
  /** Each weight: where Keras keeps it within the layer, and Layerlab's name for it. */
  readonly weights: readonly { readonly at: string; readonly name: string }[];
}

interface Call<N extends LayerName> {
  readonly node: Extract<LayerNode, { readonly className: N }>;
  readonly inputs: readonly Value[];
  readonly layer: PlannedLayer;
}
type Rule<N extends LayerName> = (call: Call<N>) => readonly KerasEntry[];

const weightsAt = ({ layer, node }: Pick<Call<LayerName>, "layer" | "node">, at: (name: string, i: number) => string) =>
  layer.weights.map(({ name }, i) => ({ at: at(name, i), name: `${node.name}/${name}` }));

/** As Keras has it, weights in the order in which both declare them. */
const alike: Rule<LayerName> = ({ node, inputs, layer }) => [
  {
    className: node.className,
    name: node.name,
    config: layerConfig(node.config),
    inputs,
    weights: weightsAt({ layer, node }, (_, i) => `vars/${i}`),
  },
];

/** The cell keeps them. */
const recurrent: Rule<"LSTM" | "GRU" | "SimpleRNN"> = ({ node, inputs, layer }) => [
  {
    className: node.className,
    name: node.name,
    config: layerConfig(node.config),
    inputs,
    weights: weightsAt({ layer, node }, (_, i) => `cell/vars/${i}`),
  },
];

const attentionParts = { query: "query_dense", key: "key_dense", value: "value_dense", output: "output_dense" } as const;

const rules: { readonly [N in LayerName]?: Rule<N> } = {
  LSTM: recurrent as Rule<"LSTM">,
  GRU: recurrent as Rule<"GRU">,
  SimpleRNN: recurrent as Rule<"SimpleRNN">,
  Bidirectional: ({ node, inputs, layer }) => {
    const { layer: inner, mergeMode, recurrentActivation, ...rest } = node.config;
    const gates = inner === "SimpleRNN" ? {} : { recurrentActivation };
    const own = (direction: "forward" | "backward") =>
      keyedObject("layers", inner, {
        name: `${direction}_${kerasBaseName(inner)}`,
        trainable: true,
        dtype: "float32",
        ...layerConfig({ ...rest, ...gates, goBackwards: direction === "backward" }),
      });
    const count = layer.weights.length / 2;
    return [
      {
        className: "Bidirectional",
        name: node.name,
        config: { merge_mode: mergeMode, layer: own("forward"), backward_layer: own("backward") },
        inputs,
        weights: weightsAt({ layer, node }, (_, i) => (i < count ? `forward_layer/cell/vars/${i}` : `backward_layer/cell/vars/${i - count}`)),
      },
    ];
  },
  MultiHeadAttention: ({ node, inputs, layer }) => {
    const { useCausalMask, valueDim, ...rest } = node.config;
    const [query, value = query] = inputs as readonly [Value, Value?];
    return [
      {
        className: "MultiHeadAttention",
        name: node.name,
        config: layerConfig({ ...rest, valueDim: valueDim || rest.keyDim }),
        inputs: [query, value],
        takes: "arguments",
        kwargs: { use_causal_mask: useCausalMask },
        build: { shapes_dict: { query_shape: [...query.shape], value_shape: [...value.shape] } },
        weights: weightsAt({ layer, node }, (name) => {
          const [part = "query", kind] = name.split(/(?=Kernel|Bias)/);
          return `${attentionParts[part as keyof typeof attentionParts]}/vars/${kind === "Bias" ? 1 : 0}`;
        }),
      },
    ];
  },
  // Two Dense layers and what lies between them.
  FeedForward: ({ node, inputs, layer }) => {
    const { units, hiddenActivation, dropout, kernelInitializer, biasInitializer, kernelRegularizer, biasRegularizer } = node.config;
    const starts = { useBias: true, kernelInitializer, biasInitializer, kernelRegularizer, biasRegularizer };
    const shape = inputs[0]?.shape ?? [];
    const wide = [...shape.slice(0, -1), units];
    const own = (part: string) => [0, 1].map((i) => ({ at: `vars/${i}`, name: `${node.name}/${part}${i === 0 ? "Kernel" : "Bias"}` }));
    const [first, between] = [`${node.name}_intermediate`, `${node.name}_dropout`];
    return [
      { className: "Dense", name: first, config: layerConfig({ units, activation: hiddenActivation, ...starts }), inputs, weights: own("intermediate") },
      { className: "Dropout", name: between, config: { rate: dropout }, inputs: [{ name: first, shape: wide }], weights: [] },
      {
        className: "Dense",
        name: node.name,
        config: layerConfig({ units: layer.outputShape.at(-1) ?? 1, activation: "linear", ...starts }),
        inputs: [{ name: between, shape: wide }],
        weights: own("output"),
      },
    ];
  },
};

/** Why Keras, as it comes, cannot hold this layer. */
export function missingInKeras({ className }: LayerNode, { nodes }: NetworkDocument): Text | undefined {
  if (className === "PositionalEncoding") return { en: "Keras itself has no layer that adds positions.", zh: "Keras 本身没有加位置编码的层。" };
  const hasMask = nodes.some((node) => node.className === "Masking" || (node.className === "Embedding" && node.config.maskZero));
  if (className === "RMSNormalization" && hasMask)
    return {
      en: "In Keras it forgets which steps are padding, and the layers after it would answer otherwise.",
      zh: "在 Keras 中它会忘记哪些步是填充，其后的层会给出不同的回答。",
    };
  return undefined;
}

export function kerasEntries(plan: Plan): readonly KerasEntry[] {
  return plan.layers.flatMap((layer) => {
    const inputs = inputsOf(layer, plan).map(({ node, outputShape }) => ({ name: node.name, shape: outputShape }));
    const rule = (rules[layer.node.className] ?? alike) as Rule<LayerName>;
    return rule({ node: layer.node, inputs, layer });
  });
}
