/** Every layer the playground knows. Listing one here lights up palette, form, engine table, docs and contract tests. */
import { initialConfigOf, type ConfigOf, type Fields } from "@/network/fields";
import { Activation } from "@/network/layers/activation";
import { Add } from "@/network/layers/add";
import { Average } from "@/network/layers/average";
import { AveragePooling2D } from "@/network/layers/average-pooling2d";
import { AveragePooling1D } from "@/network/layers/average-pooling1d";
import { BatchNormalization } from "@/network/layers/batch-normalization";
import { Bidirectional } from "@/network/layers/bidirectional";
import { Concatenate } from "@/network/layers/concatenate";
import { Conv1D } from "@/network/layers/conv1d";
import { Conv2D } from "@/network/layers/conv2d";
import { Conv2DTranspose } from "@/network/layers/conv2d-transpose";
import { Dense } from "@/network/layers/dense";
import { DepthwiseConv2D } from "@/network/layers/depthwise-conv2d";
import { Dropout } from "@/network/layers/dropout";
import { Embedding } from "@/network/layers/embedding";
import { Flatten } from "@/network/layers/flatten";
import { FeedForward } from "@/network/layers/feed-forward";
import { GaussianNoise } from "@/network/layers/gaussian-noise";
import { GlobalAveragePooling1D } from "@/network/layers/global-average-pooling1d";
import { GlobalAveragePooling2D } from "@/network/layers/global-average-pooling2d";
import { GlobalMaxPooling1D } from "@/network/layers/global-max-pooling1d";
import { GlobalMaxPooling2D } from "@/network/layers/global-max-pooling2d";
import { GRU } from "@/network/layers/gru";
import { Input } from "@/network/layers/input";
import { LayerNormalization } from "@/network/layers/layer-normalization";
import { LSTM } from "@/network/layers/lstm";
import { Masking } from "@/network/layers/masking";
import { MaxPooling1D } from "@/network/layers/max-pooling1d";
import { MaxPooling2D } from "@/network/layers/max-pooling2d";
import { Maximum } from "@/network/layers/maximum";
import { MultiHeadAttention } from "@/network/layers/multi-head-attention";
import { Multiply } from "@/network/layers/multiply";
import { PositionalEncoding } from "@/network/layers/positional-encoding";
import { RepeatVector } from "@/network/layers/repeat-vector";
import { Reshape } from "@/network/layers/reshape";
import { RMSNormalization } from "@/network/layers/rms-normalization";
import { SeparableConv2D } from "@/network/layers/separable-conv2d";
import { SimpleRNN } from "@/network/layers/simple-rnn";
import { TimeDistributed } from "@/network/layers/time-distributed";
import { UpSampling2D } from "@/network/layers/up-sampling2d";
import { ZeroPadding2D } from "@/network/layers/zero-padding2d";
import type { LayerDefinition } from "@/network/layers/define-layer";

// oxlint-disable-next-line typescript/no-explicit-any -- the one place where layers of all configs meet
export const layers = {
  Input,
  Embedding,
  Dense,
  LSTM,
  GRU,
  SimpleRNN,
  Bidirectional,
  TimeDistributed,
  Conv1D,
  Conv2D,
  Conv2DTranspose,
  DepthwiseConv2D,
  SeparableConv2D,
  MaxPooling2D,
  AveragePooling2D,
  GlobalAveragePooling2D,
  GlobalMaxPooling2D,
  MaxPooling1D,
  AveragePooling1D,
  GlobalAveragePooling1D,
  GlobalMaxPooling1D,
  Flatten,
  Reshape,
  RepeatVector,
  Masking,
  ZeroPadding2D,
  UpSampling2D,
  Activation,
  BatchNormalization,
  LayerNormalization,
  RMSNormalization,
  Dropout,
  GaussianNoise,
  Add,
  Multiply,
  Average,
  Maximum,
  Concatenate,
  PositionalEncoding,
  MultiHeadAttention,
  FeedForward,
} as const satisfies { readonly [Name in string]: LayerDefinition<Name, any> };

export type LayerName = keyof typeof layers;
export type LayerConfig<N extends LayerName> = ConfigOf<(typeof layers)[N]["fields"]>;
export const layerNames = Object.keys(layers) as readonly LayerName[];

/** A layer's declaration seen without its own config type: for code that treats all layers alike. */
export type AnyLayerDefinition = LayerDefinition<LayerName, Fields>;
export function layerOf(name: LayerName): AnyLayerDefinition {
  return layers[name] as unknown as AnyLayerDefinition;
}

export function initialConfig<N extends LayerName>(name: N): LayerConfig<N> {
  return initialConfigOf(layers[name].fields) as LayerConfig<N>;
}
