/** A project as a program for TensorFlow.js, with its layers API. */
import { masksOf, type StepMask } from "@/interop/export/masks";
import { ownSource } from "@/interop/export/tfjs/own-layers";
import { obstacleInTfjs, tfjsWriter, type TfjsEntry } from "@/interop/export/tfjs/tfjs-entries";
import { snakeCase } from "@/interop/export/keras/keras-values";
import { codeWriter, type CodeText } from "@/interop/code/code-text";
import type { CodeSource } from "@/interop/code/code-source";
import { countsCorrect, dataWords } from "@/interop/code/training-words";
import { wiringOf, type Wiring } from "@/interop/code/wiring";
import { ProblemError } from "@/base/problem";
import { message } from "@/base/text";
import { assertNever } from "@/base/assert-never";
import type { LayerNode, NetworkDocument } from "@/network/document";
import type { Fields, Regularizer } from "@/network/fields";
import { inferShapes } from "@/network/infer-shapes";
import { layerOf } from "@/network/layers";
import { planOf } from "@/network/plan";
import { optimizerOf } from "@/network/optimizers";
import type { LossName } from "@/network/losses";
import type { TrainingSettings } from "@/network/training-settings";

/** Words of JavaScript, and what the program itself calls by name. */
const taken: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private " +
    "protected public return static super switch this throw true try typeof undefined var void while with yield tf model train x y initial penalty shapesOf tensorsOf functions gates Layer Cell"
  ).split(" "),
);
const variableOf = (name: string) => (taken.has(name) ? `layer_${name}` : name);

function regularizerText({ l1, l2 }: Regularizer): string {
  return `tf.regularizers.l1l2({ l1: ${l1}, l2: ${l2} })`;
}

/** `Conv2DTranspose` -> `conv2dTranspose`, as `tf.layers` has it. */
export function factoryOf(className: string): string {
  const name = className.replaceAll("2D", "2d").replaceAll("1D", "1d");
  const upper = /^[A-Z]+(?=[A-Z][a-z]|$)/.exec(name)?.[0] ?? name.charAt(0);
  return upper.toLowerCase() + name.slice(upper.length);
}

/** Its own recurrent layers have another gate by default. */
const printsAll: ReadonlySet<string> = new Set(["LSTM", "SimpleRNN"]);

function settingText(key: string, value: unknown, isOwn: boolean): readonly string[] {
  if (key.endsWith("Regularizer")) {
    const { l1, l2 } = value as Regularizer;
    return l1 === 0 && l2 === 0 ? [] : [`${key}: ${isOwn ? `{ l1: ${l1}, l2: ${l2} }` : regularizerText({ l1, l2 })}`];
  }
  if (Array.isArray(value)) return [`${key}: [${value.join(", ")}]`];
  return [`${key}: ${JSON.stringify(value === "silu" && !isOwn ? "swish" : value)}`];
}

/** Every setting that Keras' defaults do not say, and how weights start: TensorFlow.js starts them in another way. */
function layerText({ layer, within, name, config }: TfjsEntry): string {
  if (within !== undefined)
    return `tf.layers.timeDistributed({ layer: ${layerText({ layer: { stock: within }, name: within, config, inputs: [] })}, name: "${name}" })`;
  if ("stock" in layer && layer.stock === "Input") return `tf.input({ shape: [${(config["shape"] as readonly number[]).join(", ")}], name: "${name}" })`;
  const fields: Fields = "stock" in layer ? layerOf(layer.stock).fields : {};
  const settings = Object.entries(config).flatMap(([key, value]) => {
    if (key.startsWith("layerlab")) return [];
    const isDefault = Object.hasOwn(fields, key) && JSON.stringify(value) === JSON.stringify(fields[key]?.kerasDefault);
    const isSaid = !isDefault || key.endsWith("Initializer") || ("stock" in layer && printsAll.has(layer.stock));
    return isSaid ? settingText(key, value, "own" in layer) : [];
  });
  const given = `{ ${[...settings, `name: "${name}"`].join(", ")} }`;
  return "stock" in layer ? `tf.layers.${factoryOf(layer.stock)}(${given})` : `new ${layer.own}(${given})`;
}

const lossNames: Readonly<Record<LossName, string>> = {
  sparseCategoricalCrossentropy: '"sparseCategoricalCrossentropy"',
  categoricalCrossentropy: '"categoricalCrossentropy"',
  binaryCrossentropy: '"binaryCrossentropy"',
  meanSquaredError: '"meanSquaredError"',
  meanAbsoluteError: '"meanAbsoluteError"',
  huber: "(truth, answer) => tf.losses.huberLoss(truth, answer)",
};

function optimizerText({ optimizer }: TrainingSettings): string {
  const rate = optimizer.config.learningRate;
  switch (optimizer.name) {
    case "sgd":
      return `tf.train.sgd(${rate})`;
    case "momentum":
      return `tf.train.momentum(${rate}, ${optimizer.config.momentum})`;
    case "nesterov":
      return `tf.train.momentum(${rate}, ${optimizer.config.momentum}, true)`;
    case "adagrad":
      return `tf.train.adagrad(${rate}, ${optimizer.config.initialAccumulatorValue})`;
    case "rmsprop":
      return `tf.train.rmsprop(${rate}, ${optimizer.config.rho}, ${optimizer.config.momentum}, ${optimizer.config.epsilon}, ${optimizer.config.centered})`;
    case "adam":
    case "adamw":
      return `tf.train.adam(${rate}, ${optimizer.config.beta1}, ${optimizer.config.beta2}, ${optimizer.config.epsilon})`;
    default:
      return assertNever(optimizer);
  }
}

/** What TensorFlow.js cannot say of the training, in a comment each. */
function leftOut({ optimizer, schedule, gradientClip }: TrainingSettings): readonly string[] {
  return [
    ...(optimizer.name === "adamw" ? ["weight decay: TensorFlow.js has no AdamW"] : []),
    ...("amsgrad" in optimizer.config && optimizer.config.amsgrad ? ["AMSGrad"] : []),
    ...(schedule.name === "constant" ? [] : [`the schedule “${schedule.name}” of the learning rate`]),
    ...(gradientClip.kind === "none" ? [] : ["gradient clipping"]),
  ];
}

function trainingText(source: CodeSource, depth: number): string {
  const { training, data } = source;
  const words = dataWords(source);
  const monitor = snakeCase(training.earlyStopping.monitor).replace("accuracy", "acc");
  const missing = leftOut(training);
  return [
    ...(words ? [`// ${words.title}. x: ${words.x}. y: ${words.y}.`] : []),
    ...(missing.length > 0 ? [`// Not said here: ${missing.join("; ")}.`] : []),
    "export function train(x, y) {",
    ...(training.loss === "categoricalCrossentropy" ? [`  y = tf.oneHot(y.toInt(), ${depth});`] : []),
    "  model.compile({",
    `    optimizer: ${optimizerText(training)}, // ${optimizerOf(training.optimizer.name).title.en}`,
    `    loss: ${lossNames[training.loss]},`,
    ...(countsCorrect(source) ? ['    metrics: ["accuracy"],'] : []),
    "  });",
    "  return model.fit(x, y, {",
    `    batchSize: ${training.batchSize === "full" ? "y.shape[0]" : training.batchSize},`,
    `    epochs: ${training.epochs},`,
    ...(data.validationSplit > 0 ? [`    validationSplit: ${data.validationSplit},`] : []),
    ...(training.earlyStopping.enabled
      ? [
          `    callbacks: tf.callbacks.earlyStopping({ monitor: "${monitor}", patience: ${training.earlyStopping.patience}, minDelta: ${training.earlyStopping.minDelta} }),`,
        ]
      : []),
    "  });",
    "}",
  ].join("\n");
}

export function printTfjs(source: CodeSource): CodeText {
  const { network } = source;
  const wiring = wiringOf(network);
  refuseMissing(wiring);
  const layers = entriesOf(wiring, network);
  const own = [...new Set(layers.flatMap(({ entries }) => entries.flatMap(({ layer }) => ("own" in layer ? [layer.own] : []))))];
  const out = codeWriter();
  out.write(`// ${source.name.replaceAll(/\s+/g, " ")}: made with Layerlab, for TensorFlow.js 4.\nimport * as tf from "@tensorflow/tfjs";\n`);
  if (own.length > 0) out.write(`// Layers that TensorFlow.js has not.\n${ownSource(own)}\n`);
  for (const { node, entries } of layers)
    for (const entry of entries) {
      const given = entry.inputs.map((input) => (input === "" ? "undefined" : variableOf(input)));
      const isList = given.length > 1 || ("stock" in entry.layer && layerOf(entry.layer.stock).input.arity === "many");
      const isStart = "stock" in entry.layer && entry.layer.stock === "Input";
      const applied = isStart || given.length === 0 ? "" : `.apply(${isList ? `[${given.join(", ")}]` : given.join(", ")})`;
      out.write(`const ${variableOf(entry.name)} = ${layerText(entry)}${applied};`, node.id);
    }
  const { inputs, output } = wiring;
  if (!output) return out.done();
  const ins = inputs.map(({ name }) => variableOf(name));
  out.write(`export const model = tf.model({ inputs: ${ins.length === 1 ? ins[0] : `[${ins.join(", ")}]`}, outputs: ${variableOf(output.name)} });\n`);
  out.write(trainingText(source, inferShapes(network).nodes.get(output.id)?.output?.at(-1) ?? 1));
  return out.done();
}

/** Of unfinished networks too; which steps are padding is known of those that run. */
function entriesOf({ layers }: Wiring, network: NetworkDocument): readonly { readonly node: LayerNode; readonly entries: readonly TfjsEntry[] }[] {
  const { nodes } = inferShapes(network);
  const writer = tfjsWriter(
    layers.map(({ node }) => node),
    masksWhereItRuns(network),
  );
  return layers.map(({ node, inputs }) => ({
    node,
    entries: writer.entriesOf({ node, sources: inputs, size: nodes.get(node.id)?.output?.at(-1) ?? 1 }),
  }));
}

function masksWhereItRuns(network: NetworkDocument): ReadonlyMap<string, StepMask> {
  try {
    return masksOf(planOf(network));
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return new Map();
  }
}

function refuseMissing({ layers }: Wiring): void {
  for (const { node } of layers) {
    const reason = obstacleInTfjs(node);
    if (reason)
      throw new ProblemError({
        code: "code.tfjsLacks",
        what: message(
          { en: "{layer} cannot be said in TensorFlow.js: {reason}", zh: "{layer} 无法用 TensorFlow.js 表达：{reason}" },
          { layer: node.name, reason },
        ),
      });
  }
}
