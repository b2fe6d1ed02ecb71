import { describe, expect, test } from "vitest";
import type { LoadContext } from "@/data/define-dataset";
import { datasetOf } from "@/data/datasets";
import { withNoise } from "@/data/datasets/mnist-denoise";
import { readImages } from "@/data/datasets/read-images";

/** Files whose bytes tell where they came from; `change` makes them wrong. */
function files(change: (path: string, bytes: Uint8Array) => Uint8Array = (_, bytes) => bytes): LoadContext & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    read(path) {
      asked.push(path);
      const isTrain = path.includes("/train-");
      const size = path.includes("labels") ? (isTrain ? 25_000 : 5_000) : path.includes("images-2") || !isTrain ? 5_000 * 784 : 10_000 * 784;
      const shard = Number(/images-(\d)/.exec(path)?.[1] ?? 0);
      return Promise.resolve(change(path, new Uint8Array(size).fill(path.includes("labels") ? 7 : 100 * (isTrain ? 1 : 2) + shard)));
    },
  };
}
const counts = { train: 25_000, test: 5_000 };

describe("readImages", () => {
  test("puts the shards in order, the training side first and the test part last", async () => {
    const context = files();
    const { inputs, targets, count, testCount } = await readImages("set", counts, context);
    expect([count, testCount, inputs.length, targets.length]).toEqual([30_000, 5_000, 30_000 * 784, 30_000]);
    const firstPixel = (index: number) => inputs[index * 784];
    expect([0, 9_999, 10_000, 20_000, 24_999, 25_000, 29_999].map(firstPixel)).toEqual([100, 100, 101, 102, 102, 200, 200]);
    expect(context.asked.toSorted()).toEqual(
      ["test-images-0", "test-labels", "train-images-0", "train-images-1", "train-images-2", "train-labels"].map((name) => `set/${name}.u8.gz`),
    );
  });

  test("a short file is refused with both lengths", async () => {
    const context = files((path, bytes) => (path.endsWith("train-images-1.u8.gz") ? bytes.subarray(0, 610_304) : bytes));
    await expect(readImages("set", counts, context)).rejects.toThrow(
      "data.length: The data file set/train-images-1.u8.gz should hold 7,840,000 bytes, but 610,304 arrived.",
    );
  });

  test("a class that does not exist is refused", async () => {
    const context = files((path, bytes) => (path.endsWith("test-labels.u8.gz") ? bytes.with(3, 10) : bytes));
    await expect(readImages("set", counts, context)).rejects.toThrow("data.label: Example 25003 of set has class 10; classes go from 0 to 9.");
  });
});

describe("noisy MNIST", () => {
  test("noise has the stated deviation, no bias, and depends on the seed alone", () => {
    const grey = new Uint8Array(200_000).fill(128);
    const noisy = withNoise(grey, 0.1, 4);
    const mean = noisy.reduce((sum, value) => sum + value, 0) / noisy.length;
    const deviation = Math.sqrt(noisy.reduce((sum, value) => sum + (value - mean) ** 2, 0) / noisy.length);
    // The table's own sampling error is 0.1·255/√65,536 ≈ 0.1 of a grey level.
    expect(Math.abs(mean - 128)).toBeLessThan(0.4);
    expect(Math.abs(deviation - 25.5)).toBeLessThan(0.5);
    expect(withNoise(grey, 0.1, 4)).toEqual(noisy);
    expect(withNoise(grey, 0.1, 5)).not.toEqual(noisy);
  });

  test("without noise the input is the clean image, and bytes never wrap round", () => {
    const image = Uint8Array.of(0, 1, 254, 255);
    expect(withNoise(image, 0, 1)).toEqual(image);
    const black = withNoise(new Uint8Array(1_000), 0.2, 1);
    expect(Math.max(...black)).toBeLessThan(255);
    expect(black.filter((value) => value === 0).length).toBeGreaterThan(400);
  });

  test("the target is the clean image, byte for byte", async () => {
    const read = (path: string) => Promise.resolve(new Uint8Array(path.includes("labels") ? (path.includes("train") ? 60_000 : 10_000) : 7_840_000).fill(9));
    const { inputs, targets } = await datasetOf("mnist-denoise").load({ noise: 0 }, 1, { read });
    expect(targets?.length).toBe(70_000 * 784);
    // 55 MB: compared as bytes, because value by value takes minutes.
    expect(Buffer.compare(inputs as Uint8Array, targets as Uint8Array)).toBe(0);
  });
});
