"""Trains CatBoost on a table: train_symmetric.py <file> <rows> <columns> <trees> <threads> <kind>; prints what it took."""

import json
import resource
import sys
import time

import numpy as np
import pandas as pd
from catboost import CatBoostClassifier

path, kind = sys.argv[1], sys.argv[6]
rows, columns, trees, threads = map(int, sys.argv[2:6])
values = np.fromfile(path)
X = pd.DataFrame(np.ascontiguousarray(values[: rows * columns].reshape(columns, rows).T))
y = values[rows * columns :].copy()
del values
categories = [i for i in range(columns) if kind == "categories" and i % 5 == 1 and i % 4 != 0]
for i in categories:
    X[i] = X[i].fillna(-99).astype(int).astype(str)

model = CatBoostClassifier(
    iterations=trees, depth=6, learning_rate=0.1, thread_count=threads, cat_features=categories, verbose=0,
    boosting_type="Ordered" if kind == "ordered" else "Plain", allow_writing_files=False,
)
wall, cpu = time.perf_counter(), time.process_time()
model.fit(X, y)
print(
    json.dumps(
        dict(
            wallSeconds=time.perf_counter() - wall,
            cpuSeconds=time.process_time() - cpu,
            peakMegabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        )
    )
)
