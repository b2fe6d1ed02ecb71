/** Networks that between them have every layer, with arbitrary weights: what exports are held against the real programs with. */
import { chain } from "@/engine/worker/test-networks";
import { buildNetwork } from "@/examples/build-network";
import { templates } from "@/examples";
import type { NetworkDocument } from "@/network/document";

export interface InteropCase {
  readonly id: string;
  readonly network: NetworkDocument;
  /** What comes in are whole numbers below this. */
  readonly tokens?: number;
}

const linear = { activation: "linear" } as const;

export const layerCases: readonly InteropCase[] = [
  {
    id: "convolutions",
    network: chain(
      [9, 7, 2],
      ["Conv2D", { filters: 3, kernelSize: [3, 2], strides: [2, 1], padding: "same", activation: "elu" }],
      ["BatchNormalization"],
      ["Conv2D", { filters: 4, kernelSize: [2, 2], dilationRate: [2, 1], activation: "silu" }],
      ["DepthwiseConv2D", { kernelSize: [2, 2], depthMultiplier: 2, padding: "same", activation: "relu6" }],
      ["GlobalAveragePooling2D"],
      ["Dense", { units: 3, activation: "softmax" }],
    ),
  },
  {
    id: "separable",
    network: chain(
      [6, 6, 3],
      ["SeparableConv2D", { filters: 5, kernelSize: [3, 3], depthMultiplier: 2, strides: [2, 2], padding: "same", activation: "gelu" }],
      ["SeparableConv2D", { filters: 2, kernelSize: [2, 2], activation: "selu", useBias: false }],
      ["GlobalMaxPooling2D"],
    ),
  },
  {
    id: "transposed",
    network: chain(
      [3, 2, 2],
      ["Conv2DTranspose", { filters: 3, kernelSize: [3, 3], strides: [2, 2], padding: "same", activation: "leakyRelu" }],
      ["Conv2DTranspose", { filters: 2, kernelSize: [3, 2], strides: [2, 1], padding: "valid", ...linear }],
      ["Conv2DTranspose", { filters: 2, kernelSize: [2, 2], strides: [3, 3], padding: "same", useBias: false, ...linear }],
      ["Conv2DTranspose", { filters: 1, kernelSize: [4, 4], strides: [2, 2], padding: "same", ...linear }],
    ),
  },
  {
    id: "pooling",
    network: chain(
      [7, 6, 2],
      ["ZeroPadding2D", { padding: [1, 2] }],
      ["MaxPooling2D", { poolSize: [3, 2], strides: [2, 1], padding: "same" }],
      ["AveragePooling2D", { poolSize: [2, 3], strides: [1, 2], padding: "same" }],
      ["UpSampling2D", { size: [2, 3] }],
      ["UpSampling2D", { size: [3, 2], interpolation: "bilinear" }],
      ["MaxPooling2D", { poolSize: [2, 2], strides: [2, 2], padding: "valid" }],
      ["AveragePooling2D", { poolSize: [3, 3], strides: [2, 2], padding: "valid" }],
      ["Flatten"],
      ["Reshape", { targetShape: [7, 7, 2] }],
      ["LayerNormalization"],
      ["Flatten"],
      ["Dense", { units: 3, activation: "tanh" }],
    ),
  },
  {
    id: "regularised",
    network: chain(
      [5],
      ["GaussianNoise"],
      ["Dense", { units: 6, activation: "relu", kernelRegularizer: { l1: 0.01, l2: 0.02 }, kernelInitializer: "randomNormal" }],
      ["Dropout"],
      ["BatchNormalization", { scale: false }],
      ["LayerNormalization", { center: false, epsilon: 1e-5 }],
      ["Dense", { units: 2, useBias: false, activation: "sigmoid" }],
    ),
  },
  ...(["hardSigmoid", "softplus", "softsign", "mish", "exponential", "tanh"] as const).map((activation) => ({
    id: `activation ${activation}`,
    network: chain([4], ["Dense", { units: 3, ...linear }], ["Activation", { activation }]),
  })),
  ...sequenceCases(),
  { id: "merges", network: merges() },
  { id: "a short way beside a long one", network: shortAndLong() },
];

function sequenceCases(): readonly InteropCase[] {
  const words = 20;
  const embedded = ["Embedding", { inputDim: words, outputDim: 6 }] as const;
  const asked = ["Dense", { units: 3, activation: "softmax" }] as const;
  const text = (id: string, ...links: Parameters<typeof chain>[1][]): InteropCase => ({ id, tokens: words, network: chain([7], embedded, ...links, asked) });
  return [
    text("mean of words", ["GlobalAveragePooling1D"]),
    text("lstm", ["LSTM", { units: 5, returnSequences: true }], ["LSTM", { units: 4, goBackwards: true, useBias: false }]),
    text("gru", ["GRU", { units: 5, returnSequences: true }], ["GRU", { units: 4, activation: "relu" }]),
    text("rnn", ["SimpleRNN", { units: 5 }]),
    ...(["LSTM", "GRU", "SimpleRNN"] as const).map((layer) =>
      text(`both ways ${layer}`, ["Bidirectional", { layer, units: 4, returnSequences: true }], ["Bidirectional", { layer, units: 3, mergeMode: "ave" }]),
    ),
    text(
      "words in rows",
      ["Conv1D", { filters: 4, kernelSize: 3, padding: "causal" }],
      ["MaxPooling1D"],
      ["Conv1D", { filters: 3, kernelSize: 2 }],
      ["GlobalMaxPooling1D"],
    ),
    text("attention", ["MultiHeadAttention", { numHeads: 2, keyDim: 3, useCausalMask: true }], ["GlobalAveragePooling1D"]),
    text("attention of other sizes", ["MultiHeadAttention", { numHeads: 3, keyDim: 2, valueDim: 4, useBias: false }], ["GlobalAveragePooling1D"]),
    { id: "steps by their size", network: chain([5, 4], ["RMSNormalization"], ["GlobalAveragePooling1D"]) },
    text("steps by their size, some of them padding", ["RMSNormalization"], ["GlobalAveragePooling1D"]),
    text("feed forward", ["FeedForward", { units: 9 }], ["GlobalAveragePooling1D"]),
    text(
      "steps",
      ["Dense", { units: 4, activation: "tanh" }],
      ["AveragePooling1D"],
      ["BatchNormalization"],
      ["LayerNormalization"],
      ["Flatten"],
      ["RepeatVector", { n: 3 }],
      ["SimpleRNN", { units: 2 }],
    ),
    { id: "words beside words", tokens: words, network: besideEachOther(words) },
    text("gates of other functions", ["GRU", { units: 4, activation: "elu", recurrentActivation: "hardSigmoid" }]),
    {
      id: "recurrent without padding",
      network: chain(
        [5, 3],
        ["LSTM", { units: 4, returnSequences: true, goBackwards: true }],
        ["GRU", { units: 3, returnSequences: true }],
        ["Bidirectional", { layer: "SimpleRNN", units: 2 }],
      ),
    },
    text(
      "places by waves, read in order",
      ["PositionalEncoding"],
      ["MultiHeadAttention", { numHeads: 2, keyDim: 3 }],
      ["Bidirectional", { layer: "GRU", units: 3, returnSequences: true }],
      ["LSTM", { units: 4 }],
    ),
    text("learned places", ["PositionalEncoding", { kind: "learned" }], ["RMSNormalization"], ["GlobalAveragePooling1D"]),
    {
      id: "strips of an image",
      network: chain(
        [3, 6, 5, 2],
        ["TimeDistributed", { filters: 3, kernelSize: [3, 2], padding: "same", activation: "tanh" }],
        ["TimeDistributed", { layer: "MaxPooling2D", poolSize: [2, 2] }],
        ["TimeDistributed", { filters: 4, kernelSize: [2, 2], useBias: false }],
        ["TimeDistributed", { layer: "Flatten" }],
        ["GRU", { units: 3 }],
      ),
    },
    { id: "masking", network: chain([4, 3], ["Masking", { maskValue: 0 }], ["LSTM", { units: 3 }]) },
    {
      id: "masking, forgotten in Keras",
      network: chain([4, 3], ["Masking", { maskValue: 0 }], ["PositionalEncoding"], ["BatchNormalization"], ["RMSNormalization"], ["GRU", { units: 3 }]),
    },
    text("normalised words", ["BatchNormalization"], ["MultiHeadAttention", { numHeads: 2, keyDim: 3 }], ["LSTM", { units: 3, returnSequences: true }]),
  ];
}

/** Masks of two ways: joined one behind the other, and as one; attention from one sequence to another. */
function besideEachOther(words: number): NetworkDocument {
  const net = buildNetwork();
  const input = net.add(["Input", { shape: [6] }]);
  const left = net.add(["Embedding", { inputDim: words, outputDim: 4 }], input);
  const right = net.add(["Embedding", { inputDim: words, outputDim: 4, maskZero: false }], input);
  const long = net.add(["Concatenate", { axis: 1 }], left, right);
  const wide = net.add(["Concatenate"], left, net.add(["Embedding", { inputDim: words, outputDim: 3 }], input));
  const looked = net.add(["MultiHeadAttention", { numHeads: 2, keyDim: 2 }], wide, long);
  const read = net.add(["LSTM", { units: 3 }], looked);
  const mean = net.add(["GlobalAveragePooling1D"], long);
  const joined = net.add(["Concatenate"], read, mean);
  net.add(["Dense", { units: 3, activation: "softmax" }], joined);
  return net.network();
}

/** Layers of one kind and size at different distances from the end: where each keeps its weights must not be told by our order. */
function shortAndLong(): NetworkDocument {
  const net = buildNetwork();
  const input = net.add(["Input", { shape: [4] }]);
  const short = net.add(["Dense", { units: 4, activation: "tanh" }], input);
  const long = net.add(["Dense", { units: 4, activation: "tanh" }], net.add(["Dense", { units: 4, activation: "tanh" }], input));
  const beside = net.add(["Dense", { units: 4, activation: "tanh" }], input);
  net.add(["Dense", { units: 4, ...linear }], net.add(["Concatenate"], long, short, beside));
  return net.network();
}

function merges(): NetworkDocument {
  const net = buildNetwork();
  const input = net.add(["Input", { shape: [4, 4, 2] }]);
  const left = net.add(["Conv2D", { filters: 2, kernelSize: [3, 3], padding: "same", activation: "tanh" }], input);
  const sum = net.add(["Add"], input, left);
  const product = net.add(["Multiply"], sum, left);
  const mean = net.add(["Average"], product, input);
  const most = net.add(["Maximum"], mean, sum);
  const joined = net.add(["Concatenate"], most, product, input);
  const flat = net.add(["Flatten"], joined);
  net.add(["Dense", { units: 3, activation: "softmax" }], flat);
  return net.network();
}

/** Templates that share a network are one case. */
const templateCases = [...new Map(templates.map(({ id, network }) => [JSON.stringify(network), { id, network, ...tokensOf(network) }])).values()];

/** Of a network for texts: how many tokens its table has. */
function tokensOf({ nodes }: NetworkDocument): Pick<InteropCase, "tokens"> {
  const table = nodes.find((node) => node.className === "Embedding");
  return table ? { tokens: table.config.inputDim } : {};
}

export const interopCases: readonly InteropCase[] = [...layerCases, ...templateCases];
