/** Batches as the network sees them: gathered, varied (training only), scaled. */
import { hasClassNumbers } from "@/data/tasks";
import * as tf from "@tensorflow/tfjs-core";
import { mixSeed, seedFromName } from "@/base/rng";
import type { Augmentation } from "@/data/data-settings";
import type { Normalizer } from "@/data/normalization";
import type { PreparedDataset } from "@/engine/worker/data/dataset";
import type { RawSource } from "@/engine/worker/data/raw-source";
import { drawVariation, exampleSeed, moveImages } from "@/engine/worker/data/vary";
import { fillNormal } from "@/engine/worker/normal";
import { currentGpu } from "@/engine/worker/webgpu/backend";
import { createDeviceBatches, type DeviceBatches } from "@/engine/worker/webgpu/device-batches";

export interface Batch {
  /** [n, …inputShape], scaled. */
  readonly inputs: tf.Tensor;
  /** Class numbers int32 [n], or values [n, …targetShape]. */
  readonly targets: tf.Tensor;
}
export interface Batches {
  /** Augmented as (seed, epoch, position) say, where augmentation is on. The caller disposes. */
  train(positions: Uint32Array, seed: number, epoch: number): Batch;
  /** As they are. The caller disposes. */
  plain(positions: Uint32Array): Batch;
  /** Class numbers, from host memory: nothing is read back for them. */
  classes(positions: Uint32Array): Int32Array;
  /** Scales examples from elsewhere, [n, …inputShape] with pixels 0 … 1. */
  normalize(inputs: tf.Tensor): tf.Tensor;
  /** Before and after augmentation, without scaling: pixels 0 … 1. */
  augmented(augmentation: Augmentation, positions: Uint32Array, seed: number, epoch: number): { readonly before: tf.Tensor; readonly after: tf.Tensor };
  /** On WebGPU, where the whole set lies in the device's memory. */
  readonly onDevice?: DeviceBatches;
  dispose(): void;
}

/** The source stays the caller's: other settings for the same examples need no second upload. */
export function createBatches({ definition, settings, loaded, normalizer }: PreparedDataset, source: RawSource): Batches {
  const scaling = createScaling(normalizer);
  const isVaried = definition.isAugmentable === true && settings.augmentation.enabled;
  const targetsOf = (positions: Uint32Array, inputs: tf.Tensor) => {
    const targets = source.targets(positions) ?? inputs;
    return hasClassNumbers(definition.task) ? tf.cast(targets, "int32") : targets;
  };
  const gpu = currentGpu();
  const onDevice =
    gpu && source.tables
      ? createDeviceBatches(gpu, {
          ...source.tables,
          inputShape: definition.inputShape,
          targetShape: definition.targetShape,
          isClassification: hasClassNumbers(definition.task),
          normalizer,
          ...(isVaried ? { augmentation: settings.augmentation } : {}),
        })
      : undefined;
  return {
    ...(onDevice ? { onDevice } : {}),
    train: (positions, seed, epoch) =>
      tf.tidy(() => {
        const raw = source.inputs(positions);
        const inputs = isVaried ? augment(raw, settings.augmentation, positions, seed, epoch) : raw;
        return { inputs: scaling.apply(inputs), targets: targetsOf(positions, raw) };
      }),
    plain: (positions) =>
      tf.tidy(() => {
        const raw = source.inputs(positions);
        return { inputs: scaling.apply(raw), targets: targetsOf(positions, raw) };
      }),
    classes: (positions) => Int32Array.from(positions, (position) => loaded.targets?.[position] ?? 0),
    normalize: (inputs) => tf.tidy(() => scaling.apply(inputs)),
    augmented: (augmentation, positions, seed, epoch) =>
      tf.tidy(() => {
        const before = source.inputs(positions);
        return { before, after: augment(before, augmentation, positions, seed, epoch) };
      }),
    dispose() {
      scaling.dispose();
      onDevice?.dispose();
    },
  };
}

/** Each example by its own seed, so that it does not matter which batch it is in. Pixels stay within 0 … 1. */
function augment(raw: tf.Tensor, augmentation: Augmentation, positions: Uint32Array, seed: number, epoch: number): tf.Tensor {
  const size = raw.shape.slice(1);
  const own = seedFromName(seed, "augmentation");
  const seeds = Array.from(positions, (position) => exampleSeed(own, epoch, position));
  const moves = augmentation.shift > 0 || augmentation.rotate > 0 || augmentation.scale > 0 || augmentation.flip;
  const variations = seeds.map((exampleOwn) => drawVariation(augmentation, exampleOwn, size));
  const moved = moves ? moveImages(raw as tf.Tensor4D, variations) : raw;
  if (augmentation.noise <= 0) return moved;
  const width = size.reduce((product, d) => product * d, 1);
  // Drawn on the host on every backend: the same noise everywhere, for one upload per batch.
  const noise = new Float32Array(positions.length * width);
  seeds.forEach((exampleOwn, i) => fillNormal(noise.subarray(i * width, (i + 1) * width), mixSeed(exampleOwn, 1)));
  return tf.clipByValue(tf.add(moved, tf.mul(tf.tensor(noise, raw.shape), augmentation.noise)), 0, 1);
}

function createScaling({ shift, scale }: Normalizer) {
  const isPlain = shift.every((value) => value === 0) && scale.every((value) => value === 1);
  const shiftBy = tf.keep(tf.tensor1d([...shift]));
  const scaleBy = tf.keep(tf.tensor1d([...scale]));
  return {
    apply: (inputs: tf.Tensor): tf.Tensor => (isPlain ? tf.clone(inputs) : tf.mul(tf.sub(inputs, shiftBy), scaleBy)),
    dispose: () => tf.dispose([shiftBy, scaleBy]),
  };
}
