"""Runs each `verify.py` as a person would, all in one process: how each ended and what it said."""

import contextlib
import io
import json
import os
import runpy
import sys

OWN = ("model", "program", "texts")

with open(sys.argv[1], encoding="utf-8") as file:
    folders = json.load(file)
found = []
for folder in folders:
    for name in OWN:
        sys.modules.pop(name, None)
    sys.path.insert(0, folder)
    said = io.StringIO()
    code = 0
    with contextlib.redirect_stdout(said):
        try:
            runpy.run_path(os.path.join(folder, "verify.py"), run_name="__main__")
        except SystemExit as end:
            code = end.code
        except Exception as error:  # the test prints it beside its case
            code = repr(error)
    sys.path.pop(0)
    found.append({"code": code, "said": said.getvalue()})
print(json.dumps(found))
