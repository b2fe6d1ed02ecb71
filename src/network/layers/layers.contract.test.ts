/** One contract for every layer: what it declares holds together, and agrees with TensorFlow.js' own layers. */
// oxlint-disable-next-line no-restricted-imports -- the reference to compare with, in tests only
import * as tf from "@tensorflow/tfjs-layers";
// oxlint-disable-next-line no-restricted-imports -- the reference to compare with, in tests only
import "@tensorflow/tfjs-backend-cpu";
import fc from "@/base/testing/fast-check";
import katex from "katex";
import { describe, expect, test } from "vitest";
import { assertNever } from "@/base/assert-never";
import { locales, say } from "@/base/text";
import { initialConfigOf, usedFields, type Field } from "@/network/fields";
import { layerNames, layerOf, type LayerName } from "@/network/layers";
import { ShapeError, type Shape } from "@/network/shape";
import { configOf } from "@/network/testing/arbitraries";

type Config = Readonly<Record<string, unknown>>;
const strip = ({ activation: _a, ...config }: Config, skip: readonly string[] = []) =>
  Object.fromEntries(Object.entries(config).filter(([key]) => !skip.includes(key) && !/Initializer$|Regularizer$/.test(key)));

const recurrent = (config: Config) => ({ ...strip(config, ["recurrentActivation", "dropout", "recurrentDropout"]), recurrentInitializer: "zeros" });

/** The same layer in TensorFlow.js; its own defaults never decide, because every value is given. What it lacks is held against Keras by the engine. */
const reference: { readonly [N in LayerName]: ((config: Config) => tf.layers.Layer) | undefined } = {
  Input: (c) => tf.layers.inputLayer({ inputShape: c["shape"] as number[] }),
  Embedding: (c) => tf.layers.embedding(strip(c) as never),
  Dense: (c) => tf.layers.dense(strip(c) as never),
  LSTM: (c) => tf.layers.lstm(recurrent(c) as never),
  // TensorFlow.js knows only the older form, with one bias for both products.
  GRU: (c) => tf.layers.gru(recurrent({ ...c, useBias: false }) as never),
  SimpleRNN: (c) => tf.layers.simpleRNN(recurrent(c) as never),
  Bidirectional: ({ layer, mergeMode, ...c }) =>
    tf.layers.bidirectional({ layer: reference[layer as "LSTM" | "GRU" | "SimpleRNN"]!(c) as never, mergeMode: mergeMode as "concat" }),
  TimeDistributed: ({ layer, poolSize, ...c }) => {
    const inner = { ...c, dilationRate: [1, 1], ...(layer === "Conv2D" ? {} : { poolSize, strides: poolSize, padding: "valid" }) };
    return tf.layers.timeDistributed({ layer: reference[layer as "Conv2D"]!(inner) as never });
  },
  // TensorFlow.js takes causal padding for none when it says its shape; it is as long as `same`.
  Conv1D: (c) => tf.layers.conv1d({ ...strip(c), ...(c["padding"] === "causal" ? { padding: "same" } : {}) } as never),
  Conv2D: (c) => tf.layers.conv2d(strip(c) as never),
  Conv2DTranspose: (c) => tf.layers.conv2dTranspose(strip(c) as never),
  DepthwiseConv2D: (c) => tf.layers.depthwiseConv2d(strip(c) as never),
  SeparableConv2D: (c) => tf.layers.separableConv2d(strip(c) as never),
  MaxPooling2D: (c) => tf.layers.maxPooling2d(strip(c) as never),
  AveragePooling2D: (c) => tf.layers.averagePooling2d(strip(c) as never),
  GlobalAveragePooling2D: () => tf.layers.globalAveragePooling2d({}),
  GlobalMaxPooling2D: () => tf.layers.globalMaxPooling2d({}),
  MaxPooling1D: (c) => tf.layers.maxPooling1d(strip(c) as never),
  AveragePooling1D: (c) => tf.layers.averagePooling1d(strip(c) as never),
  RepeatVector: (c) => tf.layers.repeatVector({ n: c["n"] as number }),
  Masking: (c) => tf.layers.masking({ maskValue: c["maskValue"] as number }),
  GlobalAveragePooling1D: () => tf.layers.globalAveragePooling1d({}),
  GlobalMaxPooling1D: () => tf.layers.globalMaxPooling1d({}),
  Flatten: () => tf.layers.flatten(),
  Reshape: (c) => tf.layers.reshape({ targetShape: c["targetShape"] as number[] }),
  ZeroPadding2D: (c) => {
    const [rows, columns] = c["padding"] as [number, number];
    return tf.layers.zeroPadding2d({
      padding: [
        [rows, rows],
        [columns, columns],
      ],
    });
  },
  UpSampling2D: (c) => tf.layers.upSampling2d(strip(c) as never),
  Activation: () => tf.layers.activation({ activation: "relu" }),
  BatchNormalization: (c) => tf.layers.batchNormalization(strip(c) as never),
  LayerNormalization: (c) => tf.layers.layerNormalization(strip(c) as never),
  Dropout: (c) => tf.layers.dropout({ rate: c["rate"] as number }),
  GaussianNoise: (c) => tf.layers.gaussianNoise({ stddev: c["stddev"] as number }),
  Add: () => tf.layers.add(),
  Multiply: () => tf.layers.multiply(),
  Average: () => tf.layers.average(),
  Maximum: () => tf.layers.maximum(),
  RMSNormalization: (c) => tf.layers.layerNormalization({ ...c, center: false } as never),
  PositionalEncoding: undefined,
  MultiHeadAttention: undefined,
  FeedForward: undefined,
  Concatenate: (c) => tf.layers.concatenate({ axis: c["axis"] as number }),
};

const size = fc.integer({ min: 1, max: 14 });
/** Inputs of a rank that the layer takes; for merges mostly equal ones. */
function inputsOf(className: LayerName, config: Config): fc.Arbitrary<readonly Shape[]> {
  const { arity, rank } = layerOf(className).input;
  const axes = rank === "any" ? fc.integer({ min: 2, max: 4 }) : fc.constantFrom(...[rank].flat());
  const shape = axes.chain((count) => fc.tuple(...Array.from({ length: count - 1 }, () => size)).map((dims): Shape => [null, ...dims]));
  if (arity === 0) return fc.constant([]);
  if (className === "Reshape") return fc.constant([[null, (config["targetShape"] as number[]).reduce((a, b) => a * b, 1)]]);
  if (arity === 1) return shape.map((one) => [one]);
  return fc.tuple(shape, arity === 2 ? fc.integer({ min: 1, max: 2 }) : fc.integer({ min: 2, max: 4 }), size, fc.nat(3)).map(([one, count, other, axis]) =>
    // One input differs in one axis: right for Concatenate along it, refused by the others.
    Array.from({ length: count }, (_, i) => (i === 1 && axis > 0 ? one.map((d, j) => (j === axis ? other : d)) : one)),
  );
}

const single = (shape: tf.Shape | tf.Shape[]) => (Array.isArray(shape[0]) ? shape[0] : shape) as tf.Shape;

const casesOf = (className: LayerName) => configOf(layerOf(className).fields).chain((config) => fc.tuple(fc.constant(config), inputsOf(className, config)));

test.each(layerNames.flatMap((name) => (reference[name] ? [[name, reference[name]] as const] : [])))(
  "outputs and weights of %s have the shapes of the TensorFlow.js layer, or it refuses with a ShapeError",
  (className, make) => {
    const layer = layerOf(className);
    let compared = 0;
    fc.assert(
      fc.property(casesOf(className), ([config, inputs]) => {
        const ours = attempt(() => layer.outputShape(config as never, inputs));
        if (!ours) return;
        compared++;
        const theirs = make(config);
        const shapes = inputs.map((shape) => [...shape]);
        if (className !== "Input") theirs.build(shapes.length > 1 ? shapes : (shapes[0] as tf.Shape));
        if ("trainable" in config) theirs.trainable = config["trainable"] as boolean;
        expect(ours).toEqual(
          className === "Input" ? theirs.batchInputShape : single(theirs.computeOutputShape(shapes.length > 1 ? shapes : (shapes[0] as tf.Shape))),
        );
        const weights = layer.weights(config as never, inputs).filter(({ name }) => ![className, config["layer"]].includes("GRU") || !/bias/i.test(name));
        expect(weights.map((weight) => weight.shape)).toEqual(theirs.weights.map((weight) => weight.shape));
        expect(weights.map((weight) => weight.trainable)).toEqual(theirs.weights.map((weight) => weight.trainable));
        for (const weight of theirs.weights) weight.dispose();
      }),
      { numRuns: 150 },
    );
    expect(compared).toBeGreaterThan(10);
  },
);

describe.each(layerNames)("%s", (className) => {
  const layer = layerOf(className);
  const initial = initialConfigOf(layer.fields);
  const cases = casesOf(className);

  test("its multiply-adds are a whole number, and known wherever the shape is", () => {
    fc.assert(
      fc.property(cases, ([config, inputs]) => {
        const output = attempt(() => layer.outputShape(config as never, inputs));
        if (!output) return;
        const macs = layer.macs(config as never, inputs, output);
        expect(Math.abs(macs - Math.round(macs))).toBeLessThan(1e-6);
        expect(macs).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 50 },
    );
  });

  test("each way to start and each penalty that is asked for reaches weights of its own, and a vector is never asked to be orthogonal", () => {
    const fitting = cases.filter(([config, shapes]) => attempt(() => layer.outputShape(config as never, shapes)) !== undefined);
    const vectors: string[] = [];
    for (const [config, inputs] of fc.sample(fitting, { numRuns: 24 })) {
      // None of them starts as what is tried.
      const plain = Object.fromEntries(
        Object.entries(config).map(([key, value]) => [key, key.endsWith("Initializer") ? "zeros" : key.endsWith("Regularizer") ? { l1: 0, l2: 0 } : value]),
      );
      const weightsWith = (change: Config) => layer.weights({ ...plain, ...change } as never, inputs);
      const asked = usedFields(layer.fields, plain);
      const reached: string[] = [];
      for (const [key, field] of Object.entries(layer.fields)) {
        const kind = /(Initializer|Regularizer)$/.exec(key)?.[1];
        if (kind === undefined) continue;
        const before = weightsWith({});
        const now = weightsWith({ [key]: kind === "Initializer" ? "heNormal" : { l1: 0.3, l2: 0.4 } });
        const changed = now.filter((spec, i) => JSON.stringify(spec) !== JSON.stringify(before[i]));
        expect([key, changed.length > 0, plain]).toEqual([key, key in asked, plain]);
        reached.push(...changed.map(({ name }) => `${kind} of ${name}`));
        if (field.type === "choice" && field.options.includes("orthogonal"))
          vectors.push(...changed.flatMap(({ name, shape }) => (shape.length < 2 ? name : [])));
      }
      expect(new Set(reached).size).toBe(reached.length);
    }
    expect(vectors).toEqual([]);
  });

  test("every setting explains itself in both languages and starts within its limits", () => {
    for (const field of Object.values(layer.fields)) {
      for (const locale of locales) {
        expect(say(field.label, locale)).not.toBe("");
        expect(say(field.help, locale).length).toBeGreaterThan(4);
      }
      expect(startsWithin(field)).toBe(true);
    }
  });

  test("its title, summary and card words are filled in both languages", () => {
    const { count, line } = layer.brief(initial);
    for (const locale of locales)
      for (const words of [layer.title, layer.summary, ...(count ? [count] : []), ...(line ? [line] : [])]) {
        expect(say(words, locale)).not.toBe("");
        expect(say(words, locale)).not.toMatch(/[{}]|undefined/);
      }
    expect(layer.summary.zh).toMatch(/\p{Script=Han}/u);
  });

  test("its formula and symbols are set by KaTeX without complaint", () => {
    for (const latex of [layer.formula.latex, ...layer.formula.symbols.map((symbol) => symbol.latex)])
      expect(() => katex.renderToString(latex, { strict: "error", throwOnError: true, displayMode: true })).not.toThrow();
    expect(layer.formula.symbols.length).toBeGreaterThan(0);
  });

  test("it links to its own page of the Keras documentation", () => {
    expect(layer.kerasUrl).toMatch(/^https:\/\/keras\.io\/(api\/layers|keras_hub\/api)\/[a-z_]+_layers\/[a-z0-9_]+\/$/);
    expect(layer.className).toBe(className);
  });
});

/** Whether the initial value is one that the field itself allows. */
function startsWithin(field: Field): boolean {
  const isWithin = (value: number, { min, max }: { readonly min: number; readonly max: number }) => value >= min && value <= max;
  switch (field.type) {
    case "int":
    case "float":
      return isWithin(field.initial, field);
    case "pair":
    case "dims":
      return field.initial.every((value) => isWithin(value, field));
    case "choice":
      return field.options.includes(field.initial);
    case "bool":
    case "regularizer":
      return true;
    default:
      return assertNever(field);
  }
}

/** Shapes where the inputs fit; anything but a ShapeError is a fault and goes on. */
function attempt(make: () => Shape): Shape | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof ShapeError) return undefined;
    throw error;
  }
}
