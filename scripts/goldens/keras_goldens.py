"""Writes what Keras answers, for the engine's tests to agree with: layers, activations, losses, optimizers, one training.

    pip install keras==3.15.1 jax && python scripts/goldens/keras_goldens.py

Keras runs on JAX, whose padding and pooling are TensorFlow's. Results: src/engine/worker/goldens/*.golden.json.
"""

import json
import os
import re
from pathlib import Path

os.environ["KERAS_BACKEND"] = "jax"
import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import keras  # noqa: E402
import numpy as np  # noqa: E402

OUT = Path(__file__).parents[2] / "src/engine/worker/goldens"


def snake(name):
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower()


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def spread(shape, salt=0, scale=1.0):
    """Arbitrary values that both sides can write exactly: four decimals."""
    size = int(np.prod(shape))
    values = np.sin(np.arange(size) * 1.37 + salt * 0.71 + 0.2) * scale
    return np.round(values, 4).astype(np.float32).reshape(shape)


def tensor(value):
    value = np.asarray(value, dtype=np.float32)
    return {"shape": list(value.shape), "data": [float(f"{v:.9g}") for v in value.ravel().tolist()]}


def write(name, content):
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f"{name}.golden.json").write_text(json.dumps({"keras": keras.__version__, **content}, separators=(",", ":")) + "\n")


ACTIVATIONS = "linear relu leakyRelu relu6 elu selu gelu silu sigmoid hardSigmoid tanh softplus softsign mish exponential softmax".split()


def activations():
    x = np.round(np.linspace(-7.3, 7.1, 24), 4).astype(np.float32).reshape(4, 6)
    return {"x": tensor(x), "outputs": {name: tensor(keras.activations.get(snake(name))(jnp.asarray(x))) for name in ACTIVATIONS}}


IMAGE = (2, 5, 4, 3)
SEQUENCE = (2, 5, 3)
FILM = (2, 3, 5, 4, 2)
MASK = [[1, 0, 1, 1, 0], [1, 0, 0, 0, 0]]
LAYERS = [
    ("Dense", {"units": 3, "activation": "tanh"}, [(2, 4)]),
    ("Dense", {"units": 3, "activation": "softmax", "useBias": False}, [(2, 4)]),
    ("Dense", {"units": 3, "activation": "softmax"}, [(2, 3, 4)]),
    ("Embedding", {"inputDim": 6, "outputDim": 3}, [(2, 4)]),
    ("LSTM", {"units": 4}, [SEQUENCE]),
    ("LSTM", {"units": 3, "returnSequences": True, "goBackwards": True}, [SEQUENCE], MASK),
    ("LSTM", {"units": 5, "activation": "relu", "recurrentActivation": "hardSigmoid", "useBias": False}, [SEQUENCE], MASK),
    ("GRU", {"units": 4}, [SEQUENCE]),
    ("GRU", {"units": 3, "returnSequences": True, "goBackwards": True}, [SEQUENCE], MASK),
    ("GRU", {"units": 5, "activation": "relu", "recurrentActivation": "hardSigmoid", "useBias": False}, [SEQUENCE], MASK),
    ("SimpleRNN", {"units": 4}, [SEQUENCE]),
    ("SimpleRNN", {"units": 3, "returnSequences": True, "activation": "sigmoid"}, [SEQUENCE], MASK),
    ("Bidirectional", {"layer": "LSTM", "units": 3}, [SEQUENCE]),
    ("Bidirectional", {"layer": "GRU", "units": 3, "returnSequences": True, "mergeMode": "ave"}, [SEQUENCE], MASK),
    ("Bidirectional", {"layer": "SimpleRNN", "units": 2, "returnSequences": True, "mergeMode": "mul"}, [SEQUENCE]),
    ("TimeDistributed", {"layer": "Conv2D", "filters": 2, "kernelSize": [2, 3], "strides": [1, 2], "padding": "same", "activation": "tanh"}, [FILM]),
    ("TimeDistributed", {"layer": "MaxPooling2D", "poolSize": [2, 2]}, [FILM]),
    ("TimeDistributed", {"layer": "GlobalAveragePooling2D"}, [FILM]),
    ("TimeDistributed", {"layer": "Flatten"}, [FILM]),
    ("Conv1D", {"filters": 2, "kernelSize": 3, "activation": "relu"}, [SEQUENCE]),
    ("Conv1D", {"filters": 2, "kernelSize": 2, "strides": 2, "padding": "same", "activation": "linear"}, [SEQUENCE]),
    ("Conv1D", {"filters": 2, "kernelSize": 3, "dilationRate": 2, "padding": "causal", "activation": "linear"}, [SEQUENCE]),
    ("MaxPooling1D", {"poolSize": 2, "strides": 2, "padding": "valid"}, [SEQUENCE]),
    ("MaxPooling1D", {"poolSize": 3, "strides": 1, "padding": "same"}, [SEQUENCE]),
    ("AveragePooling1D", {"poolSize": 2, "strides": 2, "padding": "valid"}, [SEQUENCE]),
    ("AveragePooling1D", {"poolSize": 3, "strides": 2, "padding": "same"}, [SEQUENCE]),
    ("RepeatVector", {"n": 3}, [(2, 4)]),
    ("Masking", {"maskValue": 0.0}, [SEQUENCE]),
    ("Activation", {"activation": "gelu"}, [(2, 4)]),
    ("Conv2D", {"filters": 2, "kernelSize": [3, 2], "activation": "relu"}, [IMAGE]),
    ("Conv2D", {"filters": 2, "kernelSize": [3, 3], "strides": [2, 2], "padding": "same", "activation": "linear"}, [IMAGE]),
    ("Conv2D", {"filters": 2, "kernelSize": [2, 2], "strides": [1, 3], "padding": "same", "activation": "linear"}, [IMAGE]),
    ("Conv2D", {"filters": 2, "kernelSize": [2, 3], "dilationRate": [2, 1], "activation": "linear"}, [IMAGE]),
    ("Conv2D", {"filters": 2, "kernelSize": [3, 3], "dilationRate": [2, 2], "padding": "same", "activation": "linear"}, [IMAGE]),
    ("Conv2DTranspose", {"filters": 2, "kernelSize": [3, 3], "strides": [2, 2], "padding": "same", "activation": "linear"}, [(2, 3, 2, 2)]),
    ("Conv2DTranspose", {"filters": 2, "kernelSize": [3, 2], "strides": [2, 1], "padding": "valid", "activation": "relu"}, [(2, 3, 2, 2)]),
    ("Conv2DTranspose", {"filters": 2, "kernelSize": [2, 2], "strides": [3, 3], "padding": "valid", "activation": "linear"}, [(1, 2, 2, 1)]),
    ("Conv2DTranspose", {"filters": 1, "kernelSize": [2, 2], "strides": [3, 3], "padding": "same", "activation": "linear"}, [(1, 2, 2, 1)]),
    ("DepthwiseConv2D", {"kernelSize": [3, 3], "depthMultiplier": 2, "padding": "same", "activation": "linear"}, [IMAGE]),
    ("DepthwiseConv2D", {"kernelSize": [2, 2], "strides": [2, 2], "depthMultiplier": 1, "padding": "valid", "activation": "relu"}, [IMAGE]),
    ("SeparableConv2D", {"filters": 4, "kernelSize": [3, 3], "depthMultiplier": 2, "padding": "same", "activation": "linear"}, [IMAGE]),
    ("MaxPooling2D", {"poolSize": [2, 2], "strides": [2, 2], "padding": "valid"}, [IMAGE]),
    ("MaxPooling2D", {"poolSize": [3, 2], "strides": [2, 1], "padding": "same"}, [IMAGE]),
    ("AveragePooling2D", {"poolSize": [2, 2], "strides": [1, 2], "padding": "valid"}, [IMAGE]),
    ("AveragePooling2D", {"poolSize": [3, 3], "strides": [2, 2], "padding": "same"}, [IMAGE]),
    ("AveragePooling2D", {"poolSize": [2, 3], "strides": [2, 2], "padding": "same"}, [IMAGE]),
    ("GlobalMaxPooling2D", {}, [IMAGE]),
    ("GlobalAveragePooling2D", {}, [IMAGE]),
    ("GlobalAveragePooling1D", {}, [SEQUENCE]),
    ("GlobalAveragePooling1D", {}, [SEQUENCE], MASK),
    ("GlobalMaxPooling1D", {}, [SEQUENCE]),
    ("Flatten", {}, [(2, 2, 3, 2)]),
    ("Reshape", {"targetShape": [2, 3, 2]}, [(2, 12)]),
    ("ZeroPadding2D", {"padding": [1, 2]}, [(1, 2, 3, 2)]),
    ("UpSampling2D", {"size": [3, 2], "interpolation": "nearest"}, [(2, 3, 2, 2)]),
    ("UpSampling2D", {"size": [2, 3], "interpolation": "bilinear"}, [(2, 3, 2, 2)]),
    ("BatchNormalization", {"momentum": 0.9, "epsilon": 0.001}, [(5, 3)]),
    ("BatchNormalization", {"momentum": 0.9, "epsilon": 0.01, "scale": False}, [IMAGE]),
    ("LayerNormalization", {"epsilon": 0.001}, [(3, 5)]),
    ("LayerNormalization", {"epsilon": 0.00001, "center": False}, [(2, 2, 2, 4)]),
    ("LayerNormalization", {"epsilon": 0.001}, [SEQUENCE]),
    ("RMSNormalization", {"epsilon": 0.000001}, [(3, 5)]),
    ("RMSNormalization", {"epsilon": 0.01}, [SEQUENCE]),
    ("Add", {}, [(2, 3), (2, 3), (2, 3)]),
    ("Add", {}, [SEQUENCE, SEQUENCE]),
    ("Multiply", {}, [(2, 3), (2, 3)]),
    ("Average", {}, [(2, 3), (2, 3), (2, 3)]),
    ("Maximum", {}, [(2, 3), (2, 3)]),
    ("Concatenate", {"axis": -1}, [(2, 3), (2, 2)]),
    ("Concatenate", {"axis": 1}, [(2, 2, 3, 1), (2, 1, 3, 1)]),
]


def tokens(shape, rows):
    """Whole numbers, 0 among them."""
    return (np.arange(int(np.prod(shape))) * 5 % rows).astype(np.float32).reshape(shape)


def arguments_of(config):
    return {snake(k): snake(v) if k in ("activation", "recurrentActivation") else v for k, v in config.items()}


def make_layer(class_name, config):
    if class_name not in ("Bidirectional", "TimeDistributed"):
        return getattr(keras.layers, class_name)(**arguments_of(config))
    if class_name == "TimeDistributed":
        return keras.layers.TimeDistributed(make_layer(config["layer"], {k: v for k, v in config.items() if k != "layer"}))
    inner = {k: v for k, v in config.items() if k not in ("layer", "mergeMode")}
    return keras.layers.Bidirectional(make_layer(config["layer"], inner), merge_mode=config.get("mergeMode", "concat"))


def weight_name(w, class_name):
    """Both directions of a Bidirectional have weights of the same names."""
    name = camel(w.name)
    if class_name != "Bidirectional":
        return name
    return ("forward" if "forward" in w.path else "backward") + name[0].upper() + name[1:]


def layer_golden(class_name, config, shapes, mask=None):
    layer = make_layer(class_name, config)
    inputs = [spread(shape, salt) for salt, shape in enumerate(shapes)]
    if class_name == "Embedding":
        inputs = [tokens(shapes[0], config["inputDim"])]
    if class_name == "Masking":
        inputs[0][0, 1:3] = 0
    fed = inputs if len(inputs) > 1 else inputs[0]
    layer(fed)
    values = [spread(w.shape, 7 + i, 0.5) + (1 if w.name == "moving_variance" else 0) for i, w in enumerate(layer.weights)]
    layer.set_weights(values)
    masked = {} if mask is None else {"mask": jnp.asarray(mask, dtype=bool)}
    golden = {
        "className": class_name,
        "config": config,
        "inputs": [tensor(x) for x in inputs],
        "weights": {weight_name(w, class_name): tensor(v) for w, v in zip(layer.weights, values)},
        "output": tensor(layer(fed, training=False) if "Normalization" in class_name else layer(fed, **masked)),
    }
    if mask is not None:
        golden["mask"] = tensor(mask)
    if class_name == "BatchNormalization":
        golden["trainingOutput"] = tensor(layer(fed, training=True))
        golden["tracked"] = {camel(w.name): tensor(w.value) for w in layer.non_trainable_weights if "moving" in w.name}
    return golden


def attention_golden(config, shapes, mask=None):
    """Masked queries are left alone: what they answer is nobody's business, and Keras lets them look everywhere."""
    arguments = {snake(k): v for k, v in config.items() if k != "useCausalMask"}
    layer = keras.layers.MultiHeadAttention(**arguments)
    inputs = [spread(shape, salt) for salt, shape in enumerate(shapes)]
    call = {"query": inputs[0], "value": inputs[-1]}
    layer(**call, return_attention_scores=True)
    values = [spread(w.shape, 7 + i, 0.5) for i, w in enumerate(layer.weights)]
    layer.set_weights(values)
    seen = {} if mask is None else {"attention_mask": jnp.asarray(mask, dtype=bool)[:, None, :]}
    parts = [w.path.split("/")[-2].replace("attention_output", "output") for w in layer.weights]
    return {
        "className": "MultiHeadAttention",
        "config": config,
        "inputs": [tensor(x) for x in inputs],
        "weights": {part + w.name.capitalize(): tensor(v) for part, w, v in zip(parts, layer.weights, values)},
        # With the scores asked for, Keras takes the way that knows values of another size than keys.
        "output": tensor(layer(**call, use_causal_mask=config["useCausalMask"], return_attention_scores=True, **seen)[0]),
        **({} if mask is None else {"mask": tensor(mask)}),
    }


def feed_forward_golden(config, shape):
    inner = keras.layers.Dense(config["units"], activation=snake(config["hiddenActivation"]))
    outer = keras.layers.Dense(shape[-1])
    x = spread(shape)
    outer(inner(x))
    values = [spread(w.shape, 7 + i, 0.5) for i, w in enumerate(inner.weights + outer.weights)]
    inner.set_weights(values[:2])
    outer.set_weights(values[2:])
    names = ["intermediateKernel", "intermediateBias", "outputKernel", "outputBias"]
    return {
        "className": "FeedForward",
        "config": config,
        "inputs": [tensor(x)],
        "weights": {name: tensor(v) for name, v in zip(names, values)},
        "output": tensor(outer(inner(x))),
    }


def positions_golden(kind, shape):
    """As KerasHub's SinePositionEncoding and PositionEmbedding, whose answer is added to what comes in."""
    x = spread(shape)
    steps, features = shape[1:]
    feature = np.arange(features)
    angles = np.arange(steps)[:, None] / 10000 ** ((feature - feature % 2) / features)
    learned = spread((steps, features), 7, 0.5)
    added = learned if kind == "learned" else np.where(feature % 2 == 0, np.sin(angles), np.cos(angles))
    return {
        "className": "PositionalEncoding",
        "config": {"kind": kind},
        "inputs": [tensor(x)],
        "weights": {"embeddings": tensor(learned)} if kind == "learned" else {},
        "output": tensor(x + added),
    }


def transformer_goldens():
    heads = {"numHeads": 2, "keyDim": 3}
    return [
        attention_golden({**heads, "useCausalMask": False}, [SEQUENCE]),
        attention_golden({**heads, "valueDim": 4, "useCausalMask": True, "useBias": False}, [SEQUENCE]),
        attention_golden({**heads, "useCausalMask": False}, [SEQUENCE], [[1, 0, 1, 1, 0], [1, 0, 0, 0, 0]]),
        attention_golden({**heads, "valueDim": 2, "useCausalMask": False}, [SEQUENCE, (2, 4, 6)]),
        feed_forward_golden({"units": 7, "hiddenActivation": "gelu"}, SEQUENCE),
        feed_forward_golden({"units": 4, "hiddenActivation": "tanh"}, SEQUENCE),
        positions_golden("sinusoidal", (2, 5, 6)),
        positions_golden("sinusoidal", (1, 3, 5)),
        positions_golden("learned", SEQUENCE),
    ]


def losses():
    logits = spread((4, 3), 1, 3.0)
    classes = np.array([0, 2, 1, 2])
    softmax = keras.ops.softmax(jnp.asarray(logits))
    sigmoid = keras.ops.sigmoid(jnp.asarray(logits))
    positive = np.abs(spread((4, 3), 2)) + 0.1
    bits = np.array([[1, 0, 0], [1, 1, 1], [0, 0, 1], [0, 1, 0]], dtype=np.float32)
    values = spread((4, 3), 3, 2.0)
    k = keras.losses
    cases = [
        ("sparseCategoricalCrossentropy", "softmax", logits, classes, k.SparseCategoricalCrossentropy(from_logits=True)(classes, logits)),
        ("sparseCategoricalCrossentropy", "linear", positive, classes, k.SparseCategoricalCrossentropy()(classes, positive)),
        ("categoricalCrossentropy", "softmax", logits, classes, k.CategoricalCrossentropy()(np.eye(3)[classes], softmax)),
        ("binaryCrossentropy", "sigmoid", logits, bits, k.BinaryCrossentropy()(bits, sigmoid)),
        ("binaryCrossentropy", "linear", np.clip(positive, 0.05, 0.95), bits, k.BinaryCrossentropy()(bits, np.clip(positive, 0.05, 0.95))),
        ("meanSquaredError", "linear", logits, values, k.MeanSquaredError()(values, logits)),
        ("meanAbsoluteError", "linear", logits, values, k.MeanAbsoluteError()(values, logits)),
        ("huber", "linear", logits, values, k.Huber()(values, logits)),
    ]
    return {"cases": [{"loss": n, "activation": a, "x": tensor(x), "targets": tensor(t), "value": float(v)} for n, a, x, t, v in cases]}


OPTIMIZERS = [
    ("sgd", {"learningRate": 0.1}, keras.optimizers.SGD, {}),
    ("momentum", {"learningRate": 0.1, "momentum": 0.8}, keras.optimizers.SGD, {}),
    ("nesterov", {"learningRate": 0.1, "momentum": 0.8}, keras.optimizers.SGD, {"nesterov": True}),
    ("adagrad", {"learningRate": 0.1, "initialAccumulatorValue": 0.1, "epsilon": 1e-4}, keras.optimizers.Adagrad, {}),
    ("rmsprop", {"learningRate": 0.01, "rho": 0.9, "momentum": 0.0, "epsilon": 1e-4, "centered": False}, keras.optimizers.RMSprop, {}),
    ("rmsprop", {"learningRate": 0.01, "rho": 0.8, "momentum": 0.7, "epsilon": 1e-4, "centered": True}, keras.optimizers.RMSprop, {}),
    ("adam", {"learningRate": 0.01, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-3, "amsgrad": False}, keras.optimizers.Adam, {}),
    ("adam", {"learningRate": 0.01, "beta1": 0.8, "beta2": 0.9, "epsilon": 1e-3, "amsgrad": True}, keras.optimizers.Adam, {}),
    ("adamw", {"learningRate": 0.01, "weightDecay": 0.1, "beta1": 0.9, "beta2": 0.99, "epsilon": 1e-3, "amsgrad": False}, keras.optimizers.AdamW, {}),
]


def optimizer_golden(name, config, make, extra, clip=None):
    arguments = {{"beta1": "beta_1", "beta2": "beta_2"}.get(k, snake(k)): v for k, v in config.items()}
    optimizer = make(**arguments, **extra, **(clip or {}))
    start = spread((6,), 4)
    variable = keras.Variable(start, name="w")
    # The gradients shrink from step to step, so that amsgrad and plain averages part.
    gradients = [spread((6,), 10 + step, 2.0 / (1 + step) ** 2) for step in range(5)]
    weights = []
    for gradient in gradients:
        optimizer.apply([jnp.asarray(gradient)], [variable])
        weights.append(tensor(variable.value))
    golden = {"name": name, "config": config, "start": tensor(start), "gradients": [tensor(g) for g in gradients], "weights": weights}
    if clip:
        ((kind, limit),) = clip.items()
        golden["clip"] = {"kind": CLIP_KINDS[kind], "limit": limit}
    return golden


CLIP_KINDS = {"global_clipnorm": "norm", "clipnorm": "weightNorm", "clipvalue": "value"}


def clipping_golden(argument, limit):
    """One step of SGD on two weights, of which one's gradient is short: who is clipped with whom."""
    optimizer = keras.optimizers.SGD(0.1, **{argument: limit})
    variables = [keras.Variable(spread(shape, i), name=f"w{i}") for i, shape in enumerate([(3, 2), (4,)])]
    gradients = [spread((3, 2), 7, 2.0), spread((4,), 8, 0.2)]
    start = [tensor(variable.value) for variable in variables]
    optimizer.apply([keras.ops.convert_to_tensor(gradient) for gradient in gradients], variables)
    end = [tensor(variable.value) for variable in variables]
    return {"kind": CLIP_KINDS[argument], "limit": limit, "start": start, "gradients": [tensor(g) for g in gradients], "end": end}


def training():
    """Convolution, batch normalisation, pooling and two dense layers with a penalty: five steps of Adam on one batch."""
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            keras.layers.Input((6, 6, 1)),
            keras.layers.Conv2D(3, 3, padding="same", activation="relu", name="conv2d"),
            keras.layers.BatchNormalization(momentum=0.9, name="batch_normalization"),
            keras.layers.MaxPooling2D(2, name="max_pooling2d"),
            keras.layers.Flatten(name="flatten"),
            keras.layers.Dense(5, activation="tanh", kernel_regularizer=keras.regularizers.L1L2(l1=0.001, l2=0.01), name="dense"),
            keras.layers.Dense(3, activation="softmax", name="dense_1"),
        ]
    )
    for i, weight in enumerate(model.weights):
        if "moving" not in weight.name and weight.name not in ("gamma", "beta"):
            weight.assign(spread(weight.shape, i, 0.4))
    model.compile(optimizer=keras.optimizers.Adam(0.01, epsilon=1e-3), loss=keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
    names = [f"{w.path.split('/')[-2]}/{camel(w.name)}" for w in model.weights]
    start = {name: tensor(w.value) for name, w in zip(names, model.weights)}
    x = spread((6, 6, 6, 1), 5)
    y = np.array([0, 1, 2, 2, 1, 0])
    losses_ = [float(model.train_on_batch(x, y, return_dict=True)["loss"])]
    for _ in range(4):
        model.reset_metrics()
        losses_.append(float(model.train_on_batch(x, y, return_dict=True)["loss"]))
    return {
        "start": start,
        "x": tensor(x),
        "y": y.tolist(),
        "losses": losses_,
        "end": {name: tensor(w.value) for name, w in zip(names, model.weights)},
        "predictions": tensor(model(x, training=False)),
    }


if __name__ == "__main__":
    write("activations", activations())
    write("layers", {"cases": [layer_golden(*case) for case in LAYERS] + transformer_goldens()})
    write("losses", losses())
    clipped = [
        optimizer_golden("sgd", {"learningRate": 0.1}, keras.optimizers.SGD, {}, {"global_clipnorm": 0.5}),
        optimizer_golden("sgd", {"learningRate": 0.1}, keras.optimizers.SGD, {}, {"clipvalue": 0.3}),
    ]
    together = [clipping_golden(*case) for case in [("global_clipnorm", 0.5), ("clipnorm", 0.5), ("clipvalue", 0.15)]]
    write("optimizers", {"cases": [optimizer_golden(*case) for case in OPTIMIZERS] + clipped, "clipping": together})
    write("training", training())
