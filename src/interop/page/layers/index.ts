/** How every declared layer answers in an exported page. A layer that is declared but missing here does not compile. */
import { embedding, feedForward, multiHeadAttention, positionalEncoding } from "@/interop/page/layers/attention";
import { conv1d, conv2d, conv2dTranspose, depthwiseConv2d, separableConv2d } from "@/interop/page/layers/convolutions";
import { countsBesides, masked } from "@/interop/page/layers/masks";
import { add, average, maximum, multiply } from "@/interop/page/layers/merging";
import { batchNormalization, layerNormalization, rmsNormalization } from "@/interop/page/layers/normalization";
import { biasOf, type PageLayer } from "@/interop/page/layers/page-layer";
import { averagePooling1d, averagePooling2d, maxPooling1d, maxPooling2d, meanOf, most } from "@/interop/page/layers/pooling";
import { bidirectional, gru, lstm, simpleRnn } from "@/interop/page/layers/recurrent";
import { concatenate, repeatVector, sameValues, upSampling2d, zeroPadding2d } from "@/interop/page/layers/reshaping";
import { timeDistributed } from "@/interop/page/layers/time-distributed";
import { product } from "@/interop/page/value";
import type { LayerName } from "@/network/layers";

export const pageLayers: { readonly [N in LayerName]: PageLayer<N> } = {
  Input: sameValues,
  Embedding: embedding,
  Dense: (call) => ({ shape: call.shape, data: product(call.inputs[0].data, call.weight("kernel").data, call.config.units, biasOf(call)) }),
  LSTM: lstm,
  GRU: gru,
  SimpleRNN: simpleRnn,
  Bidirectional: bidirectional,
  TimeDistributed: timeDistributed,
  Conv1D: conv1d,
  Activation: sameValues,
  Conv2D: conv2d,
  Conv2DTranspose: conv2dTranspose,
  DepthwiseConv2D: depthwiseConv2d,
  SeparableConv2D: separableConv2d,
  MaxPooling2D: maxPooling2d,
  AveragePooling2D: averagePooling2d,
  GlobalMaxPooling2D: most,
  GlobalAveragePooling2D: ({ inputs: [x], shape }) => meanOf(x, shape),
  MaxPooling1D: maxPooling1d,
  AveragePooling1D: averagePooling1d,
  GlobalAveragePooling1D: ({ inputs: [x], masks: [mask], shape }) => meanOf(x, shape, mask),
  GlobalMaxPooling1D: most,
  Flatten: sameValues,
  Reshape: sameValues,
  RepeatVector: repeatVector,
  Masking: ({ config, inputs: [x] }) => masked(x, countsBesides(x, config.maskValue)),
  ZeroPadding2D: zeroPadding2d,
  UpSampling2D: upSampling2d,
  BatchNormalization: batchNormalization,
  LayerNormalization: layerNormalization,
  RMSNormalization: rmsNormalization,
  // Only training draws.
  Dropout: sameValues,
  GaussianNoise: sameValues,
  Add: add,
  Multiply: multiply,
  Average: average,
  Maximum: maximum,
  Concatenate: concatenate,
  PositionalEncoding: positionalEncoding,
  MultiHeadAttention: multiHeadAttention,
  FeedForward: feedForward,
};
