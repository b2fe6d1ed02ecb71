/** A project as a program for TensorFlow.js, with its layers API. */
import { obstacleInTfjs } from "@/interop/export/tfjs/tfjs-layers-model";
import { snakeCase } from "@/interop/export/keras/keras-values";
import { codeWriter, type CodeText } from "@/interop/code/code-text";
import type { CodeSource } from "@/interop/code/code-source";
import { countsCorrect, dataWords } from "@/interop/code/training-words";
import { wiringOf, type Wiring } from "@/interop/code/wiring";
import { ProblemError } from "@/base/problem";
import { message } from "@/base/text";
import { assertNever } from "@/base/assert-never";
import type { LayerNode } from "@/network/document";
import type { Field, Regularizer } from "@/network/fields";
import { inferShapes } from "@/network/infer-shapes";
import { layerOf } from "@/network/layers";
import { optimizerOf } from "@/network/optimizers";
import type { LossName } from "@/network/losses";
import type { TrainingSettings } from "@/network/training-settings";

/** Words of JavaScript, and what the program itself calls by name. */
const taken: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private " +
    "protected public return static super switch this throw true try typeof undefined var void while with yield tf model train x y"
  ).split(" "),
);
const variableOf = ({ name }: LayerNode) => (taken.has(name) ? `layer_${name}` : name);

function regularizerText({ l1, l2 }: Regularizer): string {
  return `tf.regularizers.l1l2({ l1: ${l1}, l2: ${l2} })`;
}

function valueText(field: Field, value: unknown): string {
  switch (field.type) {
    case "int":
    case "float":
    case "bool":
      return String(value);
    case "pair":
    case "dims":
      return `[${(value as readonly number[]).join(", ")}]`;
    case "choice":
      return JSON.stringify(value === "silu" ? "swish" : value);
    case "regularizer":
      return regularizerText(value as Regularizer);
    default:
      return assertNever(field);
  }
}

/** `Conv2DTranspose` -> `conv2dTranspose`, as `tf.layers` has it. */
export function factoryOf(className: string): string {
  return className.charAt(0).toLowerCase() + className.slice(1).replaceAll("2D", "2d").replaceAll("1D", "1d");
}

/** Every setting that Keras' defaults do not say, and how weights start: TensorFlow.js starts them in another way. */
function layerText(node: LayerNode): string {
  const { fields, className } = layerOf(node.className);
  const config = node.config as Readonly<Record<string, unknown>>;
  if (className === "Input") return `tf.input({ shape: ${valueText(fields["shape"]!, config["shape"])}, name: "${node.name}" })`;
  const settings = Object.entries(fields).flatMap(([key, field]): readonly string[] => {
    const value = config[key];
    const isDefault = JSON.stringify(value) === JSON.stringify(field.kerasDefault);
    return isDefault && !key.endsWith("Initializer") ? [] : [`${key}: ${valueText(field, value)}`];
  });
  return `tf.layers.${factoryOf(className)}({ ${[...settings, `name: "${node.name}"`].join(", ")} })`;
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
  const out = codeWriter();
  out.write(`// ${source.name.replaceAll(/\s+/g, " ")}: made with Layerlab, for TensorFlow.js 4.\nimport * as tf from "@tensorflow/tfjs";\n`);
  for (const { node, inputs } of wiring.layers) {
    const given = inputs.map((input) => (input ? variableOf(input) : "undefined"));
    const isMany = layerOf(node.className).input.arity === "many";
    const applied = node.className === "Input" || given.length === 0 ? "" : `.apply(${isMany ? `[${given.join(", ")}]` : given.join(", ")})`;
    out.write(`const ${variableOf(node)} = ${layerText(node)}${applied};`, node.id);
  }
  const { inputs, output } = wiring;
  if (!output) return out.done();
  const ins = inputs.map(variableOf);
  out.write(`export const model = tf.model({ inputs: ${ins.length === 1 ? ins[0] : `[${ins.join(", ")}]`}, outputs: ${variableOf(output)} });\n`);
  out.write(trainingText(source, inferShapes(network).nodes.get(output.id)?.output?.at(-1) ?? 1));
  return out.done();
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
