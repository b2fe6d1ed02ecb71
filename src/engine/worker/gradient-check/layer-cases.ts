/** Settings under which each layer's gradient is checked. A layer that is declared but has none here does not compile. */
import { initialConfig, layerNames, layerOf, type LayerConfig, type LayerName } from "@/network/layers";
import * as tf from "@tensorflow/tfjs-core";
import { spacedVariable, type GradientCase } from "@/engine/worker/gradient-check/define-case";
import { builderOf } from "@/engine/worker/layers";
import type { ActivationName } from "@/network/activations";
import type { WeightSpec } from "@/network/layers/define-layer";
import type { Shape } from "@/network/shape";

interface LayerCase<N extends LayerName> {
  /** Batch included. */
  readonly inputs: readonly (readonly number[])[];
  readonly config?: Partial<LayerConfig<N>>;
  readonly isInference?: boolean;
  /** What comes in are tokens: whole numbers, which nothing is differentiated by. */
  readonly isTokens?: boolean;
  /** Some steps do not count; of the second example only the first does. */
  readonly isMasked?: boolean;
  /** Weights that nothing is differentiated by. */
  readonly fixed?: readonly string[];
}

/** No softmax feels a bias of the keys: by it, finite differences show nothing but the rounding of the outputs. */
const fixed = ["keyBias"];
const linear = { activation: "linear" } as const;
/** Two sequences of five steps. */
const sequence = [2, 5, 3];
/** Two images of odd sides: batches, borders and both axes can go wrong in different ways. */
const image = [2, 5, 4, 3];
/** Two films of three frames. */
const images = [2, 3, 3, 4, 2];

const casesOf: { readonly [N in LayerName]: readonly LayerCase<N>[] } = {
  Input: [{ inputs: [[2, 3]], config: { shape: [3] } }],
  Dense: [
    { inputs: [[5, 4]], config: { units: 3, ...linear } },
    { inputs: [[2, 7]], config: { units: 1, useBias: false, ...linear } },
    { inputs: [sequence], config: { units: 2, ...linear } },
  ],
  Embedding: [
    { inputs: [[2, 5]], isTokens: true, config: { inputDim: 7, outputDim: 3 } },
    { inputs: [[3, 2]], isTokens: true, config: { inputDim: 1, outputDim: 2 } },
  ],
  LSTM: [
    { inputs: [sequence], config: { units: 4 } },
    { inputs: [sequence], config: { units: 2, returnSequences: true, goBackwards: true }, isMasked: true },
    { inputs: [sequence], config: { units: 3, dropout: 0.4, recurrentDropout: 0.4, useBias: false } },
  ],
  GRU: [
    { inputs: [sequence], config: { units: 4 } },
    { inputs: [sequence], config: { units: 2, returnSequences: true, goBackwards: true }, isMasked: true },
    { inputs: [sequence], config: { units: 3, dropout: 0.4, recurrentDropout: 0.4, useBias: false } },
  ],
  SimpleRNN: [
    { inputs: [sequence], config: { units: 4 } },
    { inputs: [sequence], config: { units: 2, returnSequences: true, goBackwards: true, activation: "sigmoid" }, isMasked: true },
    { inputs: [sequence], config: { units: 3, dropout: 0.4, recurrentDropout: 0.4, useBias: false } },
  ],
  Bidirectional: [
    { inputs: [sequence], config: { layer: "LSTM", units: 3 } },
    { inputs: [sequence], config: { layer: "GRU", units: 2, returnSequences: true, mergeMode: "mul" }, isMasked: true },
    { inputs: [sequence], config: { layer: "SimpleRNN", units: 2, mergeMode: "ave", dropout: 0.4, recurrentDropout: 0.4 } },
  ],
  TimeDistributed: [
    { inputs: [images], config: { filters: 2, kernelSize: [2, 3], padding: "same", activation: "tanh" } },
    { inputs: [images], config: { layer: "AveragePooling2D", poolSize: [2, 2] } },
    { inputs: [images], config: { layer: "GlobalMaxPooling2D" } },
  ],
  Conv1D: [
    { inputs: [sequence], config: { filters: 2, kernelSize: 3, ...linear } },
    { inputs: [sequence], config: { filters: 3, kernelSize: 2, strides: 2, padding: "same", useBias: false, ...linear } },
    { inputs: [sequence], config: { filters: 2, kernelSize: 3, dilationRate: 2, padding: "causal", ...linear } },
  ],
  MaxPooling1D: [{ inputs: [sequence] }, { inputs: [sequence], config: { poolSize: 3, strides: 1, padding: "same" } }],
  AveragePooling1D: [{ inputs: [sequence] }, { inputs: [sequence], config: { poolSize: 3, strides: 2, padding: "same" } }],
  RepeatVector: [{ inputs: [[3, 4]], config: { n: 3 } }],
  Masking: [{ inputs: [sequence] }],
  Activation: [{ inputs: [[3, 4]], config: linear }],
  Conv2D: [
    { inputs: [image], config: { filters: 2, kernelSize: [3, 3], ...linear } },
    { inputs: [image], config: { filters: 2, kernelSize: [3, 2], padding: "same", ...linear } },
    { inputs: [image], config: { filters: 3, kernelSize: [2, 3], strides: [2, 1], padding: "same", useBias: false, ...linear } },
    { inputs: [image], config: { filters: 2, kernelSize: [3, 3], strides: [2, 2], padding: "valid", ...linear } },
    { inputs: [image], config: { filters: 2, kernelSize: [2, 2], dilationRate: [2, 3], ...linear } },
    { inputs: [image], config: { filters: 2, kernelSize: [3, 3], dilationRate: [2, 2], padding: "same", ...linear } },
    { inputs: [image], config: { filters: 2, kernelSize: [1, 1], ...linear } },
    { inputs: [image], config: { filters: 2, kernelSize: [1, 1], strides: [2, 2], ...linear } },
  ],
  Conv2DTranspose: [
    { inputs: [[2, 3, 2, 2]], config: { filters: 3, kernelSize: [3, 3], strides: [2, 2], padding: "same", ...linear } },
    { inputs: [[2, 3, 2, 2]], config: { filters: 2, kernelSize: [3, 2], strides: [1, 2], padding: "valid", ...linear } },
    { inputs: [[2, 2, 3, 2]], config: { filters: 2, kernelSize: [2, 2], strides: [3, 3], padding: "valid", useBias: false, ...linear } },
    { inputs: [[1, 3, 3, 2]], config: { filters: 2, kernelSize: [3, 3], strides: [1, 1], padding: "same", ...linear } },
  ],
  DepthwiseConv2D: [
    { inputs: [image], config: { kernelSize: [3, 3], depthMultiplier: 1, padding: "same", ...linear } },
    { inputs: [image], config: { kernelSize: [3, 2], depthMultiplier: 2, padding: "valid", ...linear } },
    { inputs: [image], config: { kernelSize: [2, 3], depthMultiplier: 1, strides: [2, 2], padding: "same", useBias: false, ...linear } },
  ],
  SeparableConv2D: [
    { inputs: [image], config: { filters: 2, kernelSize: [3, 3], depthMultiplier: 1, padding: "same", ...linear } },
    { inputs: [image], config: { filters: 4, kernelSize: [2, 2], depthMultiplier: 2, strides: [2, 2], ...linear } },
  ],
  MaxPooling2D: [
    { inputs: [image] },
    { inputs: [image], config: { poolSize: [3, 3], strides: [2, 2], padding: "same" } },
    { inputs: [image], config: { poolSize: [3, 2], strides: [1, 1], padding: "valid" } },
  ],
  AveragePooling2D: [
    { inputs: [image] },
    { inputs: [image], config: { poolSize: [3, 3], strides: [2, 2], padding: "same" } },
    { inputs: [image], config: { poolSize: [2, 3], strides: [1, 1], padding: "valid" } },
  ],
  GlobalMaxPooling2D: [{ inputs: [image] }],
  GlobalAveragePooling2D: [{ inputs: [image] }],
  GlobalAveragePooling1D: [{ inputs: [sequence] }, { inputs: [sequence], isMasked: true }],
  GlobalMaxPooling1D: [{ inputs: [sequence] }],
  Flatten: [{ inputs: [image] }],
  Reshape: [{ inputs: [[2, 12]], config: { targetShape: [2, 3, 2] } }],
  ZeroPadding2D: [
    { inputs: [image], config: { padding: [1, 2] } },
    { inputs: [image], config: { padding: [0, 0] } },
  ],
  UpSampling2D: [
    { inputs: [[2, 3, 2, 3]] },
    { inputs: [[2, 2, 3, 2]], config: { size: [3, 2] } },
    { inputs: [[2, 3, 2, 2]], config: { size: [2, 3], interpolation: "bilinear" } },
    { inputs: [[1, 1, 3, 1]], config: { size: [2, 2], interpolation: "bilinear" } },
  ],
  BatchNormalization: [
    { inputs: [[6, 3]] },
    { inputs: [image] },
    { inputs: [[6, 3]], config: { scale: false, center: false } },
    { inputs: [image], isInference: true },
  ],
  LayerNormalization: [
    { inputs: [[4, 6]] },
    { inputs: [[2, 3, 2, 5]], config: { epsilon: 1e-5 } },
    { inputs: [[4, 6]], config: { scale: false, center: false } },
  ],
  RMSNormalization: [{ inputs: [[4, 6]] }, { inputs: [sequence], config: { epsilon: 1e-2 } }],
  PositionalEncoding: [{ inputs: [sequence] }, { inputs: [sequence], config: { kind: "learned" } }],
  MultiHeadAttention: [
    { fixed, inputs: [sequence], config: { numHeads: 2, keyDim: 3 } },
    { fixed, inputs: [sequence], config: { numHeads: 1, keyDim: 2, valueDim: 4, useCausalMask: true, useBias: false } },
    { fixed, inputs: [sequence], isMasked: true, config: { numHeads: 2, keyDim: 2, useCausalMask: true } },
    { fixed, inputs: [sequence, [2, 3, 4]], config: { numHeads: 2, keyDim: 2, dropout: 0.3 } },
  ],
  FeedForward: [
    { inputs: [sequence], config: { units: 4 } },
    { inputs: [sequence], config: { units: 6, hiddenActivation: "tanh", dropout: 0.4 } },
  ],
  Dropout: [
    { inputs: [[4, 9]], config: { rate: 0.4 } },
    { inputs: [[4, 3]], isInference: true },
  ],
  GaussianNoise: [{ inputs: [[4, 9]], config: { stddev: 0.3 } }],
  Add: [
    {
      inputs: [
        [2, 6],
        [2, 6],
        [2, 6],
      ],
    },
    { inputs: [image, [2, 1, 1, 3]] },
  ],
  Multiply: [
    {
      inputs: [
        [2, 6],
        [2, 6],
        [2, 6],
      ],
    },
    { inputs: [image, [2, 1, 1, 3]] },
  ],
  Average: [
    {
      inputs: [
        [2, 6],
        [2, 6],
      ],
    },
    { inputs: [[2, 1, 1, 3], image] },
  ],
  Maximum: [
    {
      inputs: [
        [2, 6],
        [2, 6],
      ],
    },
    {
      inputs: [
        [2, 1, 1, 3],
        [2, 2, 2, 3],
      ],
    },
  ],
  Concatenate: [
    {
      inputs: [
        [2, 6],
        [2, 3],
      ],
    },
    {
      inputs: [
        [2, 2, 3, 2],
        [2, 4, 3, 2],
      ],
      config: { axis: 1 },
    },
  ],
};

function layerCase<N extends LayerName>(
  className: N,
  { inputs, config: chosen, isInference = false, isTokens = false, isMasked = false, fixed: kept = [] }: LayerCase<N>,
): GradientCase {
  const config = { ...initialConfig(className), ...chosen } as LayerConfig<N>;
  const declared = layerOf(className).weights(config as never, inputs as readonly Shape[]);
  const isConstant = ({ name, trainable }: WeightSpec) => !trainable || kept.includes(name);
  const constants = declared.filter(isConstant);
  return {
    title: `${className} ${JSON.stringify(chosen ?? {})} on ${inputs.map((shape) => shape.join("×")).join(" and ")}${isInference ? ", at inference" : ""}${isMasked ? ", masked" : ""}`,
    variables: [
      ...(isTokens ? [] : inputs.map((shape, i) => spacedVariable(`input ${i}`, shape, { salt: i }))),
      ...declared.filter((spec) => !isConstant(spec)).map(({ name, shape }, i) => spacedVariable(name, shape, { salt: i + inputs.length })),
    ],
    run(values) {
      // A variance must be positive, so what is tracked lies between ½ and 1½.
      const tracked = new Map(constants.map(({ name, shape }) => [name, spacedVariable(name, shape, { range: 0.5 })]));
      return builderOf(className)({
        config,
        activation: "activation" in config ? (config.activation as ActivationName) : "linear",
        inputs: inputs.map((shape, i) => (isTokens ? tokensOf(shape) : values[`input ${i}`]!)),
        masks: inputs.map((shape) => (isMasked ? maskOf(shape) : undefined)),
        weight: (name) => values[name] ?? tf.add(tf.tensor(tracked.get(name)!.values, [...tracked.get(name)!.shape]), 1),
        training: !isInference,
        ...(isInference ? {} : { random: { layerSeed: 1, step: tf.tensor1d([2], "int32") } }),
        track: () => {},
      });
    },
  };
}

/** 0, 3, 6, 9, 1, …: some come twice, some are beyond a small table. */
function tokensOf(shape: readonly number[]): tf.Tensor {
  return tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, (_, i) => (i * 3) % 11),
    [...shape],
  );
}

/** All steps but the second and the last count; of the second example only the first. */
function maskOf([batch = 1, steps = 1]: readonly number[]): tf.Tensor {
  return tf.tensor(
    Float32Array.from({ length: batch * steps }, (_, i) => {
      const step = i % steps;
      return i >= steps ? Number(step === 0) : Number(step !== 1 && step !== steps - 1);
    }),
    [batch, steps],
  );
}

export const layerCases: readonly GradientCase[] = layerNames.flatMap((className) =>
  (casesOf[className] as readonly LayerCase<LayerName>[]).map((settings) => layerCase(className, settings)),
);
