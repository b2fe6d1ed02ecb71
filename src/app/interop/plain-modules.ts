/** Networks of cards that do what the plain modules in `scripts/interop/make_weights.py` do. */
import { chain } from "@/engine/worker/test-networks";
import { buildNetwork } from "@/examples/build-network";
import type { NetworkDocument } from "@/network/document";
import { rename } from "@/network/edit";

const linear = { activation: "linear" } as const;
const words = ["Embedding", { inputDim: 20, outputDim: 6, maskZero: false }] as const;
const wide = ["Embedding", { inputDim: 20, outputDim: 8, maskZero: false }] as const;
const three = ["Dense", { units: 3, ...linear }] as const;
/** PyTorch's own where Keras' is 0.001. */
const batchNorm = ["BatchNormalization", { epsilon: 1e-5 }] as const;
const layerNorm = ["LayerNormalization", { epsilon: 1e-5 }] as const;

const images = chain(
  [8, 8, 1],
  ["Conv2D", { filters: 3, kernelSize: [3, 3], ...linear }],
  batchNorm,
  ["Activation", { activation: "relu" }],
  ["Conv2D", { filters: 5, kernelSize: [3, 3], ...linear }],
  batchNorm,
  ["Activation", { activation: "relu" }],
  ["MaxPooling2D", { poolSize: [2, 2], strides: [2, 2] }],
  ["Flatten"],
  ["Dense", { units: 6, ...linear }],
  batchNorm,
  ["Activation", { activation: "relu" }],
  ["Dense", { units: 4, ...linear }],
);

/** As the code panel names cards when the module is pasted. */
export function named(network: NetworkDocument, names: readonly string[]): NetworkDocument {
  return network.nodes
    .filter(({ className }) => /^(Conv2D|BatchNormalization|Dense)$/.test(className))
    .reduce((current, { id }, i) => rename(current, id, names[i] ?? ""), network);
}

export const plainModules: Readonly<Record<string, NetworkDocument>> = {
  sequential: chain(
    [6, 6, 2],
    ["Conv2D", { filters: 4, kernelSize: [3, 3], padding: "same", ...linear }],
    batchNorm,
    ["Activation", { activation: "relu" }],
    ["MaxPooling2D", { poolSize: [2, 2], strides: [2, 2] }],
    ["DepthwiseConv2D", { kernelSize: [3, 3], padding: "same", activation: "relu" }],
    ["Flatten"],
    ["Dropout"],
    ["Dense", { units: 12, activation: "tanh" }],
    ["Dense", { units: 12, activation: "relu" }],
    ["Dense", { units: 3, activation: "softmax" }],
  ),
  images,
  lstm: chain([7], words, ["LSTM", { units: 5, returnSequences: true }], ["LSTM", { units: 5 }], three),
  "gru both ways": chain([7], words, ["Bidirectional", { layer: "GRU", units: 5, returnSequences: true }], ["GlobalAveragePooling1D"], three),
  rnn: chain([7], words, ["SimpleRNN", { units: 5, returnSequences: true }], ["GlobalAveragePooling1D"], three),
  attention: attention(),
  encoder: encoder(),
  steps: chain(
    [7],
    words,
    ["Conv1D", { filters: 4, kernelSize: 3, padding: "same", activation: "tanh" }],
    ["MaxPooling1D", { poolSize: 2, strides: 2, padding: "valid" }],
    ["Flatten"],
    three,
  ),
  generator: chain(
    [5],
    ["Dense", { units: 48, activation: "relu" }],
    ["Reshape", { targetShape: [4, 4, 3] }],
    ["Conv2DTranspose", { filters: 2, kernelSize: [2, 2], strides: [2, 2], padding: "valid", activation: "sigmoid" }],
  ),
};

function attention(): NetworkDocument {
  const net = buildNetwork();
  const placed = net.add(["PositionalEncoding", { kind: "learned" }], net.add(wide, net.add(["Input", { shape: [7] }])));
  const looked = net.add(["MultiHeadAttention", { numHeads: 2, keyDim: 4 }], placed);
  const normed = net.add(layerNorm, net.add(["Add"], placed, looked));
  net.add(three, net.add(["GlobalAveragePooling1D"], normed));
  return net.network();
}

/** Two blocks of `nn.TransformerEncoderLayer`. */
function encoder(): NetworkDocument {
  const net = buildNetwork();
  let now = net.add(wide, net.add(["Input", { shape: [7] }]));
  for (let block = 0; block < 2; block++) {
    const looked = net.add(["MultiHeadAttention", { numHeads: 2, keyDim: 4 }], now);
    const between = net.add(layerNorm, net.add(["Add"], now, looked));
    const fed = net.add(["FeedForward", { units: 12, hiddenActivation: "gelu" }], between);
    now = net.add(layerNorm, net.add(["Add"], between, fed));
  }
  net.add(three, net.add(["GlobalAveragePooling1D"], now));
  return net.network();
}
