"""Scores NAME.written.rows with NAME.written.txt for each name: `lightgbm_score.py FOLDER ROWS NAME ...`.

The rows hold codes of categories. A model with labels takes codes from a matrix; one of integers takes the integers.
"""
import re
import sys
from pathlib import Path

import lightgbm as lgb
import numpy as np

folder, rows, names = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
for name in names:
    text = (folder / f"{name}.written.txt").read_text()
    booster = lgb.Booster(model_str=text)
    x = np.fromfile(folder / f"{name}.written.rows", dtype="<f8").reshape(-1, rows).T.copy()
    if booster.pandas_categorical is None:
        infos = re.search(r"^feature_infos=(.*)$", text, re.M).group(1).split()
        for column, info in enumerate(infos):
            if not info.startswith("[") and info != "none":
                integers = np.array([float(i) for i in info.split(":") if i != "-1"])
                known = x[:, column] >= 0
                x[known, column] = integers[x[known, column].astype(int)]
    predictions = booster.predict(x, num_threads=2)
    np.ascontiguousarray(predictions, dtype="<f8").tofile(folder / f"{name}.written.predictions")
