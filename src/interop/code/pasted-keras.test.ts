import { expect, test } from "vitest";
import { say } from "@/base/text";
import type { CodeSource } from "@/interop/code/code-source";
import { readKeras } from "@/interop/code/keras/read-keras";
import { wiringOf } from "@/interop/code/wiring";
import { initialProject } from "@/project/initial-project";

const empty: CodeSource = { ...initialProject("p1"), network: { nodes: [], edges: [] } };
const fit = "model.fit(x_train, y_train, epochs=5, batch_size=32, validation_split=0.2)";

interface Pasted {
  readonly what: string;
  readonly text: string;
  /** Classes, in the order in which they are computed. */
  readonly layers: string;
  readonly training?: object;
  readonly validationSplit?: number;
  /** What the notes say, in part. */
  readonly notes?: readonly string[];
}

const pasted: readonly Pasted[] = [
  {
    what: "model.add with single imports and words for everything",
    text: `
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, Dropout, Flatten
model = Sequential()
model.add(Flatten(input_shape=(28, 28, 1)))
model.add(Dense(64, activation='relu'))
model.add(Dropout(0.3))
model.add(Dense(10, activation='softmax'))
model.compile(optimizer='rmsprop', loss='categorical_crossentropy', metrics=['accuracy'])
${fit}`,
    layers: "Input Flatten Dense Dropout Dense",
    training: { loss: "categoricalCrossentropy", optimizer: { name: "rmsprop" }, epochs: 5, batchSize: 32 },
    validationSplit: 0.2,
  },
  {
    what: "a loss of logits gives the last layer its softmax",
    text: `
import tensorflow as tf
model = tf.keras.Sequential([tf.keras.Input(shape=(28, 28, 1)), tf.keras.layers.Flatten(), tf.keras.layers.Dense(10)])
loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(optimizer=tf.keras.optimizers.SGD(1e-2), loss=loss_fn, metrics=['accuracy'])
model.fit(x_train, y_train)`,
    layers: "Input Flatten Dense:softmax",
    training: { optimizer: { name: "sgd", config: { learningRate: 0.01 } }, epochs: 1, batchSize: 32 },
    notes: ["gets the softmax"],
  },
  {
    what: "a small VGG by a loop, with early stopping by name",
    text: `
import keras
from keras import layers, callbacks
WIDTHS = (16, 32)
net = keras.Sequential([layers.Input((32, 32, 3))])
for width in WIDTHS:
    for _ in range(2):
        net.add(layers.Conv2D(width, 3, padding="same", activation="relu"))
    net.add(layers.MaxPooling2D())
net.add(layers.Flatten())
net.add(layers.Dense(10, activation="softmax"))
stop = callbacks.EarlyStopping("val_accuracy", patience=4, restore_best_weights=True)
net.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])
net.fit(x, y, 128, 40, callbacks=[stop, callbacks.ModelCheckpoint("best.keras")])`,
    layers: "Input Conv2D Conv2D MaxPooling2D Conv2D Conv2D MaxPooling2D Flatten Dense:softmax",
    training: { epochs: 40, batchSize: 128, earlyStopping: { enabled: true, monitor: "valAccuracy", patience: 4, minDelta: 0, restoreBest: true } },
  },
  {
    what: "a residual block in the functional API",
    text: `
from tensorflow import keras
from tensorflow.keras import layers as L
inp = L.Input((28, 28, 1))
h = L.Conv2D(8, 3, padding='same')(inp)
h = L.BatchNormalization()(h)
h = L.ReLU()(h)
s = h
h = L.Conv2D(8, 3, padding='same', use_bias=False)(h)
h = L.Add()([h, s])
h = L.Activation('relu')(h)
h = L.GlobalAveragePooling2D()(h)
out = L.Dense(10, activation='softmax')(h)
model = keras.Model(inputs=[inp], outputs=[out])`,
    layers: "Input Conv2D BatchNormalization Activation:relu Conv2D Add Activation:relu GlobalAveragePooling2D Dense:softmax",
  },
  {
    what: "texts: embedding, LSTM in both directions, one answer",
    text: `
import tensorflow as tf
VOCAB, LENGTH = 8000, 120
model = tf.keras.models.Sequential()
model.add(tf.keras.layers.Embedding(VOCAB, 64, input_length=LENGTH, input_shape=(LENGTH,)))
model.add(tf.keras.layers.Bidirectional(tf.keras.layers.LSTM(32)))
model.add(tf.keras.layers.Dense(1, activation='sigmoid'))
model.compile(loss='binary_crossentropy', optimizer=tf.keras.optimizers.Adam(lr=1e-4, clipvalue=0.5))
model.fit(X, Y, epochs=3, batch_size=64)`,
    layers: "Input Embedding Bidirectional Dense:sigmoid",
    training: { loss: "binaryCrossentropy", optimizer: { name: "adam", config: { learningRate: 0.0001 } }, gradientClip: { kind: "value", limit: 0.5 } },
  },
  {
    what: "regression of a table, with penalties and a loss by its class",
    text: `
from keras import Sequential, layers, regularizers, losses, optimizers
def build(n_features):
    model = Sequential([
        layers.Input(shape=(n_features,)),
        layers.Dense(64, activation='relu', kernel_regularizer=regularizers.L2(0.001)),
        layers.Dense(1),
    ])
    model.compile(loss=losses.Huber(), optimizer=optimizers.AdamW(learning_rate=3e-4, weight_decay=0.01), metrics=['mae'])
    return model
model = build(8)
history = model.fit(X_train, y_train, validation_data=(X_val, y_val), epochs=100, batch_size=256, verbose=0)`,
    layers: "Input Dense Dense:linear",
    training: { loss: "huber", optimizer: { name: "adamw", config: { learningRate: 0.0003, weightDecay: 0.01 } }, epochs: 100 },
    validationSplit: 0.1,
  },
  {
    what: "a schedule of cosine, counted in steps",
    text: `
import keras
from keras import layers
model = keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(10, "softmax")])
schedule = keras.optimizers.schedules.CosineDecay(initial_learning_rate=0.05, decay_steps=10000, alpha=0.1)
model.compile(keras.optimizers.SGD(schedule, momentum=0.9), "sparse_categorical_crossentropy")`,
    layers: "Input Flatten Dense:softmax",
    training: { optimizer: { name: "momentum", config: { learningRate: 0.05, momentum: 0.9 } }, schedule: { name: "cosine", config: { alpha: 0.1 } } },
    notes: ["Steps are counted in epochs"],
  },
  {
    what: "a schedule by stairs, counted in epochs",
    text: `
import keras
from keras import layers
model = keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(10, "softmax")])
steps_per_epoch = len(x_train) // 64
rate = keras.optimizers.schedules.ExponentialDecay(0.1, decay_steps=5 * steps_per_epoch, decay_rate=0.5, staircase=True)
model.compile(optimizer=keras.optimizers.SGD(learning_rate=rate), loss="sparse_categorical_crossentropy")`,
    layers: "Input Flatten Dense:softmax",
    training: { optimizer: { name: "sgd", config: { learningRate: 0.1 } }, schedule: { name: "step", config: { factor: 0.5, everyEpochs: 5 } } },
  },
  {
    what: "an optimizer and a callback that Layerlab has not",
    text: `
import keras
model = keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(3, activation="softmax")])
model.compile(optimizer="nadam", loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=20, callbacks=[keras.callbacks.ReduceLROnPlateau(patience=3)])`,
    layers: "Input Dense:softmax",
    training: { optimizer: { name: "adam" }, epochs: 20 },
    notes: ["Layerlab has no nadam"],
  },
  {
    what: "an autoencoder of two Sequentials, one behind the other",
    text: `
import keras
from keras import layers
encoder = keras.Sequential([layers.Input((28, 28, 1)), layers.Flatten(), layers.Dense(32, activation="relu")])
decoder = keras.Sequential([layers.Dense(784, activation="sigmoid"), layers.Reshape((28, 28, 1))])
model = keras.Sequential([encoder, decoder])
model.compile(optimizer="adam", loss="mse")`,
    layers: "Input Flatten Dense Dense:sigmoid Reshape",
    training: { loss: "meanSquaredError" },
  },
  {
    what: "a transformer's block",
    text: `
import keras
from keras import layers
x_in = keras.Input(shape=(64,), dtype="int32")
x = layers.Embedding(5000, 32)(x_in)
a = layers.MultiHeadAttention(num_heads=4, key_dim=8)(x, x)
x = layers.LayerNormalization(epsilon=1e-6)(x + a)
f = layers.Dense(64, activation="gelu")(x)
f = layers.Dense(32)(f)
x = layers.LayerNormalization(epsilon=1e-6)(x + f)
x = layers.GlobalAveragePooling1D()(x)
y = layers.Dense(2, activation="softmax")(x)
clf = keras.Model(x_in, y)
clf.compile(loss=keras.losses.SparseCategoricalCrossentropy(), optimizer="adam")
clf.fit(train_ds, epochs=2, validation_data=val_ds)`,
    layers: "Input Embedding MultiHeadAttention Add LayerNormalization Dense Dense Add LayerNormalization GlobalAveragePooling1D Dense:softmax",
    // A dataset brings its own batches.
    training: { epochs: 2, batchSize: 64 },
  },
];

test.each(pasted.map((one) => [one.what, one] as const))("%s", (_what, { text, layers, training = {}, validationSplit = 0.1, notes = [] }) => {
  const { source, problems } = readKeras(text, empty);
  expect(problems.filter(({ severity }) => severity === "error").map(({ what }) => say(what, "en"))).toEqual([]);
  const found = wiringOf(source!.network).layers.map(({ node: { className, config } }) => `${className}:${"activation" in config ? config.activation : ""}`);
  expect(found).toEqual(layers.split(" ").map((layer) => expect.stringContaining(layer)));
  expect(source!.training).toMatchObject(training);
  expect(source!.data.validationSplit).toBe(validationSplit);
  expect(problems.map(({ what }) => say(what, "en"))).toEqual(notes.map((note) => expect.stringContaining(note)));
});

test.each([
  ["epochs=0", "epochs takes a whole number from 1 to 10000."],
  ["validation_split=1.5", "validation_split takes a number from 0 to 0.9."],
  ["callbacks=keras.callbacks.EarlyStopping(patience=-1)", "patience takes a whole number from 1 to 1000."],
])("%s is said to be none", (argument, what) => {
  const { source, problems } = readKeras(
    `import keras\nmodel = keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(3)])\nmodel.fit(x, y, ${argument})`,
    empty,
  );
  expect([source, problems.filter(({ severity }) => severity === "error").map((problem) => say(problem.what, "en"))]).toEqual([undefined, [what]]);
});
