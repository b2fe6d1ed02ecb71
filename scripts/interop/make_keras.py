"""Makes models in Keras, saves each as `.keras` and `.h5`, and writes what they answer; prints the list of cases."""

import json
import os
import sys

os.environ["KERAS_BACKEND"] = "torch"

import keras  # noqa: E402
import numpy as np  # noqa: E402
from keras import layers as L  # noqa: E402

folder = sys.argv[1]
rng = np.random.default_rng(1)


def sequential(*layers):
    return keras.Sequential(list(layers))


def images():
    return sequential(
        keras.Input((9, 8, 3)),
        L.Conv2D(4, 3, strides=2, padding="same", activation="relu", kernel_regularizer=keras.regularizers.L2(0.01)),
        L.BatchNormalization(),
        L.DepthwiseConv2D(3, padding="same", depth_multiplier=2),
        L.LeakyReLU(negative_slope=0.2),
        L.SeparableConv2D(5, (3, 2), activation="gelu"),
        L.Conv2DTranspose(3, 3, strides=2, padding="same"),
        L.ZeroPadding2D(1),
        L.MaxPooling2D(2),
        L.UpSampling2D(2),
        L.AveragePooling2D(2, padding="same"),
        L.ReLU(),
        L.GlobalAveragePooling2D(),
        L.Dropout(0.3),
        L.Dense(4, activation="softmax"),
    )


def functional():
    x = keras.Input((6, 6, 2), name="picture")
    a = L.Conv2D(3, 3, padding="same")(x)
    b = L.Conv2D(3, 1, use_bias=False)(x)
    c = L.Add()([a, b])
    d = keras.activations.relu(c)
    e = L.Concatenate()([d, L.Multiply()([a, b]), L.Average()([a, c]), L.Maximum()([b, c])])
    f = L.LayerNormalization()(L.Flatten()(e))
    return keras.Model(x, L.Softmax()(L.Dense(3)(f)))


def words(*layers):
    return sequential(keras.Input((7,)), L.Embedding(20, 6, mask_zero=True), *layers, L.Dense(3, activation="softmax"))


def attention():
    x = keras.Input((7,))
    h = L.Embedding(20, 8)(x)
    a = L.MultiHeadAttention(2, 4, dropout=0.1)(h, h, use_causal_mask=True)
    h = L.RMSNormalization()(L.Add()([h, a]))
    h = L.TimeDistributed(L.Dense(5, activation="tanh"))(h)
    b = L.MultiHeadAttention(3, 2, value_dim=4, use_bias=False)(h, value=L.Dense(6)(h))
    return keras.Model(x, L.Dense(2)(L.GlobalMaxPooling1D()(b)))


def picture_and_numbers():
    """What is seen beside what is measured."""
    picture, numbers = keras.Input((6, 6, 2), name="picture"), keras.Input((4,), name="numbers")
    a = L.GlobalMaxPooling2D()(L.Conv2D(5, 3, activation="relu")(picture))
    b = L.BatchNormalization()(L.Dense(5, activation="tanh")(numbers))
    return keras.Model([picture, numbers], L.Dense(3, activation="softmax")(L.Concatenate()([a, b, L.Multiply()([a, b])])))


def question_and_answer():
    """One sequence looks at another."""
    question, answer = keras.Input((7,)), keras.Input((5,))
    q = L.Embedding(20, 6)(question)
    a = L.Embedding(20, 6)(answer)
    q = L.GRU(6, return_sequences=True)(q)
    a = L.LayerNormalization()(L.Add()([a, L.MultiHeadAttention(2, 3)(a, q)]))
    return keras.Model([question, answer], L.Dense(20, activation="softmax")(a))


models = {
    "picture and numbers": picture_and_numbers(),
    "question and answer": question_and_answer(),
    "one convolution": sequential(keras.Input((5, 4, 2)), L.Conv2D(3, (2, 3), dilation_rate=(2, 1), use_bias=False), L.GlobalMaxPooling2D()),
    "two directions": words(L.Bidirectional(L.SimpleRNN(4), merge_mode="mul")),
    "film": sequential(
        keras.Input((3, 6, 5, 2)),
        L.TimeDistributed(L.Conv2D(3, 3, padding="same", activation="relu")),
        L.TimeDistributed(L.AveragePooling2D(2)),
        L.TimeDistributed(L.Flatten()),
        L.TimeDistributed(L.Dense(4)),
        L.LSTM(3),
    ),
    "images": images(),
    "functional": functional(),
    "lstm": words(L.LSTM(5, return_sequences=True, dropout=0.2), L.LSTM(4, go_backwards=True)),
    "gru": words(L.Bidirectional(L.GRU(4, return_sequences=True), merge_mode="sum"), L.GRU(3, activation="relu")),
    "both ways": words(L.Bidirectional(L.LSTM(4, return_sequences=True)), L.SimpleRNN(3)),
    "attention": attention(),
    "rows": words(L.Conv1D(4, 3, padding="causal"), L.MaxPooling1D(2), L.AveragePooling1D(2), L.Flatten()),
    "numbers": sequential(
        keras.Input((5, 3)), L.Masking(0.0), L.GRU(4), L.RepeatVector(3), L.SimpleRNN(2, return_sequences=True), L.GlobalAveragePooling1D(), L.Dense(1)
    ),
}

cases = []
for index, (name, model) in enumerate(models.items()):
    for weight in model.weights:
        drawn = rng.normal(size=weight.shape, scale=0.3)
        if weight.dtype.startswith("float"):
            weight.assign(0.5 + np.square(drawn) if "variance" in weight.name else drawn)
    base = os.path.join(folder, f"keras-{index}")
    arrays = []
    for place, tensor in enumerate(model.inputs):
        shape = (32, *tensor.shape[1:])
        is_words = len(shape) == 2 and any(isinstance(layer, L.Embedding) for layer in model.layers)
        arrays.append((rng.integers(0, 20, shape) if is_words else rng.normal(size=shape)).astype("<f4"))
        arrays[-1].tofile(f"{base}.inputs-{place}.f32")
    model.save(base + ".keras")
    model.save(base + ".h5")
    outputs = model.predict(arrays if len(arrays) > 1 else arrays[0], verbose=0).astype("<f4")
    outputs.tofile(base + ".outputs.f32")
    shapes = [list(array.shape) for array in arrays]
    cases += [{"name": f"{name} {ending}", "file": base + ending, "golden": base, "shapes": shapes} for ending in (".keras", ".h5")]
print(json.dumps(cases))
