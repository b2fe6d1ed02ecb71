"""Writes src/analysis/metrics.golden.json: what scikit-learn and NumPy say about the same random numbers.

    python3 -m venv venv && venv/bin/pip install scikit-learn==1.9.1 numpy
    venv/bin/python scripts/goldens/metrics.py
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn import metrics

target = Path(__file__).resolve().parents[2] / "src/analysis/metrics.golden.json"
rng = np.random.default_rng(20261122)


def classification(name, labels, predictions, classes):
    order = list(range(classes))
    report = dict(labels=order, zero_division=0)

    def scores(average):
        precision, recall, f1, support = metrics.precision_recall_fscore_support(labels, predictions, average=average, **report)
        return {
            "precision": np.asarray(precision).tolist(),
            "recall": np.asarray(recall).tolist(),
            "f1": np.asarray(f1).tolist(),
            "support": len(labels) if support is None else np.asarray(support).tolist(),
        }

    return {
        "name": name,
        "classes": classes,
        "labels": np.asarray(labels).tolist(),
        "predictions": np.asarray(predictions).tolist(),
        "matrix": metrics.confusion_matrix(labels, predictions, labels=order).ravel().tolist(),
        "byRow": metrics.confusion_matrix(labels, predictions, labels=order, normalize="true").ravel().tolist(),
        "byColumn": metrics.confusion_matrix(labels, predictions, labels=order, normalize="pred").ravel().tolist(),
        "accuracy": metrics.accuracy_score(labels, predictions),
        "perClass": scores(None),
        "macro": scores("macro"),
        "weighted": scores("weighted"),
        "micro": scores("micro"),
    }


def regression(name, targets, predictions):
    return {
        "name": name,
        "targets": np.asarray(targets).tolist(),
        "predictions": np.asarray(predictions).tolist(),
        "meanSquaredError": metrics.mean_squared_error(targets, predictions),
        "meanAbsoluteError": metrics.mean_absolute_error(targets, predictions),
        "r2": metrics.r2_score(targets, predictions),
    }


def noisy_answers(size, classes, share_right, draw_from=None):
    labels = rng.integers(0, classes, size) if draw_from is None else rng.choice(draw_from, size)
    guesses = rng.integers(0, classes, size)
    return labels, np.where(rng.random(size) < share_right, labels, guesses)


labels, predictions = noisy_answers(120, 10, 0.7)
missing = np.where(predictions == 4, 5, predictions)
absent, absent_predictions = noisy_answers(80, 6, 0.5, draw_from=[0, 1, 3, 5])
unbalanced, unbalanced_predictions = noisy_answers(100, 4, 0.4, draw_from=[0] * 17 + [1] * 2 + [2])
values = rng.normal(3, 2, 50)
spread = rng.normal(0, 1, 37)

golden = {
    "madeWith": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
    "classification": [
        classification("ten classes, seven of ten right", labels, predictions, 10),
        classification("a class that is never predicted", labels, missing, 10),
        classification("classes that are never true", absent, absent_predictions, 6),
        classification("unbalanced, and one class neither true nor predicted", unbalanced, np.minimum(unbalanced_predictions, 2), 4),
        classification("everything right", labels[:40], labels[:40], 10),
        classification("everything wrong", labels[:40], (labels[:40] + 1) % 10, 10),
        classification("always the same answer", rng.integers(0, 2, 30), np.ones(30, int), 2),
        classification("a single example", [2], [0], 3),
    ],
    "regression": [
        regression("noisy predictions", values, values + rng.normal(0, 0.5, 50)),
        regression("worse than the mean", values, -values),
        regression("perfect", values, values),
        regression("constant targets, wrong", np.full(9, 2.5), rng.normal(2.5, 1, 9)),
        regression("constant targets, right", np.full(9, 2.5), np.full(9, 2.5)),
    ],
    "statistics": {
        "values": spread.tolist(),
        "mean": spread.mean(),
        "deviation": spread.std(),
        "quantiles": [[q, np.quantile(spread, q)] for q in (0, 0.005, 0.25, 0.5, 0.9, 0.995, 1)],
    },
}
target.write_text(json.dumps(golden) + "\n")
print(f"{len(golden['classification'])} + {len(golden['regression'])} cases written to {target.name}")
