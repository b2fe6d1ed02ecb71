/** The training settings as a function of a Keras program: compile and fit. */
import { snakeCase } from "@/interop/export/keras/keras-values";
import { indented } from "@/interop/code/code-text";
import type { CodeSource } from "@/interop/code/code-source";
import { kerasOptimizer } from "@/interop/code/keras/keras-optimizers";
import { pythonBool, pythonNumber } from "@/interop/code/python/python-values";
import { countsCorrect, dataWords } from "@/interop/code/training-words";
import type { TrainingSettings } from "@/network/training-settings";

function stopping({ earlyStopping }: TrainingSettings): string | undefined {
  const { enabled, monitor, patience, minDelta, restoreBest } = earlyStopping;
  if (!enabled) return undefined;
  return `keras.callbacks.EarlyStopping(monitor="${snakeCase(monitor)}", patience=${patience}, min_delta=${pythonNumber(minDelta)}, restore_best_weights=${pythonBool(restoreBest)})`;
}

/** `classCount`: of the one-hot targets that the categorical loss wants. */
export function kerasTraining(source: CodeSource, classCount: number): string {
  const { training, data } = source;
  const words = dataWords(source);
  const batch = training.batchSize === "full" ? "len(y)" : String(training.batchSize);
  const optimizer = kerasOptimizer(training, `math.ceil(round(len(y) * ${pythonNumber(Number((1 - data.validationSplit).toFixed(6)))}) / ${batch})`);
  const callback = stopping(training);
  const lines = [
    ...(words ? [`"""${words.title}. x: ${words.x}. y: ${words.y}."""`] : []),
    ...(training.loss === "categoricalCrossentropy" ? [`y = keras.utils.to_categorical(y, ${classCount})`] : []),
    ...optimizer.before,
    "model.compile(",
    `    optimizer=${optimizer.call},`,
    `    loss="${snakeCase(training.loss)}",`,
    ...(countsCorrect(source) ? ['    metrics=["accuracy"],'] : []),
    ")",
    "return model.fit(",
    "    x,",
    "    y,",
    `    batch_size=${batch},`,
    `    epochs=${training.epochs},`,
    ...(data.validationSplit > 0 ? [`    validation_split=${pythonNumber(data.validationSplit)},`] : []),
    ...(callback === undefined ? [] : [`    callbacks=[${callback}],`]),
    ")",
  ];
  return `def train(x, y):\n${indented(lines.join("\n"))}`;
}
