"""Builds each model by its program, gives it the weights of its `.weights.h5`, and asks it what the page was asked."""

import os

os.environ["KERAS_BACKEND"] = "torch"

import numpy as np  # noqa: E402
from cases import run  # noqa: E402


def answer(folder, inputs):
    program = {"__name__": "program"}
    with open(folder + "/program.py", encoding="utf-8") as file:
        exec(compile(file.read(), folder, "exec"), program)
    model = program["model"]
    model.load_weights(folder + "/model.weights.h5")
    given = list(inputs.values())
    return model.predict(given if len(given) > 1 else given[0], verbose=0)


def counts(inputs, expected):
    """In Keras a step of padding looks at nothing, and its own answer is another one; nobody reads it."""
    tokens = list(inputs.values())[-1]
    steps = tokens != 0 if tokens.ndim == 2 and tokens.shape == expected.shape[:2] and expected.ndim == 3 else np.ones(len(expected), bool)
    return np.broadcast_to(steps.reshape(*steps.shape, *[1] * (expected.ndim - steps.ndim)), expected.shape)


run(answer, counts)
