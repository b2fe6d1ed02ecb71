"""Has each `.onnx` file checked by ONNX itself, and asks ONNX Runtime what the page was asked."""

import onnx
import onnxruntime
from cases import run


def answer(folder, inputs):
    path = folder + "/model.onnx"
    onnx.checker.check_model(onnx.load(path), full_check=True)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    return session.run(None, inputs)[0]


run(answer)
