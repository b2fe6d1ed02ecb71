import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { builderOf } from "@/engine/worker/layers";
import { initialConfig, type LayerConfig } from "@/network/layers";
import { MultiHeadAttention } from "@/network/layers/multi-head-attention";

type Config = LayerConfig<"MultiHeadAttention">;
const sizes = { numHeads: 2, keyDim: 3 };

function weightsFor(config: Config, features: number): Map<string, tf.Tensor> {
  const specs = MultiHeadAttention.weights(config, [[null, 4, features]]);
  return new Map(
    specs.map(({ name, shape }, salt) => [name, tf.sin(tf.add(tf.reshape(tf.range(0, tf.util.sizeFromShape([...shape])), [...shape]), salt)) as tf.Tensor]),
  );
}

function attend(x: tf.Tensor, { mask, changed = {}, ...settings }: Partial<Config> & { mask?: tf.Tensor; changed?: Record<string, tf.Tensor> } = {}) {
  const config = { ...initialConfig("MultiHeadAttention"), ...sizes, ...settings };
  const weights = weightsFor(config, x.shape[2]!);
  let attention: tf.Tensor | undefined;
  const output = builderOf("MultiHeadAttention")({
    config: config as never,
    activation: "linear",
    inputs: [x],
    masks: [mask],
    weight: (name) => changed[name] ?? weights.get(name)!,
    training: false,
    track: () => {},
    reveal: (revealed) => (attention = revealed),
  });
  return { output, attention: attention! };
}
const values = (x: tf.Tensor) => [...x.dataSync<"float32">()];
const sequence = () => tf.cos(tf.reshape(tf.range(0, 40), [2, 4, 5]));

describe.each(["wasm", "cpu"] as const)("attention on %s", (backend) => {
  beforeAll(() => openBackend(backend));

  test("what each step looks at is revealed: shares that add up to 1, and nothing ahead where it only looks back", () => {
    const { attention } = attend(sequence(), { useCausalMask: true });
    expect(attention.shape).toEqual([2, 2, 4, 4]);
    for (const sum of values(tf.sum(attention, -1))) expect(sum).toBeCloseTo(1, 6);
    const ahead = tf.sub(1, tf.linalg.bandPart(tf.ones([4, 4]), -1, 0));
    expect(values(tf.max(tf.mul(attention, ahead)))).toEqual([0]);
  });

  test("looking back only, what comes later changes nothing before it", () => {
    const x = sequence();
    const changed = tf.concat([tf.slice(x, [0, 0, 0], [2, 3, 5]), tf.ones([2, 1, 5])], 1);
    const upTo3 = (y: tf.Tensor) => values(tf.slice(y, [0, 0, 0], [2, 3, 5]));
    expect(upTo3(attend(changed, { useCausalMask: true }).output)).toEqual(upTo3(attend(x, { useCausalMask: true }).output));
    expect(upTo3(attend(changed).output)).not.toEqual(upTo3(attend(x).output));
  });

  test("padding is not looked at, and where all is padding the answer is the bias alone, not NaN", () => {
    const mask = tf.tensor2d([1, 1, 0, 0, 0, 0, 0, 0], [2, 4]);
    const { output, attention } = attend(sequence(), { mask });
    expect(values(tf.sum(tf.slice(attention, [0, 0, 0, 2], [1, 2, 4, 2])))).toEqual([0]);
    expect(values(tf.sum(tf.slice(attention, [1, 0, 0, 0], [1, 2, 4, 4])))).toEqual([0]);
    const bias = values(weightsFor({ ...initialConfig("MultiHeadAttention"), ...sizes }, 5).get("outputBias")!);
    const second = values(tf.slice(output, [1, 0, 0], [1, 1, 5]));
    second.forEach((value, i) => expect(value).toBeCloseTo(bias[i]!, 6));
  });

  test("a bias of the keys shifts all scores alike, so it changes nothing", () => {
    const plain = values(attend(sequence()).output);
    const shifted = values(attend(sequence(), { changed: { keyBias: tf.fill([2, 3], 3) } }).output);
    shifted.forEach((value, i) => expect(value).toBeCloseTo(plain[i]!, 4));
  });
});
