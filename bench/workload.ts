/** What is measured: two networks of the templates and the digits they learn, an LSTM and a Transformer that read text messages. */
import { smsSpam } from "@/data/datasets/sms-spam";
import { buildNetwork, sequence } from "@/examples/build-network";
import type { NetworkDocument } from "@/network/document";

export const imageSide = 28;
export const imageSize = imageSide * imageSide;
export const classCount = 10;
export const learningRate = 0.001;

/** Tokens of a text, and different ones. */
export const textLength = 100;
export const vocabularySize = 4000;
export const embeddingSize = 64;

/** Sizes of the Transformer: its own length of texts, the width of a step, of its feed-forward layers, and how many blocks. */
export const transformer = { length: 64, size: 64, heads: 4, inner: 256, blocks: 2 } as const;

export type ModelName = "mlp" | "cnn" | "lstm" | "transformer";

/** Tokens of a text, where the network reads texts. */
export function lengthOf(model: ModelName): number | undefined {
  return model === "lstm" ? textLength : model === "transformer" ? transformer.length : undefined;
}

export interface Workload {
  readonly model: ModelName;
  /** Examples per step. */
  readonly batch: number;
  /** Width of the dense layer before the last, or of the LSTM. */
  readonly units: number;
  readonly backend: string;
}

/** The networks of the templates `mnist-mlp` and `mnist-cnn`, without dropout, which every library draws differently. */
export function networkOf({ model, units }: Workload): NetworkDocument {
  if (model === "transformer") return transformerNetwork();
  if (model === "lstm")
    return sequence(
      [textLength],
      [
        // Without a mask, since not all contenders have one: everybody walks all steps.
        ["Embedding", { inputDim: vocabularySize, outputDim: embeddingSize, maskZero: false }],
        ["LSTM", { units }],
        ["Dense", { units: smsSpam.classNames?.length ?? 2, activation: "softmax" }],
      ],
    );
  const head = [["Flatten"], ["Dense", { units, activation: "relu" }], ["Dense", { units: classCount, activation: "softmax" }]] as const;
  if (model === "mlp") return sequence([imageSide, imageSide, 1], head);
  return sequence(
    [imageSide, imageSide, 1],
    [
      ["Conv2D", { filters: 32, kernelSize: [3, 3], activation: "relu" }],
      ["MaxPooling2D", { poolSize: [2, 2] }],
      ["Conv2D", { filters: 64, kernelSize: [3, 3], activation: "relu" }],
      ["MaxPooling2D", { poolSize: [2, 2] }],
      ...head,
    ],
  );
}

/** Blocks normalised before their parts, a mean over time, two classes. */
function transformerNetwork(): NetworkDocument {
  const { length, size, heads, inner, blocks } = transformer;
  const builder = buildNetwork();
  const input = builder.add(["Input", { shape: [length] }]);
  const embedding = builder.add(["Embedding", { inputDim: vocabularySize, outputDim: size, maskZero: false }], input);
  let last = builder.add(["PositionalEncoding", { kind: "sinusoidal" }], embedding);
  for (let block = 0; block < blocks; block++) {
    const attention = builder.add(["MultiHeadAttention", { numHeads: heads, keyDim: size / heads }], builder.add(["LayerNormalization"], last));
    const attended = builder.add(["Add"], last, attention);
    const worked = builder.add(["FeedForward", { units: inner, hiddenActivation: "relu" }], builder.add(["LayerNormalization"], attended));
    last = builder.add(["Add"], attended, worked);
  }
  const mean = builder.add(["GlobalAveragePooling1D"], builder.add(["LayerNormalization"], last));
  builder.add(["Dense", { units: 2, activation: "softmax" }], mean);
  return builder.network();
}

export interface Digits {
  readonly count: number;
  /** [N, 784], 0 … 255 */
  readonly pixels: Uint8Array;
  /** [N], 0 … 9 */
  readonly labels: Uint8Array;
}

/** Fetches a file by its path below `datasets/`. */
export type Files = (path: string) => Promise<Response>;

/** The first ten thousand digits of MNIST: more than any contender passes over here. */
export async function loadDigits(files: Files): Promise<Digits> {
  const read = async (name: string) => {
    const response = await files(`mnist/${name}.u8.gz`);
    if (!response.ok || !response.body) throw new Error(`${name} could not be fetched: HTTP ${response.status}.`);
    return new Uint8Array(await new Response(response.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
  };
  const [pixels, labels] = await Promise.all([read("train-images-0"), read("train-labels")]);
  const count = pixels.length / imageSize;
  return { count, pixels, labels: labels.subarray(0, count) };
}

/** Batch number `index`, [batch, 784] between 0 and 1; the digits are gone through again and again. */
export function batchOf({ count, pixels, labels }: Digits, batch: number, index: number): { readonly inputs: Float32Array; readonly labels: Uint8Array } {
  const first = (index * batch) % Math.max(count - batch + 1, 1);
  return {
    inputs: Float32Array.from(pixels.subarray(first * imageSize, (first + batch) * imageSize), (pixel) => pixel / 255),
    labels: labels.subarray(first, first + batch),
  };
}
