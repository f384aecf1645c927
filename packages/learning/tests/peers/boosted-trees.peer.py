"""AUC of LightGBM and XGBoost per fold: boosted-trees.peer.py <table.f64> <rows> <columns> <category columns, comma> <folds>.

The table: columns, label, then one column of fold numbers per repetition, all 64-bit floats.
"""

import json
import sys

import lightgbm
import numpy as np
import xgboost
from sklearn.metrics import roc_auc_score

path, rows, columns, categories, folds = sys.argv[1:6]
rows, columns, folds = int(rows), int(columns), int(folds)
categorical = [int(c) for c in categories.split(",") if c]
values = np.fromfile(path).reshape(-1, rows)
X, y, assignments = np.ascontiguousarray(values[:columns].T), values[columns], values[columns + 1 :]
types = ["c" if j in categorical else "q" for j in range(columns)]
trees = 100
answers = dict(lightgbm=[], xgboost=[])
for assignment in assignments:
    for fold in range(folds):
        train, test = assignment != fold, assignment == fold
        model = lightgbm.train(
            dict(objective="binary", num_leaves=31, learning_rate=0.1, verbose=-1, num_threads=1),
            lightgbm.Dataset(X[train], y[train], categorical_feature=categorical), trees,
        )
        answers["lightgbm"].append(roc_auc_score(y[test], model.predict(X[test])))
        model = xgboost.train(
            dict(objective="binary:logistic", tree_method="hist", max_depth=5, eta=0.1, max_bin=255, nthread=1),
            xgboost.DMatrix(X[train], y[train], feature_types=types, enable_categorical=True), trees,
        )
        scored = xgboost.DMatrix(X[test], feature_types=types, enable_categorical=True)
        answers["xgboost"].append(roc_auc_score(y[test], model.predict(scored)))
print(json.dumps(answers))
