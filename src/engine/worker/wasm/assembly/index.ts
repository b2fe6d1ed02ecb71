/** Everything that the engine calls: AssemblyScript, compiled by scripts/wasm-kernels.mjs. All addresses are bytes on TensorFlow.js' own heap. */
export { sumRows } from "./sum";
export { adagradUpdate, adamUpdate, momentumUpdate, rmspropUpdate, sgdUpdate } from "./optimizers";
export { sumOfSquares } from "./sum-of-squares";
export { activationGradient, biasActivation } from "./bias-activation";
export { dropout, gaussianNoise } from "./random";
export { softmaxCrossentropy } from "./softmax-crossentropy";
export { batchNormalization, batchNormalizationGradient } from "./batch-normalization";
export { bytesToFloats } from "./bytes";
export { layerNormalization, layerNormalizationGradient } from "./layer-normalization";
