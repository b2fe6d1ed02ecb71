"""Runs each printed program: builds its network, counts its parameters, and trains it a few steps on random data."""

import json
import os
import sys
import traceback

os.environ["KERAS_BACKEND"] = "torch"

import numpy as np  # noqa: E402


def random_data(case):
    """A list of arrays where the network has several inputs."""
    rng = np.random.default_rng(1)
    shapes = [[case["count"], *shape] for shape in case["inputShapes"]]
    x = [rng.integers(1, case["tokens"], shape).astype("float32") if case["tokens"] else rng.random(shape, "float32") for shape in shapes]
    targets = [case["count"], *case["targetShape"]]
    y = rng.integers(0, case["classes"], targets) if case["classes"] else rng.random(targets, "float32")
    return x if len(x) > 1 else x[0], y


def with_keras(program, x, y):
    model = program["model"]
    history = program["train"](x, y)
    return model.count_params(), model.predict(x, verbose=0), history.history["loss"][-1]


def with_torch(program, x, y):
    import torch

    x = [torch.from_numpy(values) for values in (x if isinstance(x, list) else [x])]
    model = program["train"](x if len(x) > 1 else x[0], torch.from_numpy(y))
    with torch.no_grad():
        answers = model(*x).numpy()
    return sum(weight.numel() for weight in model.parameters()), answers, float(np.abs(answers).mean())


with open(sys.argv[1], encoding="utf-8") as file:
    cases = json.load(file)
found = {}
for case in cases:
    program = {"__name__": "program"}
    try:
        with open(case["file"], encoding="utf-8") as file:
            exec(compile(file.read(), case["id"], "exec"), program)
        run = {"keras": with_keras, "pytorch": with_torch}[case["language"]]
        params, answers, loss = run(program, *random_data(case))
        found[case["id"]] = {"params": params, "outputShape": list(answers.shape[1:]), "isFinite": bool(np.isfinite(loss))}
    except Exception:  # the test prints it beside its case
        found[case["id"]] = traceback.format_exc()[-1500:]
print(json.dumps(found))
