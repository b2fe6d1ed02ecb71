/** A network as the layers that Keras has: most are one for one, some are several, and where each keeps its weights. */
import type { Text } from "@/base/text";
import { inputsOf } from "@/interop/export/inputs";
import { masksOf, readsMasks, type StepMask } from "@/interop/export/masks";
import { sineWaves } from "@/interop/export/positions";
import { keyedObject, layerConfig, type Json } from "@/interop/export/keras/keras-values";
import { kerasBaseName } from "@/network/edit";
import type { LayerNode, NetworkDocument } from "@/network/document";
import type { LayerName } from "@/network/layers";
import { innerConfigOf } from "@/network/layers/inner-config";
import { planOf, type Plan, type PlannedLayer } from "@/network/plan";
import type { Shape } from "@/network/shape";

interface Value {
  readonly name: string;
  readonly shape: Shape;
}

interface RawWeight {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export interface KerasEntry {
  readonly className: string;
  /** Of an operation, which is no layer and keeps nothing. */
  readonly module?: string;
  readonly name: string;
  readonly config: Readonly<Record<string, Json>>;
  readonly inputs: readonly Value[];
  /** What follows the tensors in its call. */
  readonly more?: readonly Json[];
  /** Several inputs are one list, or arguments of their own. */
  readonly takes?: "list" | "arguments";
  readonly kwargs?: Readonly<Record<string, Json>>;
  readonly build?: Readonly<Record<string, Json>>;
  /** Each weight: where Keras keeps it within the layer, and Layerlab's name for it, or the values where it has none. */
  readonly weights: readonly ({ readonly at: string } & ({ readonly name: string } | RawWeight))[];
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

/** Whose vectors it started with is no setting of Keras. */
const embedding: Rule<"Embedding"> = ({ node, inputs, layer }) => {
  const { pretrained: _, ...config } = node.config;
  return [{ className: "Embedding", name: node.name, config: layerConfig(config), inputs, weights: weightsAt({ layer, node }, (_name, i) => `vars/${i}`) }];
};

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
  Input: ({ node, inputs, layer }) => [{ className: "Input", name: node.name, config: { batch_shape: [...layer.outputShape] }, inputs, weights: [] }],
  Embedding: embedding,
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
  TimeDistributed: ({ node, inputs, layer }) => {
    const { layer: inner } = node.config;
    const own = keyedObject("layers", inner, { name: kerasBaseName(inner), trainable: true, dtype: "float32", ...layerConfig(innerConfigOf(node.config)) });
    const weights = weightsAt({ layer, node }, (_, i) => `layer/vars/${i}`);
    return [{ className: "TimeDistributed", name: node.name, config: { layer: own }, inputs, weights }];
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
  // The input times ones plus a table: a layer of Keras' own that can hold it.
  PositionalEncoding: ({ node, inputs, layer }) => {
    const [steps = 1, features = 1] = layer.outputShape.slice(1).map((size) => size ?? 1);
    const isLearned = node.config.kind === "learned";
    const shape = [steps, features];
    const table = isLearned ? { at: "vars/1", name: `${node.name}/embeddings` } : { at: "vars/1", shape, data: sineWaves(steps, features) };
    return [
      {
        className: "EinsumDense",
        name: node.name,
        config: { equation: "btc,tc->btc", output_shape: shape, activation: "linear", bias_axes: "tc", trainable: isLearned },
        inputs,
        weights: [{ at: "vars/0", shape, data: new Float32Array(steps * features).fill(1) }, table],
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

/** Layers that forget in Keras which steps are padding. Behind them masks are told to every layer that reads them. */
const forgetful: ReadonlySet<LayerName> = new Set<LayerName>(["PositionalEncoding", "RMSNormalization"]);

const forgets: Text = {
  en: "In Keras it forgets which steps are padding, and the layers after it would answer otherwise.",
  zh: "在 Keras 中它会忘记哪些步是填充，其后的层会给出不同的回答。",
};

/** Why a program for Keras answers otherwise: it calls the layers as they come, and nobody tells them masks. */
export function missingInProgram({ id, className }: LayerNode, network: NetworkDocument): Text | undefined {
  if (className === "RMSNormalization" && meetsMasks(id, network)) return forgets;
  if (className === "MultiHeadAttention" && sharesItsValue(id, network) && meetsMasks(id, network))
    return {
      en: "Keras 3.15 forgets the padding of a sequence once one attention has looked at it, and this one would answer otherwise.",
      zh: "Keras 3.15 在一个注意力层看过某个序列之后会忘记其填充，此层会给出不同的回答。",
    };
  return undefined;
}

/** Of attention to another sequence: whether others look at the same one. */
function sharesItsValue(id: string, { nodes, edges }: NetworkDocument): boolean {
  const attention = new Set(nodes.filter(({ className }) => className === "MultiHeadAttention").map((node) => node.id));
  const values = edges.filter(({ target, targetPort }) => attention.has(target) && targetPort === 1);
  const own = values.find(({ target }) => target === id)?.source;
  return own !== undefined && values.filter(({ source }) => source === own).length > 1;
}

/** Why Keras, as it comes, cannot hold this layer. */
export function missingInKeras({ id, className }: LayerNode, network: NetworkDocument): Text | undefined {
  const { nodes } = network;
  const masked = nodes.filter((node) => node.className === "Masking" || (node.className === "Embedding" && node.config.maskZero));
  if (forgetful.has(className) && (masked.length > 1 || masked.some((node) => node.className === "Masking"))) return forgets;
  if (className === "Concatenate" && masked.length > 0 && meetsMasks(id, network))
    return {
      en: "Keras joins the masks of padded steps by operations of its own, which a file does not bring back.",
      zh: "Keras 用自己的运算合并填充步的掩码，而文件无法还原这些运算。",
    };
  return undefined;
}

/** A network that cannot run yet is judged when it can. */
function planWhereItRuns(network: NetworkDocument): Plan | undefined {
  try {
    return planOf(network);
  } catch {
    return undefined;
  }
}

function meetsMasks(id: string, network: NetworkDocument): boolean {
  const plan = planWhereItRuns(network);
  const masks = plan && masksOf(plan);
  return plan !== undefined && masks !== undefined && plan.layers.some(({ node, sources }) => node.id === id && sources.some((source) => masks.has(source)));
}

const maskName = "padding_mask";

/** One layer without the masks that it is told: the last of several carries its name. */
export function layerEntries(layer: PlannedLayer, plan: Plan): readonly KerasEntry[] {
  const { node } = layer;
  const inputs = inputsOf(layer, plan).map((input) => ({ name: input.node.name, shape: input.outputShape }));
  const rule = (rules[node.className] ?? alike) as Rule<LayerName>;
  return rule({ node, inputs, layer });
}

export function kerasEntries(plan: Plan): readonly KerasEntry[] {
  const masks = plan.layers.some(({ node }) => forgetful.has(node.className)) ? masksOf(plan) : new Map<string, StepMask>();
  const made = new Set<StepMask>();
  return plan.layers.flatMap((layer) => {
    const { node } = layer;
    const entries = layerEntries(layer, plan);
    const last = layer.sources.at(-1);
    const mask = readsMasks.has(node.className) && last !== undefined ? masks.get(last) : undefined;
    if (mask?.kind !== "tokens") return entries;
    const tokens = plan.layers.find((one) => one.node.id === mask.of);
    const shape = tokens?.outputShape ?? [];
    const operation = {
      className: "NotEqual",
      module: "keras.src.ops.numpy",
      name: maskName,
      config: {},
      inputs: [{ name: tokens?.node.name ?? "", shape }],
      more: [0],
      weights: [],
    };
    const told = { [node.className === "MultiHeadAttention" ? "value_mask" : "mask"]: kerasTensor({ name: maskName, shape }, "bool") };
    const before = made.has(mask) ? [] : [operation];
    made.add(mask);
    return [...before, ...entries.map((entry) => ({ ...entry, kwargs: { ...entry.kwargs, ...told } }))];
  });
}

/** A value in the arguments of a call. */
export function kerasTensor({ name, shape }: Value, dtype: "float32" | "bool" = "float32"): Json {
  return { class_name: "__keras_tensor__", config: { shape: [...shape], dtype, keras_history: [name, 0, 0] } };
}
