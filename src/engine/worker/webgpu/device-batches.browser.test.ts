import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { mixSeed, seedFromName } from "@/base/rng";
import { augmentationOff, type Augmentation } from "@/data/data-settings";
import { openBackend } from "@/engine/worker/backends";
import { createBatches } from "@/engine/worker/data/batches";
import type { PreparedDataset } from "@/engine/worker/data/dataset";
import { createRawSource } from "@/engine/worker/data/raw-source";
import { rowOf } from "@/engine/worker/webgpu/step-row";

beforeAll(async () => void (await openBackend("webgpu")));

const [height, width, channels] = [8, 6, 2];
const size = height * width * channels;
const count = 7;
const seed = 5;
const epoch = 3;
/** Odd sizes, so that rows begin within words. */
const order = Uint32Array.from([6, 0, 3, 1, 5, 2, 4]);
const first = 2;
const batchSize = 4;

type Parts = Partial<{ augmentation: Augmentation; task: string; inputs: Uint8Array | Float32Array; targets: Uint8Array | Float32Array | undefined }>;

function dataset({ augmentation = augmentationOff, task = "classification", ...loaded }: Parts): PreparedDataset {
  return {
    settings: { augmentation },
    definition: { task, kind: "image", inputShape: [height, width, channels], targetShape: task === "classification" ? [] : [2], isAugmentable: true },
    loaded: {
      inputs: Uint8Array.from({ length: count * size }, (_, i) => 255 * Math.sin(i * 0.37) ** 2),
      targets: Uint8Array.from({ length: count }, (_, i) => (i * 3) % 5),
      ...loaded,
    },
    normalizer: { shift: [0.3, 0.6], scale: [2, 4] },
  } as unknown as PreparedDataset;
}

/** The same batch by the host's seeds and tfjs's operations, and by our kernels. */
async function bothWays(parts: Parts) {
  const data = dataset(parts);
  const source = createRawSource(data.definition, data.loaded);
  const batches = createBatches(data, source);
  const row = rowOf({ step: 0, rate: 0 });
  row.set([first, 0, mixSeed(seedFromName(seed, "augmentation"), epoch) | 0], 1);
  const device = { order: tf.tensor1d(Int32Array.from(order), "int32"), now: tf.tensor1d(row, "int32"), count: batchSize };
  const expected = batches.train(order.subarray(first, first + batchSize), seed, epoch);
  const came = batches.onDevice!.next(device);
  const valuesOf = async (tensor: tf.Tensor) => ({ shape: tensor.shape, dtype: tensor.dtype, values: [...(await tensor.data())] });
  const result = {
    expected: { inputs: await valuesOf(expected.inputs), targets: await valuesOf(expected.targets) },
    came: { inputs: await valuesOf(came.inputs), targets: await valuesOf(came.targets) },
  };
  tf.dispose([expected.inputs, expected.targets, came.inputs, came.targets, device.order, device.now]);
  batches.dispose();
  source.dispose();
  return result;
}
const farthest = (a: readonly number[], b: readonly number[]) => Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));

describe("a batch put together on the device is that of the host", () => {
  const floats = (length: number) => Float32Array.from({ length }, (_, i) => Math.cos(i * 1.1));
  test.each<[string, Parts]>([
    ["bytes with class numbers", {}],
    ["floats with values", { task: "regression", inputs: floats(count * size), targets: floats(count * 2) }],
    ["images that are their own targets", { task: "reconstruction", targets: undefined }],
  ])("for %s", async (_, parts) => {
    const { expected, came } = await bothWays(parts);
    expect(came.targets).toEqual(expected.targets);
    expect(came.inputs.shape).toEqual(expected.inputs.shape);
    expect(farthest(came.inputs.values, expected.inputs.values)).toBeLessThan(1e-6);
  });

  const off = { ...augmentationOff, enabled: true, shift: 0, rotate: 0, scale: 0 };
  test.each<[string, Augmentation]>([
    ["shifted", { ...off, shift: 0.3 }],
    ["turned as far as can be", { ...off, rotate: 180 }],
    ["of other sizes", { ...off, scale: 0.4 }],
    ["mirrored", { ...off, flip: true }],
    ["noised", { ...off, noise: 0.2 }],
    ["all of it at once", { ...off, shift: 0.2, rotate: 30, scale: 0.2, flip: true, noise: 0.1 }],
  ])("%s", async (_, augmentation) => {
    const { expected, came } = await bothWays({ augmentation });
    const { came: plain } = await bothWays({});
    // In single precision a pixel is looked up a millionth of a pixel beside; scaled by 4, neighbours differ by up to 4.
    expect(farthest(came.inputs.values, expected.inputs.values)).toBeLessThan(1e-4);
    expect(farthest(came.inputs.values, plain.inputs.values)).toBeGreaterThan(0.1);
    expect(came.targets).toEqual(expected.targets);
  });
});
