/** A network as the layers that TensorFlow.js runs: its own where they answer alike, ours where they do not (`own-layers.ts`). */
import type { Text } from "@/base/text";
import { readsMasks, type EveryStep, type StepMask } from "@/interop/export/masks";
import type { OwnLayer } from "@/interop/export/tfjs/own-layers";
import type { ActivationName } from "@/network/activations";
import type { LayerNode } from "@/network/document";
import type { LayerName } from "@/network/layers";
import { innerConfigOf } from "@/network/layers/inner-config";

type Settings = Readonly<Record<string, unknown>>;

export interface TfjsEntry {
  /** A class of TensorFlow.js, or one of ours. */
  readonly layer: { readonly stock: LayerName } | { readonly own: OwnLayer };
  readonly name: string;
  /** In our words, which are those of TensorFlow.js' programs. */
  readonly config: Settings;
  /** Of a layer that is wrapped round this one: the one within, whose settings `config` then holds. */
  readonly within?: LayerName;
  /** Names of the layers that it reads. */
  readonly inputs: readonly string[];
  /** Its own word for a weight, by ours; all by our words where it is absent. */
  readonly weights?: Readonly<Record<string, string>>;
}

/** The layers that TensorFlow.js 4.22 has and computes as Keras 3 does. */
const stock = new Set<LayerName>([
  "Input",
  "Dense",
  "Activation",
  "Embedding",
  "LSTM",
  "SimpleRNN",
  "Conv1D",
  "Conv2D",
  "Conv2DTranspose",
  "DepthwiseConv2D",
  "SeparableConv2D",
  "MaxPooling1D",
  "AveragePooling1D",
  "GlobalMaxPooling1D",
  "GlobalAveragePooling1D",
  "MaxPooling2D",
  "AveragePooling2D",
  "GlobalMaxPooling2D",
  "GlobalAveragePooling2D",
  "Flatten",
  "Reshape",
  "RepeatVector",
  "TimeDistributed",
  "ZeroPadding2D",
  "UpSampling2D",
  "BatchNormalization",
  "LayerNormalization",
  "Dropout",
  "GaussianNoise",
  "Add",
  "Multiply",
  "Average",
  "Maximum",
  "Concatenate",
]);

/** Those that it lacks, or computes in another way (its hard sigmoid is Keras 2's). */
const strangeActivations: ReadonlySet<ActivationName> = new Set<ActivationName>(["leakyRelu", "hardSigmoid", "exponential"]);
const isStrange = (value: unknown) => strangeActivations.has(value as ActivationName);

/** What a rule sees of a layer: the names of what it reads, and of the mask of each where some of its steps are padding. */
interface Call {
  readonly node: LayerNode;
  readonly inputs: readonly string[];
  readonly masks: readonly (string | undefined)[];
}

const own = (layer: OwnLayer, { node, inputs }: Call, config: Settings = node.config, more: readonly (string | undefined)[] = []): TfjsEntry => ({
  layer: { own: layer },
  name: node.name,
  config,
  inputs: [...inputs, ...more.filter((name) => name !== undefined)],
});

/** Before it the layer itself, without its activation. */
function strangelyActivated(entry: TfjsEntry, activation: unknown): readonly TfjsEntry[] {
  const before = `${entry.name}_linear`;
  return [
    { ...entry, name: before, config: { ...entry.config, activation: "linear" } },
    { layer: { own: "Activation" }, name: entry.name, config: { activation }, inputs: [before], weights: {} },
  ];
}

function feedForward(node: Extract<LayerNode, { readonly className: "FeedForward" }>, inputs: readonly string[], size: number): readonly TfjsEntry[] {
  const { units, hiddenActivation, dropout, ...starts } = node.config;
  const [first, between] = [`${node.name}_intermediate`, `${node.name}_dropout`];
  const dense = (name: string, part: string, from: readonly string[], settings: Settings): TfjsEntry => ({
    layer: { stock: "Dense" },
    name,
    config: { ...settings, useBias: true, ...starts },
    inputs: from,
    weights: { [`${part}Kernel`]: "kernel", [`${part}Bias`]: "bias" },
  });
  const wide = isStrange(hiddenActivation)
    ? [
        dense(`${first}_linear`, "intermediate", inputs, { units, activation: "linear" }),
        { layer: { own: "Activation" }, name: first, config: { activation: hiddenActivation }, inputs: [`${first}_linear`], weights: {} } as const,
      ]
    : [dense(first, "intermediate", inputs, { units, activation: hiddenActivation })];
  return [
    ...wide,
    { layer: { stock: "Dropout" }, name: between, config: { rate: dropout }, inputs: [first], weights: {} },
    dense(node.name, "output", [between], { units: size, activation: "linear" }),
  ];
}

/** `size`: of the last axis of what leaves. */
function entriesOf(call: Call, size: number): readonly TfjsEntry[] {
  const { node, inputs, masks } = call;
  const [mask] = masks;
  if (node.className === "FeedForward") return feedForward(node, inputs, size);
  if (node.className === "Embedding") {
    // Masks are values here, which TensorFlow.js need not know of; that there is one is noted for those who read the file.
    const { pretrained: _, maskZero, ...config } = node.config;
    return [{ layer: { stock: "Embedding" }, name: node.name, config: { ...config, maskZero: false, layerlabMaskZero: maskZero }, inputs }];
  }
  if (node.className === "TimeDistributed") {
    const { layer } = node.config;
    const config = innerConfigOf(node.config);
    const { activation = "linear" } = config;
    const whole: TfjsEntry = { layer: { stock: "TimeDistributed" }, within: layer, name: node.name, config, inputs };
    return isStrange(activation) ? strangelyActivated(whole, activation) : [whole];
  }
  if (node.className === "GRU") return [own("Recurrent", call, { cell: "GRU", ...node.config }, [mask])];
  if (node.className === "LSTM" || node.className === "SimpleRNN") {
    const isStrangeInside = isStrange(node.config.activation) || ("recurrentActivation" in node.config && isStrange(node.config.recurrentActivation));
    if (mask !== undefined || isStrangeInside) return [own("Recurrent", call, { cell: node.className, ...node.config }, [mask])];
  }
  if (node.className === "Bidirectional") {
    const { layer, ...rest } = node.config;
    return [own("Bidirectional", call, { cell: layer, ...rest }, [mask])];
  }
  if (node.className === "MultiHeadAttention") {
    const seen = masks.at(-1);
    const sees = [...(inputs.length > 1 ? ["value"] : []), ...(seen === undefined ? [] : ["mask"])].join(" ");
    return [own("MultiHeadAttention", call, { ...node.config, sees }, [seen])];
  }
  if (node.className === "GlobalAveragePooling1D" && mask !== undefined) return [own("GlobalAveragePooling1D", call, {}, [mask])];
  if (node.className === "Conv1D" && node.config.padding === "causal") return [own("Conv1D", call)];
  if (node.className === "UpSampling2D" && node.config.interpolation === "bilinear") return [own("UpSampling2D", call)];
  if (node.className === "Activation" && isStrange(node.config.activation)) return [own("Activation", call)];
  if (node.className === "Masking" || node.className === "PositionalEncoding" || node.className === "RMSNormalization") return [own(node.className, call)];
  const { className, name, config } = node;
  const entry: TfjsEntry = { layer: { stock: className }, name, config, inputs };
  return "activation" in config && isStrange(config.activation) ? strangelyActivated(entry, config.activation) : [entry];
}

export interface TfjsWriter {
  /** The entries of a layer, after those of masks that it is the first to read. Its own is the last. */
  readonly entriesOf: (layer: {
    readonly node: LayerNode;
    readonly sources: readonly (LayerNode | undefined)[];
    readonly size: number;
  }) => readonly TfjsEntry[];
}

/** `masks`: by id, of networks that run. */
export function tfjsWriter(nodes: readonly LayerNode[], masks: ReadonlyMap<string, StepMask>): TfjsWriter {
  const taken = new Set(nodes.map(({ name }) => name));
  const known = new Map<StepMask | EveryStep, string>();
  const nameOf = (id: string) => nodes.find((node) => node.id === id)?.name ?? "";

  function written(mask: StepMask | EveryStep, before: TfjsEntry[]): string {
    const found = known.get(mask);
    if (found !== undefined) return found;
    const add = (layer: TfjsEntry["layer"], config: Settings, inputs: readonly string[]): string => {
      let name = "padding_mask";
      for (let i = 1; taken.has(name); i++) name = `padding_mask_${i}`;
      taken.add(name);
      known.set(mask, name);
      before.push({ layer, name, config, inputs, weights: {} });
      return name;
    };
    switch (mask.kind) {
      case "tokens":
        return add({ own: "StepMask" }, { value: 0 }, [nameOf(mask.of)]);
      case "values":
        return add({ own: "StepMask" }, { value: mask.value }, [nameOf(mask.of)]);
      case "all":
        return add({ own: "StepMask" }, {}, [nameOf(mask.of)]);
      case "union": {
        const parts = mask.masks.map((part) => written(part, before));
        return add({ stock: "Maximum" }, {}, parts);
      }
      case "joined": {
        const parts = mask.masks.map((part) => written(part, before));
        return add({ stock: "Concatenate" }, { axis: 1 }, parts);
      }
    }
  }

  return {
    entriesOf({ node, sources, size }) {
      const before: TfjsEntry[] = [];
      const reads = readsMasks.has(node.className);
      const given = sources.map((source) => (reads && source ? masks.get(source.id) : undefined));
      const call = {
        node,
        inputs: sources.map((source) => source?.name ?? ""),
        // Attention looks at the last.
        masks: given.map((mask, i) => (mask && (node.className !== "MultiHeadAttention" || i === given.length - 1) ? written(mask, before) : undefined)),
      };
      const entries = entriesOf(call, size);
      return [...before, ...entries];
    },
  };
}

const ownOnly = new Set<LayerName>(["GRU", "Bidirectional", "MultiHeadAttention", "FeedForward", "Masking", "PositionalEncoding", "RMSNormalization"]);

/** Why TensorFlow.js cannot hold this layer. */
export function obstacleInTfjs({ className }: LayerNode): Text | undefined {
  return stock.has(className) || ownOnly.has(className)
    ? undefined
    : { en: "TensorFlow.js has no layer that answers alike.", zh: "TensorFlow.js 没有行为相同的层。" };
}
