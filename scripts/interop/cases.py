"""What all checks share: the cases on disk, and the largest difference of each."""

import json
import sys
import traceback

import numpy as np


def run(answer, counts=lambda inputs, expected: np.ones_like(expected, bool)):
    """`counts(inputs, expected)` says which answers are compared. `answer(folder, inputs)` returns what the program answers to the arrays, by the names and in the order of the network's inputs; prints `{id: largest difference or what went wrong}`."""
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = json.load(file)
    found = {}
    for case in cases:
        inputs = {one["name"]: np.fromfile(f"{case['folder']}/{one['name']}.f32", "<f4").reshape(one["shape"]) for one in case["inputs"]}
        expected = np.fromfile(case["folder"] + "/outputs.f32", "<f4").reshape(case["outputShape"])
        try:
            came = np.asarray(answer(case["folder"], inputs))
            scale = max(1.0, float(np.abs(expected).max()))
            found[case["id"]] = float(np.abs(came - expected)[counts(inputs, expected)].max()) / scale if came.shape == expected.shape else f"shape {came.shape}"
        except Exception:  # the test prints it beside its case
            found[case["id"]] = traceback.format_exc()[-1500:]
    print(json.dumps(found))
