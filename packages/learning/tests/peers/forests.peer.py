"""Forests of scikit-learn over folds. Arguments: file of columns (features, label, fold), columns, task, trees, leaf.

Prints JSON: per kind the AUC (or R2) of each fold, seconds of CPU to train, and mean importances.
"""
import json
import sys
import time

import numpy as np
from sklearn.ensemble import (
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.metrics import r2_score, roc_auc_score

path, columns, task, trees, leaf = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
table = np.fromfile(path).reshape(columns, -1)
X, y, fold = table[:-2].T, table[-2], table[-1]
kinds = {
    "binary": {"random-forest": RandomForestClassifier, "extra-trees": ExtraTreesClassifier},
    "regression": {"random-forest": RandomForestRegressor, "extra-trees": ExtraTreesRegressor},
}[task]
result = {}
for kind, learner in kinds.items():
    scores, seconds, importances = [], 0.0, []
    for k in np.unique(fold):
        train, test = fold != k, fold == k
        model = learner(
            trees,
            min_samples_leaf=leaf,
            max_features="sqrt" if task == "binary" else 1 / 3,
            random_state=int(k),
            n_jobs=1,
        )
        start = time.process_time()
        model.fit(X[train], y[train])
        seconds += time.process_time() - start
        importances.append(model.feature_importances_)
        if task == "binary":
            scores.append(roc_auc_score(y[test], model.predict_proba(X[test])[:, 1]))
        else:
            scores.append(r2_score(y[test], model.predict(X[test])))
    result[kind] = {
        "scores": scores,
        "seconds": seconds,
        "importances": np.mean(importances, axis=0).tolist(),
    }
print(json.dumps(result))
