"""How the text programs of exported projects read the same texts: their rows, the vocabularies that they learn, and what networks say."""

import importlib
import json
import os
import sys

OWN = ("texts", "own_texts", "predict", "train", "model")


def program(name):
    """The one of this folder, not of the one before it."""
    return importlib.import_module(name)


def rows(case, texts):
    kind, loaded = texts.SETTINGS["kind"], texts.load()
    read = {"classes": loaded.row, "pairs": loaded.source}.get(kind, loaded.beginning)
    return [read(text) for text in case["texts"]]


def said(case, texts):
    import torch

    predict = program("predict")
    model, loaded = program("model").load(), texts.load()
    with torch.no_grad():
        if texts.SETTINGS["kind"] == "pairs":
            return [predict.answered(model, loaded, text) for text in case["asked"]]
        return [predict.went_on(model, loaded, text, case["count"], 0) for text in case["asked"]]


with open(sys.argv[1], encoding="utf-8") as file:
    cases = json.load(file)
found = []
for case in cases:
    for name in OWN:
        sys.modules.pop(name, None)
    sys.path.insert(0, case["folder"])
    os.chdir(case["folder"])
    texts = program("texts")
    answer = {"rows": rows(case, texts)}
    if "learned" in case:
        answer["learned"] = program("own_texts").learned_tokens([tuple(one) if isinstance(one, list) else one for one in case["learned"]])
    if "asked" in case:
        answer["said"] = said(case, texts)
    found.append(answer)
    sys.path.pop(0)
print(json.dumps(found))
