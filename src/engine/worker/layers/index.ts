/** How every declared layer runs. A layer that is declared but missing here does not compile. */
import { feedForward, multiHeadAttention, positionalEncoding } from "@/engine/worker/layers/attention";
import { conv1d, conv2d, conv2dTranspose, depthwiseConv2d, separableConv2d } from "@/engine/worker/layers/convolutions";
import type { LayerBuilder } from "@/engine/worker/layers/define-builder";
import { dense } from "@/engine/worker/layers/dense";
import { finish } from "@/engine/worker/layers/finish";
import { add, average, concatenate, maximum, multiply } from "@/engine/worker/layers/merging";
import { batchNormalization, layerNormalization, rmsNormalization } from "@/engine/worker/layers/normalization";
import { averagePooling1d, averagePooling2d, globalAveragePooling2d, globalMaxPooling2d, maxPooling1d, maxPooling2d } from "@/engine/worker/layers/pooling";
import { bidirectional, gru, lstm, simpleRnn } from "@/engine/worker/layers/recurrent";
import { dropout, gaussianNoise } from "@/engine/worker/layers/regularization";
import { flatten, repeatVector, reshape, upSampling2d, zeroPadding2d } from "@/engine/worker/layers/reshaping";
import { embedding, globalAveragePooling1d, globalMaxPooling1d, masking } from "@/engine/worker/layers/sequences";
import { timeDistributed } from "@/engine/worker/layers/time-distributed";
import type { LayerName } from "@/network/layers";

export const layerBuilders: { readonly [N in LayerName]: LayerBuilder<N> } = {
  Input: ({ inputs }) => inputs[0]!,
  Embedding: embedding,
  Dense: dense,
  LSTM: lstm,
  GRU: gru,
  SimpleRNN: simpleRnn,
  Bidirectional: bidirectional,
  TimeDistributed: timeDistributed,
  Conv1D: conv1d,
  Activation: (call) => finish(call.inputs[0]!, call),
  Conv2D: conv2d,
  Conv2DTranspose: conv2dTranspose,
  DepthwiseConv2D: depthwiseConv2d,
  SeparableConv2D: separableConv2d,
  MaxPooling2D: maxPooling2d,
  AveragePooling2D: averagePooling2d,
  GlobalMaxPooling2D: globalMaxPooling2d,
  GlobalAveragePooling2D: globalAveragePooling2d,
  MaxPooling1D: maxPooling1d,
  AveragePooling1D: averagePooling1d,
  GlobalAveragePooling1D: globalAveragePooling1d,
  GlobalMaxPooling1D: globalMaxPooling1d,
  Flatten: flatten,
  Reshape: reshape,
  RepeatVector: repeatVector,
  Masking: masking,
  ZeroPadding2D: zeroPadding2d,
  UpSampling2D: upSampling2d,
  BatchNormalization: batchNormalization,
  LayerNormalization: layerNormalization,
  RMSNormalization: rmsNormalization,
  Dropout: dropout,
  GaussianNoise: gaussianNoise,
  Add: add,
  Multiply: multiply,
  Average: average,
  Maximum: maximum,
  Concatenate: concatenate,
  PositionalEncoding: positionalEncoding,
  MultiHeadAttention: multiHeadAttention,
  FeedForward: feedForward,
};

/** A builder seen without its own config type: for code that treats all layers alike. */
export function builderOf(name: LayerName): LayerBuilder<LayerName> {
  return layerBuilders[name] as LayerBuilder<LayerName>;
}
