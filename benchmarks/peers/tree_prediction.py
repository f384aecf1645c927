"""Models of 200 trees x 31 leaves, and what LightGBM takes to score their rows on one thread.

`tree_prediction.py FOLDER` writes, for 23 and 100 columns, N.txt (the model), N.rows (float64, column by column) and
N.scores, and prints CPU seconds per row, the median of five: in a batch, and row by row.
"""
import json
import sys
import time
from pathlib import Path

import lightgbm as lgb
import numpy as np

ROWS, SINGLE = 60_000, 1_000
folder = Path(sys.argv[1])
answers = {}
for columns in (23, 100):
    rng = np.random.default_rng(columns)
    x = rng.normal(size=(ROWS, columns))
    x[:, :8] = np.exp(3 * x[:, :8])
    x[:, 8:12] = np.round(3 * x[:, 8:12])
    x[rng.random(x.shape) < 0.03] = np.nan
    z = np.nan_to_num(x)
    score = z[:, 0] / 100 + np.sin(2 * z[:, 13]) + z[:, 14] * z[:, 15] + 0.3 * z[:, 9]
    y = (score + rng.normal(size=ROWS) > 0).astype(int)
    settings = dict(objective="binary", num_leaves=31, verbose=-1, num_threads=1)
    model = lgb.train(settings, lgb.Dataset(x, y), 200)
    model.save_model(folder / f"{columns}.txt")
    np.ascontiguousarray(x.T, dtype="<f8").tofile(folder / f"{columns}.rows")

    def seconds(work, rows):
        work()
        runs = []
        for _ in range(5):
            started = time.process_time()
            work()
            runs.append((time.process_time() - started) / rows)
        return sorted(runs)[2]

    model.predict(x, raw_score=True, num_threads=1).astype("<f8").tofile(folder / f"{columns}.scores")

    def row_by_row():
        for i in range(SINGLE):
            model.predict(x[i : i + 1], raw_score=True, num_threads=1)

    answers[columns] = dict(
        batch=seconds(lambda: model.predict(x, raw_score=True, num_threads=1), ROWS), row=seconds(row_by_row, SINGLE))
print(json.dumps(dict(rows=ROWS, models=answers)))
