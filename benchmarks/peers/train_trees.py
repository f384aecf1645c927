"""Trains a peer's trees on a table: train_trees.py <file> <rows> <columns> <trees> <threads> <peer>; prints what it took."""

import json
import os
import resource
import sys
import time

path, peer = sys.argv[1], sys.argv[6]
rows, columns, trees, threads = map(int, sys.argv[2:6])
os.environ["OMP_NUM_THREADS"] = str(threads)

import numpy as np  # noqa: E402

values = np.fromfile(path)
X = np.ascontiguousarray(values[: rows * columns].reshape(columns, rows).T)
y = values[rows * columns :].copy()
del values

if peer == "lightgbm":
    import lightgbm

    def train():
        parameters = dict(objective="binary", num_leaves=31, learning_rate=0.1, max_bin=255, num_threads=threads, verbose=-1)
        lightgbm.train(parameters, lightgbm.Dataset(X, y), trees)

elif peer == "xgboost":
    import xgboost

    def train():
        parameters = dict(
            objective="binary:logistic", tree_method="hist", grow_policy="lossguide", max_leaves=31, max_depth=0,
            eta=0.1, max_bin=255, nthread=threads,
        )
        xgboost.train(parameters, xgboost.QuantileDMatrix(X, y, max_bin=255, nthread=threads), trees)

else:
    from sklearn.ensemble import HistGradientBoostingClassifier

    # The first fit compiles nothing but imports much; it is not counted.
    HistGradientBoostingClassifier(max_iter=1).fit(X[:1000], y[:1000])

    def train():
        HistGradientBoostingClassifier(max_iter=trees, max_leaf_nodes=31, learning_rate=0.1, early_stopping=False).fit(X, y)


wall, cpu = time.perf_counter(), time.process_time()
train()
print(
    json.dumps(
        dict(
            wallSeconds=time.perf_counter() - wall,
            cpuSeconds=time.process_time() - cpu,
            peakMegabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        )
    )
)
