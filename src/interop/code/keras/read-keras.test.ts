import { describe, expect, test } from "vitest";
import { say } from "@/base/text";
import { readKeras } from "@/interop/code/keras/read-keras";
import { setConfig, setAllPositions } from "@/network/edit";
import { printKeras } from "@/interop/code/keras/print-keras";
import type { CodeSource } from "@/interop/code/code-source";
import { initialProject } from "@/project/initial-project";

const project = initialProject("p1");
const empty: CodeSource = { ...project, network: { nodes: [], edges: [] } };
const read = (text: string, source = empty) => readKeras(text, source);

/** `conv2d(input)`: each layer with what it reads. */
function wired(text: string): readonly string[] {
  const { source, problems } = read(text);
  expect(problems.filter(({ severity }) => severity === "error").map(({ what }) => say(what, "en"))).toEqual([]);
  const { nodes, edges } = source!.network;
  const nameOf = (id: string) => nodes.find((node) => node.id === id)?.name ?? "?";
  return nodes.map(({ id, name }) => {
    const inputs = edges.filter(({ target }) => target === id).sort((a, b) => a.targetPort - b.targetPort);
    return `${name}(${inputs.map((edge) => nameOf(edge.source)).join(", ")})`;
  });
}

describe("programs of courses", () => {
  test("a Sequential of tf.keras, compiled and fitted", () => {
    const text = `
import tensorflow as tf
(x_train, y_train), (x_test, y_test) = tf.keras.datasets.mnist.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0
model = tf.keras.models.Sequential([
  tf.keras.layers.Flatten(input_shape=(28, 28)),
  tf.keras.layers.Dense(128, activation='relu'),
  tf.keras.layers.Dropout(0.2),
  tf.keras.layers.Dense(10, activation=tf.nn.softmax)
])
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, epochs=5, validation_data=(x_test, y_test))
model.evaluate(x_test, y_test)
`;
    expect(wired(text)).toEqual(["input()", "flatten(input)", "dense(flatten)", "dropout(dense)", "dense_1(dropout)"]);
    const { source } = read(text);
    expect(source!.training).toMatchObject({ epochs: 5, loss: "sparseCategoricalCrossentropy", optimizer: { name: "adam", config: { learningRate: 0.001 } } });
    expect(source!.network.nodes.at(-1)!.config).toMatchObject({ units: 10, activation: "softmax" });
  });

  test("model.add with star imports, a loop, constants and older names", () => {
    expect(
      wired(`
from keras.models import Sequential
from keras.layers import *
num_classes = 10
model = Sequential()
model.add(Conv2D(32, kernel_size=3, padding="same", activation="relu", input_shape=(28, 28, 1)))
for filters in [64, 2 * 64]:
    model.add(Conv2D(filters, (3, 3)))
    model.add(BatchNormalization())
    model.add(ReLU())
    model.add(MaxPool2D())
model.add(GlobalAvgPool2D())
model.add(Dense(num_classes, "softmax"))
`),
    ).toEqual([
      "input()",
      "conv2d(input)",
      "conv2d_1(conv2d)",
      "batch_normalization(conv2d_1)",
      "activation(batch_normalization)",
      "max_pooling2d(activation)",
      "conv2d_2(max_pooling2d)",
      "batch_normalization_1(conv2d_2)",
      "activation_1(batch_normalization_1)",
      "max_pooling2d_1(activation_1)",
      "global_average_pooling2d(max_pooling2d_1)",
      "dense(global_average_pooling2d)",
    ]);
  });

  test("the functional API with a function of one's own, sums and joined branches", () => {
    expect(
      wired(`
import keras
from keras import layers

def block(x, filters, stride=1):
    skip = layers.Conv2D(filters, 1, strides=stride)(x)
    x = layers.Conv2D(filters, 3, strides=stride, padding="same", activation="relu")(x)
    return layers.add([x, skip])

inputs = keras.Input((32, 32, 3))
x = layers.Rescaling(1.0 / 255)(inputs)
x = block(x, 16)
x = block(x, filters=32, stride=2)
pooled = layers.GlobalAveragePooling2D()(x)
highest = layers.GlobalMaxPooling2D()(x)
x = layers.Concatenate()([pooled, highest])
outputs = layers.Dense(10, activation="softmax", name="answer")(x)
model = keras.Model(inputs=inputs, outputs=outputs)
`),
    ).toEqual([
      "input()",
      "conv2d(input)",
      "conv2d_1(input)",
      "add(conv2d_1, conv2d)",
      "conv2d_2(add)",
      "conv2d_3(add)",
      "add_1(conv2d_3, conv2d_2)",
      "pooled(add_1)",
      "highest(add_1)",
      "concatenate(pooled, highest)",
      "answer(concatenate)",
    ]);
  });

  test("what TimeDistributed does to an image stays one layer, what Dense does at every step is Dense", () => {
    const film = (inner: string) => `
import keras
from keras import layers
inputs = keras.Input((4, 28, 28, 1))
x = layers.TimeDistributed(${inner})(inputs)
x = layers.TimeDistributed(layers.Flatten())(x)
x = layers.TimeDistributed(layers.Dense(8))(x)
x = layers.GRU(16)(x)
`;
    expect(wired(film("layers.Conv2D(8, 3, activation='relu')"))).toEqual([
      "input()",
      "time_distributed(input)",
      "time_distributed_1(time_distributed)",
      "dense(time_distributed_1)",
      "gru(dense)",
    ]);
    const { problems } = read(film("layers.LSTM(3)"));
    expect(problems.map(({ what }) => say(what, "en"))).toEqual([expect.stringContaining("TimeDistributed takes Dense, Conv2D")]);
  });

  test("recurrent layers from both ends, attention to itself, and a model within a function", () => {
    const text = `
from tensorflow.keras import layers, models, optimizers, regularizers
def build_model():
    inputs = layers.Input(shape=(40,))
    x = layers.Embedding(5000, 32, mask_zero=True)(inputs)
    x = layers.Bidirectional(layers.LSTM(16, return_sequences=True, dropout=0.1))(x)
    attended = layers.MultiHeadAttention(num_heads=2, key_dim=16)(x, x)
    x = attended + x
    x = layers.GlobalAveragePooling1D()(x)
    x = layers.Dense(1, activation="sigmoid", kernel_regularizer=regularizers.l2(1e-4))(x)
    return models.Model(inputs, x)
model = build_model()
model.compile(loss="binary_crossentropy", optimizer=optimizers.SGD(learning_rate=0.1, momentum=0.9, nesterov=True, clipnorm=1.0))
`;
    expect(wired(text)).toEqual([
      "input()",
      "embedding(input)",
      "bidirectional(embedding)",
      "attended(bidirectional)",
      "add(attended, bidirectional)",
      "global_average_pooling1d(add)",
      "dense(global_average_pooling1d)",
    ]);
    const { source } = read(text);
    expect(source!.network.nodes.at(-1)!.config).toMatchObject({ kernelRegularizer: { l1: 0, l2: 0.0001 } });
    expect(source!.training).toMatchObject({
      loss: "binaryCrossentropy",
      optimizer: { name: "nesterov", config: { learningRate: 0.1, momentum: 0.9 } },
      gradientClip: { kind: "weightNorm", limit: 1 },
    });
  });

  test("what comes in is as the data are where a Sequential does not say it, with a note", () => {
    const { source, problems } = read('import keras\nmodel = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10, "softmax")])');
    expect(source!.network.nodes[0]).toMatchObject({ className: "Input", config: { shape: [28, 28, 1] } });
    expect(problems.map(({ severity }) => severity)).toEqual(["note"]);
  });
});

describe("what cannot be read says what is expected, where it stands", () => {
  const start = "import keras\nfrom keras import layers\ninputs = keras.Input((28, 28, 1))\n";
  test.each([
    ["x = layers.Dens(3)(inputs)", "layers.Dens(3)", "The layer Dens is not known here. Is Dense meant?"],
    ["x = layers.Dense(unit=3)(inputs)", "3", "Dense has no argument unit. Is units meant?"],
    ["x = layers.Dense(0)(inputs)", "0", "units of Dense takes a whole number from 1 to 4096."],
    ["x = layers.Dense()(inputs)", "layers.Dense()", "Dense lacks units."],
    ['x = layers.Dense(3, activation="rellu")(inputs)', '"rellu"', "activation of Dense takes one of linear, relu,"],
    ["x = layers.Dense(3)(input_tensor)", "input_tensor", "input_tensor is not defined."],
    ["x = layers.Dense(3)(inptus)", "inptus", "inptus is not defined. Is inputs meant?"],
    ["x = layers.Lambda(lambda x: x * 2)(inputs)", "layers.Lambda(lambda x: x * 2)", "Lambda holds code, and code is never run here."],
    ["x = layers.Dense(len(labels))(inputs)", "labels", "labels is not defined."],
    ["import numpy as np\nx = layers.Dense(np.max(3))(inputs)", "np.max(3)", "The value of units is not known without running the program."],
    ["d = layers.Dense(3)\nx = d(inputs)\ny = d(x)", "d(x)", "This layer is used twice"],
    ["x = layers.Dense(3)\ny = layers.Dense(4)(x)", "x", "This is a layer, not what leaves one"],
    ["x = layers.Conv2D(3, 3, data_format='channels_first')(inputs)", "'channels_first'", "data_format can only be"],
    ["class Mine(keras.Model):\n    pass", "class", "Classes are not read"],
    ["x = layers.Dense(3", "3", "Python cannot read this"],
  ])("%s", (line, where, what) => {
    const { source, problems } = read(start + line);
    const [problem] = problems.filter(({ severity }) => severity === "error");
    expect([(start + line).slice(problem!.from, problem!.to), say(problem!.what, "en")]).toEqual([where, expect.stringContaining(what)]);
    expect(source).toBeUndefined();
  });

  test("a text nested twenty thousand deep is answered at once", () => {
    const { source } = read(`x = ${"(".repeat(20_000)}1${")".repeat(20_000)}`);
    expect(source).toBeUndefined();
  });
});

describe("an edited text", () => {
  const placed = setAllPositions(project.network, new Map(project.network.nodes.map(({ id }, i) => [id, { x: 10 * i, y: 0 }])));
  const source = { ...project, network: placed };
  const text = printKeras(source).text;

  test("changes the setting that was edited and nothing else", () => {
    const { source: after } = read(text.replace("Dense(128", "Dense(32"), source);
    const hidden = placed.nodes.find(({ name }) => name === "dense")!;
    expect(after!.network).toEqual(setConfig(placed, hidden.id, { units: 32 }));
    expect(after!.training).toBe(source.training);
  });

  test("lets the other layers keep their ids and places when one comes in between or goes", () => {
    const more = read(text.replace("        layers.Flatten(),\n", "        layers.Flatten(),\n        layers.Dropout(0.1),\n"), source).source!.network;
    expect(more.nodes.filter(({ className }) => className !== "Dropout")).toEqual(placed.nodes);
    expect(more.nodes.at(-1)).toEqual({ id: "n5", className: "Dropout", name: "dropout", config: { rate: 0.1 } });
    expect(more.edges).toHaveLength(4);
    const fewer = read(text.replace('        layers.Dense(128, activation="relu"),\n', ""), source).source!.network;
    expect(fewer.nodes).toEqual(placed.nodes.filter(({ name }) => name !== "dense"));
  });

  test("changes the optimizer", () => {
    const { source: after } = read(text.replace("Adam(learning_rate=0.001)", "AdamW(learning_rate=0.01, weight_decay=0.1)"), source);
    expect(after!.training.optimizer).toMatchObject({ name: "adamw", config: { learningRate: 0.01, weightDecay: 0.1, beta1: 0.9 } });
    expect(after!.network).toBe(placed);
  });
});
