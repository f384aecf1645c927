"""Out-of-fold scores of CatBoost: symmetric.peer.py <table.json> <parameters as JSON>; prints one list per repeat.

The table holds columns (null: missing), kinds, label and, per repeat, the fold of each row.
"""

import json
import sys

import numpy as np
import pandas as pd
from catboost import CatBoostClassifier

with open(sys.argv[1]) as file:
    table = json.load(file)
parameters = json.loads(sys.argv[2])
frame = pd.DataFrame({f"c{i}": column for i, column in enumerate(table["columns"])})
categories = [f"c{i}" for i, kind in enumerate(table["kinds"]) if kind == "category"]
for name in categories:
    frame[name] = frame[name].fillna(-1).astype(int).astype(str)
label = np.array(table["label"])
answer = []
for repeat, folds in enumerate(table["folds"]):
    folds = np.array(folds)
    scores = np.zeros(len(label))
    for fold in range(5):
        test = folds == fold
        model = CatBoostClassifier(
            thread_count=1, verbose=0, allow_writing_files=False, cat_features=categories, random_seed=5 * repeat + fold, **parameters
        )
        model.fit(frame[~test], label[~test])
        scores[test] = model.predict(frame[test], prediction_type="RawFormulaVal")
    answer.append([round(float(score), 6) for score in scores])
print(json.dumps(answer))
