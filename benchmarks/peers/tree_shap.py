"""Models of 200 and 400 trees × 31 leaves, and what peers take to explain their rows on one thread.

`tree_shap.py FOLDER` writes NAME.txt (LightGBM models), rows.f64 and background.f64 (column by column), and prints CPU
seconds per row: LightGBM's and XGBoost's own path-dependent values, shap's of both kinds, at 200 trees; shap's
interventional ones at 400 trees as well.
"""
import json
import sys
import time
from pathlib import Path

import lightgbm as lgb
import numpy as np
import shap
import xgboost as xgb

COLUMNS, TRAIN, ROWS, BACKGROUND = 23, 30_000, 2_000, 100
folder = Path(sys.argv[1])
rng = np.random.default_rng(20240607)
x = rng.normal(size=(TRAIN, COLUMNS))
score = x[:, 0] + x[:, 1] * x[:, 2] + 0.5 * np.sin(3 * x[:, 3]) + 0.3 * x[:, 4:12].sum(axis=1)
y = (score + rng.logistic(size=TRAIN) > 0).astype(int)
x[rng.random(x.shape) < 0.03] = np.nan
rows, background = x[:ROWS], x[5_000 : 5_000 + BACKGROUND]
rows.T.astype("<f8").tofile(folder / "rows.f64")
background.T.astype("<f8").tofile(folder / "background.f64")


def seconds_per_row(explain, some):
    explain(some[:10])
    started = time.process_time()
    explain(some)
    return (time.process_time() - started) / len(some)


def train(trees):
    settings = dict(objective="binary", num_leaves=31, verbose=-1, num_threads=1)
    model = lgb.train(settings, lgb.Dataset(x, y), trees)
    model.save_model(folder / f"{trees}.txt")
    return model


def interventional(model):
    return shap.TreeExplainer(model, background, feature_perturbation="interventional", model_output="raw").shap_values


small, large = train(200), train(400)
boosted = xgb.train(
    dict(objective="binary:logistic", max_leaves=31, max_depth=0, grow_policy="lossguide", nthread=1),
    xgb.DMatrix(x, y), 200)
print(json.dumps(dict(
    columns=COLUMNS, rows=ROWS, background=BACKGROUND,
    lightgbm=seconds_per_row(lambda some: small.predict(some, pred_contrib=True, num_threads=1), rows[:1_000]),
    xgboost=seconds_per_row(lambda some: boosted.predict(xgb.DMatrix(some, nthread=1), pred_contribs=True), rows[:1_000]),
    shap=seconds_per_row(shap.TreeExplainer(small, feature_perturbation="tree_path_dependent").shap_values, rows[:1_000]),
    shapInterventional200=seconds_per_row(interventional(small), rows[:200]),
    shapInterventional400=seconds_per_row(interventional(large), rows[:200]),
)))
