"""Writes src/analysis/bleu.golden.json: what sacreBLEU says about the same texts.

    python3 -m venv venv && venv/bin/pip install sacrebleu==2.5.1
    venv/bin/python scripts/goldens/bleu.py
"""

import json
import random
from pathlib import Path

import sacrebleu

target = Path(__file__).resolve().parents[2] / "src/analysis/bleu.golden.json"
rng = random.Random(20261126)

sentences = [
    "The cat sat on the mat, didn't it?",
    "It costs $3,500.75 (about 10%) more - or less.",
    'He said: "Tom &amp; Jerry" &lt;twice&gt; in 1998-99.',
    "AA1 K AH0 N",
    "e-mail me at a.b@c.de/x, please!",
    "白日依山尽，黄河入海流。",
    "naïve café – 3.14, 2,7 and 🎉🎉",
    "1998-11-05",
    "",
]


def broken(text):
    """Words left out, doubled and exchanged."""
    words = text.split(" ")
    out = []
    for word in words:
        draw = rng.random()
        if draw < 0.12:
            continue
        out.append(rng.choice(words) if draw > 0.85 else word)
        if 0.12 <= draw < 0.18:
            out.append(word)
    return " ".join(out)


def changed(text):
    return "".join(rng.choice(text) if rng.random() < 0.15 else character for character in text)


corpora = {
    "the same": (sentences, sentences),
    "words changed": ([broken(s) for s in sentences * 3], sentences * 3),
    "characters changed": ([changed(s) for s in sentences * 3], sentences * 3),
    "too short": ([s[: len(s) * 2 // 3] for s in sentences], sentences),
    "too long": ([f"{s} {s}" for s in sentences], sentences),
    "nothing right": (["x y z"], ["a b c"]),
    "only single words right": (["the a on b mat"], ["mat x the y on"]),
    "shorter than four tokens": (["AA1 K"], ["AA1 K"]),
    "nothing said": (["", ""], ["a b", "c d e f g"]),
}
cases = [
    {
        "name": f"{name}, {tokenize}",
        "tokenizer": tokenize,
        "said": list(said),
        "expected": list(expected),
        "bleu": sacrebleu.corpus_bleu(list(said), [list(expected)], tokenize=tokenize, force=True).score,
    }
    for name, (said, expected) in corpora.items()
    for tokenize in ("13a", "char")
]
target.write_text(json.dumps({"sacrebleu": sacrebleu.__version__, "cases": cases}, ensure_ascii=False) + "\n")
