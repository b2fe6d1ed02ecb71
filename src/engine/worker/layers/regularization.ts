/** Layers that disturb the signal while training and pass it on unchanged afterwards. */
import type { LayerBuilder } from "@/engine/worker/layers/define-builder";
import { dropout as dropoutOp } from "@/engine/worker/ops/dropout";
import { gaussianNoise as gaussianNoiseOp } from "@/engine/worker/ops/gaussian-noise";

export const dropout: LayerBuilder<"Dropout"> = ({ config: { rate }, inputs: [x], random }) =>
  random && rate > 0 ? dropoutOp.run({ x: x!, step: random.step }, { rate, layerSeed: random.layerSeed })[0] : x!;

export const gaussianNoise: LayerBuilder<"GaussianNoise"> = ({ config: { stddev }, inputs: [x], random }) =>
  random && stddev > 0 ? gaussianNoiseOp.run({ x: x!, step: random.step }, { stddev, layerSeed: random.layerSeed })[0] : x!;
