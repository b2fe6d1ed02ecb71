"""Writes src/analysis/roc.golden.json: what scikit-learn says about the same random scores.

    python3 -m venv venv && venv/bin/pip install scikit-learn==1.9.1 numpy
    venv/bin/python scripts/goldens/roc.py
"""

import json
import warnings
from pathlib import Path

import numpy as np
import sklearn
from sklearn import metrics

target = Path(__file__).resolve().parents[2] / "src/analysis/roc.golden.json"
rng = np.random.default_rng(20261126)


def softmax(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return (powers / powers.sum(axis=1, keepdims=True)).astype(np.float32)


def case(name, labels, scores):
    """`scores` [N, classes], float32; one column: the score of class 1."""
    classes = max(scores.shape[1], 2)
    columns = [-scores[:, 0], scores[:, 0]] if scores.shape[1] == 1 else list(scores.T)
    perClass, curves = [], []
    for k, column in enumerate(columns):
        is_class = labels == k
        defined = 0 < is_class.sum() < len(labels)
        perClass.append(float(metrics.roc_auc_score(is_class, column)) if defined else None)
        if not defined:
            curves.append(None)
            continue
        fpr, tpr, _ = metrics.roc_curve(is_class, column, drop_intermediate=False)
        curves.append({"falsePositiveRate": fpr.tolist(), "truePositiveRate": tpr.tolist()})
    present = [k for k in range(classes) if perClass[k] is not None]
    means = {
        "macro": float(np.mean([perClass[k] for k in present])) if present else None,
        "weighted": float(np.average([perClass[k] for k in present], weights=[(labels == k).sum() for k in present])) if present else None,
    }
    # Where every class is there, the means are also what scikit-learn computes by itself.
    if len(present) == classes and scores.shape[1] > 2:
        exact = scores.astype(np.float64) / scores.astype(np.float64).sum(axis=1, keepdims=True)
        if np.allclose(exact, scores, atol=1e-6):
            for average in means:
                means[average] = float(metrics.roc_auc_score(labels, exact, multi_class="ovr", average=average))
    return {"name": name, "classes": classes, "labels": labels.tolist(), "scores": scores.ravel().astype(float).tolist(), "perClass": perClass, "curves": curves, **means}


labels = rng.integers(0, 5, 60)
good = softmax(rng.normal(0, 1, (60, 5)) + 1.5 * np.eye(5)[labels])
warnings.simplefilter("ignore")
yes = rng.integers(0, 2, 50)
golden = {
    "madeWith": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
    "cases": [
        case("five classes", labels, good),
        case("scores with many ties", labels, np.round(good * 8).astype(np.float32) / 8),
        case("a class without an example", np.where(labels == 3, 1, labels), good),
        case("two classes, two scores", yes, softmax(rng.normal(0, 1, (50, 2)) + np.eye(2)[yes])),
        case("two classes, one score", yes, (1 / (1 + np.exp(-rng.normal(yes - 0.5, 1)))).astype(np.float32)[:, None]),
        case("scores below zero", yes, rng.normal(yes - 3, 1).astype(np.float32)[:, None]),
        case("all scores alike", yes, np.full((50, 1), 0.5, np.float32)),
        case("everything right", labels, np.eye(5, dtype=np.float32)[labels]),
        case("one class alone", np.zeros(7, int), softmax(rng.normal(0, 1, (7, 3)))),
    ],
}
target.write_text(json.dumps(golden) + "\n")
print(f"{len(golden['cases'])} cases written to {target.name}")
