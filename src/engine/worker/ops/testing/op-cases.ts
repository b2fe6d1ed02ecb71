/** Inputs on which every operation's kernels are held against its reference: odd sizes, so that no loop comes out even. */
import * as tf from "@tensorflow/tfjs-core";
import { createRng, seedFromName } from "@/base/rng";
import { ops } from "@/engine/worker/ops";
import { recurrent } from "@/engine/worker/ops/recurrent";
import { cellNames, cells } from "@/engine/worker/ops/recurrent-cells";
import { fusedActivations } from "@/engine/worker/ops/fused-activations";

export interface OpCase {
  readonly title: string;
  readonly name: string;
  readonly inputs: () => Record<string, tf.Tensor>;
  readonly attrs: object;
}
type Shape = readonly number[];

/** Seeded values around 0, some of them exactly 0. */
function floats(name: string, shape: Shape, { shift = 0, spread = 1.5 } = {}): tf.Tensor {
  const rng = createRng(seedFromName(7, name + shape.join()));
  const values = Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => (rng.int(16) === 0 ? shift : shift + rng.normal() * spread));
  return tf.tensor(values, [...shape]);
}
function labels(count: number, classes: number): tf.Tensor {
  const rng = createRng(count);
  return tf.tensor1d(
    Int32Array.from({ length: count }, () => rng.int(classes)),
    "int32",
  );
}
/** Token numbers: most of them rows of a table with `rows` rows, many come again, one is negative and one too large. */
function tokens(shape: Shape, rows: number): tf.Tensor {
  const rng = createRng(rows);
  const values = Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, (_, i) => (i % 3 === 0 ? 0 : i === 4 ? -2 : i === 5 ? rows : rng.int(rows)));
  return tf.tensor(values, [...shape]);
}
const step = () => tf.tensor1d([41], "int32");
const positive = { shift: 1, spread: 0.1 };
const channels = (shape: Shape): Shape => shape.slice(-1);

const perShape = <T extends Shape>(shapes: readonly T[], make: (shape: T) => Omit<OpCase, "title">): OpCase[] =>
  shapes.map((shape) => {
    const made = make(shape);
    return { ...made, title: `${made.name} ${JSON.stringify(made.attrs)} on ${shape.join("×")}` };
  });
const rows: readonly Shape[] = [
  [1, 1],
  [5, 7],
  [33, 130],
  [257, 3],
];
const values: readonly Shape[] = [[3], [5, 7], [2, 5, 3, 19]];

const fused = fusedActivations.flatMap((activation) =>
  [true, false].flatMap((useBias) => [
    ...perShape(
      [
        [3, 5, 7],
        [9, 66],
      ],
      (shape) => ({
        name: "biasActivation",
        attrs: { activation, useBias },
        inputs: () => ({ x: floats("x", shape), ...(useBias ? { bias: floats("bias", channels(shape)) } : {}) }),
      }),
    ),
    ...perShape(
      [
        [3, 5, 7],
        [70, 33],
      ],
      (shape) => ({
        name: "activationGradient",
        attrs: { activation, useBias },
        inputs: () => ({ dy: floats("dy", shape), y: floats("y", shape) }),
      }),
    ),
  ]),
);

const linearCases = [
  { sizes: [1, 1, 1], activation: "linear", useBias: false },
  { sizes: [5, 7, 3], activation: "tanh", useBias: true },
  { sizes: [33, 65, 10], activation: "relu", useBias: true },
  { sizes: [1, 65, 10], activation: "relu", useBias: true },
  { sizes: [1, 1030, 131], activation: "relu6", useBias: true },
  { sizes: [1, 450, 1500], activation: "linear", useBias: false },
  { sizes: [17, 784, 130], activation: "relu", useBias: false },
].map(({ sizes: [count, inputs, outputs], ...attrs }) => ({
  title: `linear ${JSON.stringify(attrs)} on ${count}×${inputs} and ${inputs}×${outputs}`,
  name: "linear",
  attrs,
  inputs: () => ({
    x: floats("x", [count!, inputs!]),
    kernel: floats("kernel", [inputs!, outputs!], { spread: 0.2 }),
    ...(attrs.useBias ? { bias: floats("bias", [outputs!]) } : {}),
  }),
}));

const stepProductCases = [
  { x: [1, 1, 6], kernel: [6, 2, 3], bias: [2, 3], activation: "linear", useBias: true },
  { x: [1, 3, 6], kernel: [2, 3, 5], bias: [5], activation: "tanh", useBias: true },
  { x: [2, 4], kernel: [4, 7], bias: [7], activation: "relu", useBias: false },
].map(({ x, kernel, bias, ...attrs }) => ({
  title: `stepProduct ${JSON.stringify(attrs)} of ${x.join("×")} with ${kernel.join("×")}`,
  name: "stepProduct",
  attrs,
  inputs: () => ({ x: floats("x", x), kernel: floats("kernel", kernel), ...(attrs.useBias ? { bias: floats("bias", bias) } : {}) }),
}));

const convolutionCases = [
  { image: [2, 7, 6, 3], filter: [3, 3, 3, 5], strides: [1, 1], padding: "valid", activation: "relu", useBias: true },
  { image: [1, 9, 5, 4], filter: [2, 3, 4, 18], strides: [2, 1], padding: "same", activation: "linear", useBias: false },
  { image: [3, 12, 12, 1], filter: [5, 5, 1, 33], strides: [2, 2], padding: "same", activation: "tanh", useBias: true },
  { image: [2, 5, 5, 8], filter: [1, 1, 8, 6], strides: [1, 1], padding: "valid", activation: "relu", useBias: true },
].map(({ image, filter, ...attrs }) => ({
  title: `convolution2d ${JSON.stringify(attrs)} of ${image.join("×")} with ${filter.join("×")}`,
  name: "convolution2d",
  attrs,
  inputs: () => ({ x: floats("x", image), filter: floats("filter", filter), ...(attrs.useBias ? { bias: floats("bias", channels(filter)) } : {}) }),
}));

const embeddingCases = [
  { shape: [1, 1], rows: 1, width: 1 },
  { shape: [3, 5], rows: 7, width: 6 },
  { shape: [3, 120], rows: 40, width: 70 },
].flatMap(({ shape, rows: tableRows, width }) => {
  const of = `${shape.join("×")} tokens, ${tableRows}×${width}`;
  const attrs = { rows: tableRows };
  return [
    { title: `embedding of ${of}`, name: "embedding", attrs, inputs: () => ({ ids: tokens(shape, tableRows), table: floats("table", [tableRows, width]) }) },
    {
      title: `embeddingGradient of ${of}`,
      name: "embeddingGradient",
      attrs,
      inputs: () => ({ ids: tokens(shape, tableRows), dy: floats("dy", [...shape, width]) }),
    },
  ];
});

const plain = { activation: "tanh", recurrentActivation: "sigmoid", isBackwards: false, returnSequences: false, isDropped: false } as const;
const recurrentCases = cellNames.flatMap((cell) =>
  [
    { sizes: [1, 1, 1, 1], ...plain },
    { sizes: [3, 4, 5, 6], ...plain, returnSequences: true },
    { sizes: [2, 5, 3, 7], ...plain, isBackwards: true, isDropped: true, activation: "relu", recurrentActivation: "hardSigmoid" } as const,
    { sizes: [50, 6, 9, 40], ...plain, isBackwards: true, returnSequences: true },
    { sizes: [7, 9, 20, 100], ...plain, returnSequences: true, isDropped: true },
    { sizes: [2, 6, 3, 64], ...plain },
  ].flatMap(({ sizes: [count = 1, steps = 1, inputs = 1, units = 1], ...rest }): OpCase[] => {
    const { gates, hasRecurrentBias } = cells[cell];
    const attrs = { cell, ...rest };
    const given = () => ({
      x: floats("x", [count, steps, inputs]),
      kernel: floats("kernel", [inputs, gates * units], { spread: 0.5 }),
      recurrentKernel: floats("recurrent", [units, gates * units], { spread: 0.3 }),
      // Every example has steps that do not count, also first and last ones.
      mask: tf.tensor2d(
        Float32Array.from({ length: count * steps }, (_, i) => Number(steps < 2 || i % 3 > 0)),
        [count, steps],
      ),
      keep: floats("keep", [count, units], positive),
    });
    const of = `${JSON.stringify(attrs)} on ${count}×${steps}×${inputs}, ${units} units`;
    const biasShape = hasRecurrentBias ? [2, gates * units] : [gates * units];
    return [
      { title: `recurrent ${of}`, name: "recurrent", attrs, inputs: () => ({ ...given(), ...(rest.isBackwards ? {} : { bias: floats("bias", biasShape) }) }) },
      {
        title: `recurrentGradient ${of}`,
        name: "recurrentGradient",
        attrs,
        inputs: () => {
          const { x, kernel, ...needed } = given();
          const [y, previous, trace] = recurrent.run({ x, kernel, ...needed }, attrs);
          tf.dispose([x, kernel, y]);
          return { ...needed, previous, trace, dy: floats("dy", y.shape) };
        },
      },
    ];
  }),
);

const drawn = { layerSeed: 12345 };

/** [N, T, S, heads, D, E]: queries, keys, and the sizes of a head's keys and values. */
const attentionCases = [
  { sizes: [1, 1, 1, 1, 1, 1], isCausal: false, rate: 0 },
  { sizes: [2, 5, 7, 3, 4, 5], isCausal: false, rate: 0, masked: [2, 6] },
  { sizes: [2, 33, 33, 2, 9, 16], isCausal: true, rate: 0 },
  { sizes: [1, 70, 31, 2, 8, 3], isCausal: true, rate: 0.3, masked: [0, 30] },
  { sizes: [3, 13, 130, 1, 16, 16], isCausal: false, rate: 0.2 },
  { sizes: [1, 460, 460, 1, 2, 2], isCausal: true, rate: 0 },
].flatMap(({ sizes: [batch, queries, keys, heads, keySize, valueSize], isCausal, rate, masked }) => {
  const attrs = { heads: heads!, isCausal, rate, ...drawn };
  const own = () => ({
    q: floats("q", [batch!, queries!, heads! * keySize!]),
    k: floats("k", [batch!, keys!, heads! * keySize!]),
    v: floats("v", [batch!, keys!, heads! * valueSize!]),
    step: step(),
  });
  const on = `${JSON.stringify({ isCausal, rate })} of ${batch}×${queries}×${heads! * keySize!} on ${keys}×${heads! * valueSize!}, ${heads} heads`;
  const mask = () =>
    tf.tensor2d(
      Float32Array.from({ length: batch! * keys! }, (_, i) => (masked!.includes(i % keys!) ? 0 : 1)),
      [batch!, keys!],
    );
  return [
    { title: `attention ${on}`, name: "attention", attrs, inputs: () => ({ ...own(), ...(masked ? { mask: mask() } : {}) }) },
    {
      title: `attentionGradient ${on}`,
      name: "attentionGradient",
      attrs,
      inputs: () => {
        const made = own();
        const weights = tf.tidy(() => opNamed("attention").reference(made, { ...attrs, rate: 0 })[1] as tf.Tensor);
        return { ...made, dy: floats("dy", [batch!, queries!, heads! * valueSize!]), weights };
      },
    },
  ];
});

export const opCases: readonly OpCase[] = [
  ...linearCases,
  ...stepProductCases,
  ...embeddingCases,
  ...recurrentCases,
  { title: "masking of 3×5×2", name: "masking", attrs: { value: 0 }, inputs: () => ({ x: floats("x", [3, 5, 2], { spread: 0 }) }) },
  ...convolutionCases,
  ...fused,
  ...[true, false].flatMap((skipsPadding) => [
    ...perShape(rows, ([count = 1, classes = 1]) => ({
      name: "softmaxCrossentropy",
      attrs: { skipsPadding },
      inputs: () => ({ logits: floats("logits", [count, classes], { spread: 4 }), labels: labels(count, classes) }),
    })),
    ...perShape(rows, ([count = 1, classes = 1]) => ({
      name: "countRight",
      attrs: { skipsPadding },
      inputs: () => ({ outputs: floats("outputs", [count, classes]), labels: labels(count, classes) }),
    })),
  ]),
  ...perShape(values, (shape) => ({
    name: "sigmoidCrossentropy",
    attrs: {},
    inputs: () => ({ logits: floats("logits", shape, { spread: 8 }), targets: floats("targets", shape, { shift: 0.5, spread: 0.2 }) }),
  })),
  ...perShape(values, (shape) => ({
    name: "squaredError",
    attrs: {},
    inputs: () => ({ output: floats("output", shape), targets: floats("targets", shape) }),
  })),
  ...perShape([...rows, [3, 40, 40, 5], [2, 5, 33]], (shape) => ({ name: "channelSums", attrs: {}, inputs: () => ({ x: floats("x", shape) }) })),
  ...["layerNormalization", "batchNormalization"].flatMap((name) => [
    ...perShape(rows, (shape) => ({
      name,
      attrs: { epsilon: 1e-3 },
      inputs: () => ({ x: floats("x", shape), gamma: floats("gamma", channels(shape), positive), beta: floats("beta", channels(shape)) }),
    })),
  ]),
  ...perShape(rows, (shape) => ({
    name: "layerNormalizationGradient",
    attrs: {},
    inputs: () => ({
      dy: floats("dy", shape),
      x: floats("x", shape),
      gamma: floats("gamma", channels(shape), positive),
      mean: floats("mean", [shape[0]!, 1], { spread: 0.1 }),
      inverse: floats("inverse", [shape[0]!, 1], positive),
    }),
  })),
  ...perShape(rows, (shape) => ({
    name: "rmsNormalization",
    attrs: { epsilon: 1e-3 },
    inputs: () => ({ x: floats("x", shape), scale: floats("scale", channels(shape), positive) }),
  })),
  ...perShape(rows, (shape) => ({
    name: "rmsNormalizationGradient",
    attrs: {},
    inputs: () => ({
      dy: floats("dy", shape),
      x: floats("x", shape),
      scale: floats("scale", channels(shape), positive),
      inverse: floats("inverse", [shape[0]!, 1], positive),
    }),
  })),
  ...attentionCases,
  ...perShape(values, (shape) => ({ name: "gelu", attrs: {}, inputs: () => ({ x: floats("x", shape, { spread: 3 }) }) })),
  ...perShape(values, (shape) => ({ name: "geluGradient", attrs: {}, inputs: () => ({ dy: floats("dy", shape), x: floats("x", shape, { spread: 3 }) }) })),
  ...perShape(rows, (shape) => ({
    name: "batchNormalizationGradient",
    attrs: { epsilon: 1e-3 },
    inputs: () => ({
      dy: floats("dy", shape),
      x: floats("x", shape),
      gamma: floats("gamma", channels(shape), positive),
      mean: floats("mean", channels(shape), { spread: 0.1 }),
      variance: floats("variance", channels(shape), positive),
    }),
  })),
  ...perShape(values, (shape) => ({
    name: "movingAverage",
    attrs: { momentum: 0.99 },
    inputs: () => ({ average: floats("average", shape), now: floats("now", shape) }),
  })),
  ...perShape(values, (shape) => ({ name: "dropout", attrs: { rate: 0.3, ...drawn }, inputs: () => ({ x: floats("x", shape), step: step() }) })),
  ...perShape([...values, [40, 70]], (shape) => ({
    name: "gaussianNoise",
    attrs: { stddev: 0.7, ...drawn },
    inputs: () => ({ x: floats("x", shape), step: step() }),
  })),
];

export const opNamed = (name: string) => ops.find((op) => op.name === name)!;
