"""Opens each `.keras` file in Keras, on PyTorch, and asks it what the page was asked."""

import os

os.environ["KERAS_BACKEND"] = "torch"

import keras  # noqa: E402
from cases import run  # noqa: E402


def answer(folder, inputs):
    return keras.saving.load_model(folder + "/model.keras").predict(inputs, verbose=0)


run(answer)
