/** The order of arguments that Keras gives its layers, where it is not that of our settings; other words for the same; and what is passed over. */
import { snakeCase } from "@/interop/export/keras/keras-values";
import { layerNames, layerOf, type LayerName } from "@/network/layers";

const conv2d =
  "filters kernel_size strides padding data_format dilation_rate groups activation use_bias kernel_initializer bias_initializer kernel_regularizer bias_regularizer";
const recurrent =
  "units activation recurrent_activation use_bias kernel_initializer recurrent_initializer bias_initializer unit_forget_bias kernel_regularizer recurrent_regularizer bias_regularizer";
const normalization = "axis momentum epsilon center scale beta_initializer gamma_initializer";

const orders: Readonly<Partial<Record<LayerName, string>>> = {
  Conv2D: conv2d,
  Conv1D: conv2d,
  Conv2DTranspose: "filters kernel_size strides padding output_padding data_format dilation_rate activation use_bias",
  DepthwiseConv2D: "kernel_size strides padding depth_multiplier data_format dilation_rate activation use_bias",
  SeparableConv2D: "filters kernel_size strides padding data_format dilation_rate depth_multiplier activation use_bias",
  LSTM: recurrent,
  GRU: recurrent.replace("unit_forget_bias ", ""),
  SimpleRNN: recurrent.replace("recurrent_activation ", "").replace("unit_forget_bias ", ""),
  BatchNormalization: normalization,
  LayerNormalization: normalization.replace("momentum ", ""),
  RMSNormalization: "axis epsilon",
  MultiHeadAttention: "num_heads key_dim value_dim dropout use_bias",
  Embedding: "input_dim output_dim embeddings_initializer embeddings_regularizer embeddings_constraint mask_zero",
  UpSampling2D: "size data_format interpolation",
};

export function kerasOrder(name: LayerName): readonly string[] {
  return orders[name]?.split(" ") ?? Object.keys(layerOf(name).fields).map(snakeCase);
}

/** Layers of Keras that are one of ours by another name. */
export const kerasAliases: Readonly<Record<string, LayerName>> = {
  Convolution2D: "Conv2D",
  Convolution1D: "Conv1D",
  Convolution2DTranspose: "Conv2DTranspose",
  Deconvolution2D: "Conv2DTranspose",
  SeparableConvolution2D: "SeparableConv2D",
  MaxPool2D: "MaxPooling2D",
  MaxPool1D: "MaxPooling1D",
  AvgPool2D: "AveragePooling2D",
  AvgPool1D: "AveragePooling1D",
  GlobalMaxPool2D: "GlobalMaxPooling2D",
  GlobalMaxPool1D: "GlobalMaxPooling1D",
  GlobalAvgPool2D: "GlobalAveragePooling2D",
  GlobalAvgPool1D: "GlobalAveragePooling1D",
  InputLayer: "Input",
  // As functions on a list of tensors.
  add: "Add",
  multiply: "Multiply",
  average: "Average",
  maximum: "Maximum",
  concatenate: "Concatenate",
};

/** Layers that are an activation, and which. */
export const activationLayers: Readonly<Record<string, string>> = { ReLU: "relu", LeakyReLU: "leakyRelu", Softmax: "softmax", ELU: "elu" };

/** Arguments that change nothing here when they say this. */
export const harmless: Readonly<Record<string, readonly (string | number | boolean | null)[] | "any">> = {
  name: "any",
  dtype: "any",
  seed: "any",
  trainable: [true],
  sparse: [false],
  data_format: ["channels_last", null],
  groups: [1],
  axis: [-1],
  output_padding: [null],
  noise_shape: [null],
  activity_regularizer: [null],
  kernel_constraint: [null],
  bias_constraint: [null],
  recurrent_constraint: [null],
  embeddings_constraint: [null],
  depthwise_constraint: [null],
  pointwise_constraint: [null],
  return_state: [false],
  stateful: [false],
  unroll: "any",
  reset_after: [true],
  input_length: "any",
  implementation: "any",
  recurrent_dropout: [0],
  keepdims: [false],
  batch_size: "any",
  interpolation: ["nearest"],
  dilation_rate: [1],
};

/** Layers that have their place elsewhere in Layerlab: what comes in goes on unchanged. */
export const passedOver: readonly string[] =
  "Rescaling Resizing CenterCrop Normalization RandomFlip RandomRotation RandomZoom RandomTranslation RandomContrast RandomBrightness RandomCrop TextVectorization".split(
    " ",
  );

export function kerasLayerName(name: string): LayerName | undefined {
  return layerNames.find((known) => known === name) ?? (Object.hasOwn(kerasAliases, name) ? kerasAliases[name] : undefined);
}
