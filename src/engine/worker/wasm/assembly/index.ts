/** Everything that the engine calls: AssemblyScript, compiled by scripts/wasm-kernels.mjs. All addresses are bytes on TensorFlow.js' own heap. */
// Exported for one reason: what is called from one place only would be inlined there, and lose its registers (see rows-tile.ts).
export { columnsTile } from "./columns-tile";
export { patchesTile } from "./patches-tile";
export { rowsTile } from "./rows-tile";

export { attendNewest, softmax } from "./attend-newest";
export { attention, attentionBytes, attentionGradient, setAttention } from "./attention";
export { batchNormalization, batchNormalizationGradient } from "./batch-normalization";
export { activationGradient, biasActivation } from "./bias-activation";
export { bytesToFloats } from "./bytes";
export { convolve, convolveBackToInput, convolveBytes } from "./convolve";
export { convolveBackToFilter, convolveFilterBytes } from "./convolve-filter";
export { depthwise, depthwiseBackToFilter, depthwiseBackToInput } from "./depthwise";
export { setDepthwise } from "./depthwise-geometry";
export { embed, embedBack } from "./embedding";
export { gelu, geluGradient } from "./gelu";
export { setGeometry } from "./geometry";
export { layerNormalization, layerNormalizationGradient } from "./layer-normalization";
export { adagradUpdate, adamUpdate, momentumUpdate, rmspropUpdate, sgdUpdate } from "./optimizers";
export { poolMaxBack, poolMeanBack, setPooling } from "./pooling";
export { product, productBytes } from "./product";
export { dropout, gaussianNoise } from "./random";
export { rmsNormalization, rmsNormalizationGradient } from "./rms-normalization";
export { recurrentBack, recurrentBytes, recurrentForward, setRecurrent } from "./recurrent";
export { sumSegments } from "./segments";
export { softmaxCrossentropy } from "./softmax-crossentropy";
export { sumRows } from "./sum";
export { sumOfSquares } from "./sum-of-squares";
export { sigmoidCrossentropy, squaredError } from "./elementwise-losses";
