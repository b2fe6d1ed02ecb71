/** The sign of each layer, the same on its card, in lists and in the inspector. Names of `ui/icons.tsx`. */
import type { LayerName } from "@/network/layers";

export const layerIcons: { readonly [N in LayerName]: string } = {
  Input: "image",
  Dense: "align-justify",
  Conv2D: "grid-3x3",
  Conv2DTranspose: "grid-2x2-plus",
  DepthwiseConv2D: "layers",
  SeparableConv2D: "layers-2",
  MaxPooling2D: "shrink",
  AveragePooling2D: "minimize-2",
  GlobalAveragePooling2D: "circle-dot",
  GlobalMaxPooling2D: "crosshair",
  Flatten: "chevrons-down-up",
  Reshape: "boxes",
  ZeroPadding2D: "frame",
  UpSampling2D: "expand",
  Activation: "activity",
  BatchNormalization: "sliders-horizontal",
  LayerNormalization: "rows-3",
  Dropout: "dices",
  GaussianNoise: "audio-waveform",
  Add: "plus",
  Multiply: "x",
  Average: "equal",
  Maximum: "chevrons-up",
  Concatenate: "combine",
};
