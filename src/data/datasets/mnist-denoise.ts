/** MNIST with noise laid over it: the network is shown the noisy digit and asked for the clean one. */
import { createRng, mixSeed } from "@/base/rng";
import { datasetConfig } from "@/data/dataset-config";
import type { DatasetDefinition } from "@/data/define-dataset";
import { mnistCounts, mnistSource } from "@/data/datasets/mnist";
import { imageSide, readImages } from "@/data/datasets/read-images";
import { float } from "@/network/fields";

const fields = {
  noise: float({
    label: { en: "Noise", zh: "噪声" },
    help: {
      en: "Standard deviation of the noise laid over each pixel, where black is 0 and white is 1.",
      zh: "叠加到每个像素上的噪声的标准差，其中黑为 0、白为 1。",
    },
    initial: 0.35,
    min: 0,
    max: 1,
  }),
};

export const mnistDenoise: DatasetDefinition = {
  id: "mnist-denoise",
  title: { en: "Noisy MNIST digits", zh: "带噪声的 MNIST 数字" },
  summary: {
    en: "Every digit twice: with noise as the input, clean as the target. Nothing is said about which digit it is.",
    zh: "每个数字有两份：带噪声的作输入，干净的作目标。网络并不知道它是哪个数字。",
  },
  source: mnistSource,
  kind: "image",
  task: "reconstruction",
  inputShape: [imageSide, imageSide, 1],
  targetShape: [imageSide, imageSide, 1],
  fields,
  expectedCounts: mnistCounts,
  async load(config, seed, context) {
    const { noise } = datasetConfig({ fields }, config);
    const { inputs: targets, count, testCount } = await readImages("mnist", mnistCounts, context);
    return { inputs: withNoise(targets, noise, seed), targets, count, testCount };
  },
};

/**
 * Pixels plus Gaussian noise, kept within a byte. 55 million normals would take many seconds: they are drawn from a table of 65,536,
 * at two places for each hash of a counter, in one loop without a call.
 */
export function withNoise(pixels: Uint8Array, deviation: number, seed: number): Uint8Array {
  const rng = createRng(seed);
  const table = Int16Array.from({ length: 65_536 }, () => Math.round(255 * deviation * rng.normal()));
  const key = mixSeed(seed, 1) | 0;
  const noisy = new Uint8ClampedArray(pixels.length);
  for (let i = 0; i < pixels.length; i += 2) {
    // lowbias32 by Chris Wellons.
    let hash = (key + Math.imul(i, 0x9e3779b9)) | 0;
    hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
    hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
    hash ^= hash >>> 15;
    noisy[i] = (pixels[i] as number) + (table[hash & 0xffff] as number);
    // Written beyond the end of an odd number of pixels, it is lost.
    noisy[i + 1] = (pixels[i + 1] as number) + (table[hash >>> 16] as number);
  }
  return new Uint8Array(noisy.buffer);
}
