/** A network as the layers that Keras has: most are one for one, some are several, and where each keeps its weights. */
import { inputsOf } from "@/interop/export/inputs";
import { masksOf, readsMasks, type StepMask } from "@/interop/export/masks";
import { sineWaves } from "@/interop/export/positions";
import type { KerasEntry, KerasValue } from "@/interop/export/keras/keras-entry";
import { maskWriter, type MaskWriter } from "@/interop/export/keras/keras-masks";
import { keyedObject, layerConfig } from "@/interop/export/keras/keras-values";
import { kerasBaseName } from "@/network/edit";
import type { LayerNode } from "@/network/document";
import type { LayerName } from "@/network/layers";
import { innerConfigOf } from "@/network/layers/inner-config";
import type { Plan, PlannedLayer } from "@/network/plan";

interface Call<N extends LayerName> {
  readonly node: Extract<LayerNode, { readonly className: N }>;
  readonly inputs: readonly KerasValue[];
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

/** After its product, as here; there are files of Keras 2 that do it before. */
const resetAfter = { reset_after: true };

/** The cell keeps them. */
const recurrent: Rule<"LSTM" | "GRU" | "SimpleRNN"> = ({ node, inputs, layer }) => [
  {
    className: node.className,
    name: node.name,
    config: { ...layerConfig(node.config), ...(node.className === "GRU" ? resetAfter : {}) },
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
        ...(inner === "GRU" ? resetAfter : {}),
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
    const [query, value = query] = inputs as readonly [KerasValue, KerasValue?];
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
        config: {
          equation: "btc,tc->btc",
          output_shape: shape,
          activation: "linear",
          bias_axes: "tc",
          trainable: isLearned,
          ...layerConfig({ biasInitializer: node.config.embeddingsInitializer }),
        },
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

/** By argument: what a layer is told of the masks of what it reads. */
type Masks = Readonly<Record<string, KerasValue>>;

function masksTold({ node, sources }: PlannedLayer, masks: ReadonlyMap<string, StepMask>, writer: MaskWriter, before: KerasEntry[]): Masks {
  const [first, last] = [sources[0], sources.at(-1)].map((id) => (id === undefined ? undefined : masks.get(id)));
  // In Keras a step of padding looks at nothing; here it looks as others do.
  if (node.className === "MultiHeadAttention")
    return { ...(first ? { query_mask: writer.everyStep(first, before) } : {}), ...(last ? { value_mask: writer.valueOf(last, before) } : {}) };
  // Here means are of all steps.
  if (node.className === "BatchNormalization") return first ? { mask: writer.everyStep(first, before) } : {};
  return first && readsMasks.has(node.className) ? { mask: writer.valueOf(first, before) } : {};
}

/** One layer without the masks that it is told: the last of several carries its name. */
export function layerEntries(layer: PlannedLayer, plan: Plan): readonly KerasEntry[] {
  const { node } = layer;
  const inputs = inputsOf(layer, plan).map((input) => ({ name: input.node.name, shape: input.outputShape }));
  const rule = (rules[node.className] ?? alike) as Rule<LayerName>;
  return rule({ node, inputs, layer });
}

/** In an order in which each stands after those that it reads, the output last. */
export function kerasEntries(plan: Plan): readonly KerasEntry[] {
  const masks = masksOf(plan);
  const writer = maskWriter(plan);
  return plan.layers.flatMap((layer) => {
    const before: KerasEntry[] = [];
    const told = masksTold(layer, masks, writer, before);
    const entries = layerEntries(layer, plan);
    return [...before, ...(Object.keys(told).length === 0 ? entries : entries.map((entry) => ({ ...entry, masks: told })))];
  });
}
