"""Trains each exported project as `python train.py` would, with the words of its case, all in one process."""

import json
import os
import runpy
import sys

OWN = ("model", "own_texts", "texts", "train")

with open(sys.argv[1], encoding="utf-8") as file:
    cases = json.load(file)
for case in cases:
    for name in OWN:
        sys.modules.pop(name, None)
    script = os.path.join(case["folder"], "train.py")
    sys.path.insert(0, case["folder"])
    sys.argv = [script, *case["words"]]
    runpy.run_path(script, run_name="__main__")
    sys.path.pop(0)
