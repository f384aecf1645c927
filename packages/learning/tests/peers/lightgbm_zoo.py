"""Trains a zoo of LightGBM models and writes each with its raw scores: `lightgbm_zoo.py FOLDER [ROWS]`.

For every model: NAME.txt, NAME.scores (float64, rows x outputs), NAME.predictions (same), and one line of zoo.json that
names the rows it was scored on (TABLE.rows: float64, column after column).
"""
import json
import sys
from pathlib import Path

import lightgbm as lgb
import numpy as np
import pandas as pd

folder = Path(sys.argv[1])
rows = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
train_rows = 3000
columns = 10
rng = np.random.default_rng(7)


def numbers(n, missing):
    """Numbers of many sizes; every tenth column is mostly zero."""
    x = rng.normal(size=(n, columns))
    x[:, 1] = np.exp(3 * x[:, 1])
    x[:, 2] = np.where(rng.random(n) < 0.7, 0, x[:, 2])
    x[:, 3] = np.round(x[:, 3])
    x[:, 4] *= 1e300
    x[:, 5] *= 1e-300
    x[:, 6] *= 1e-34
    if missing:
        x[rng.random(x.shape) < 0.15] = np.nan
    return x


def with_extremes(x):
    """Every cell in twelve is something odd."""
    zero = float(np.float32(1e-35))
    odd = np.array([
        np.nan, np.inf, -np.inf, 0.0, -0.0, 5e-324, -5e-324, 1e-310, -1e-310, 1e-36, -1e-36, zero, np.nextafter(zero, 1),
        -np.nextafter(zero, 1), 1e-34, -1e-34, 1.7976931348623157e308, -1.7976931348623157e308, 1e300, -1e300, 1e20, 0.1,
    ])
    hit = rng.random(x.shape) < 1 / 12
    x = x.copy()
    x[hit] = rng.choice(odd, size=int(hit.sum()))
    return x


def target(x, classes):
    z = np.nan_to_num(x, nan=0.3, posinf=3, neginf=-3)
    score = z[:, 0] + np.tanh(z[:, 1] / 20) + (z[:, 2] > 0.2) * z[:, 3] + np.sign(z[:, 4]) + (z[:, 6] > 0) + 0.3 * (z[:, 7] % 3)
    score = score + rng.normal(size=len(x)) * 0.7
    if classes == 0:
        return score
    edges = np.quantile(score, np.linspace(0, 1, classes + 1)[1:-1])
    return np.searchsorted(edges, score).astype(float)


def with_categories(x, n):
    """Columns 7, 8, 9 become categories: few, many, and with gaps between the integers."""
    x = x.copy()
    x[:, 7] = rng.integers(0, 5, n)
    x[:, 8] = rng.integers(0, 90, n)
    x[:, 9] = rng.choice([1, 3, 64, 1000, 30000], n)
    x[rng.random(n) < 0.05, 7] = np.nan
    return x


plain = numbers(train_rows, False)
missing = numbers(train_rows, True)
categories = with_categories(missing, train_rows)
tables = {
    "plain": with_extremes(numbers(rows, False)),
    "missing": with_extremes(numbers(rows, True)),
    "categories": with_categories(with_extremes(numbers(rows, True)), rows),
}
odd = rng.random((rows, 3)) < 0.1
tables["categories"][:, 7:][odd] = rng.choice([np.nan, -1, -7, 4, 5, 31, 32, 95, 96, 1001, 2.5, -0.5, 1e6, 3e9, np.inf, -np.inf], int(odd.sum()))
trained_on = {"plain": plain, "missing": missing, "categories": categories}

labels = {
    "town": ["Ål", "Bergen", "New York", "a,b", '"q"', "Ωmega", "x y z"],
    "grade": ["A", "B", "C", "D", "E", "F", "G"],
    "code": [10, 20, 30, 40],
}


def frame(n):
    unseen = {"town": "Nowhere", "grade": "H", "code": 50}
    data = {"amount": with_extremes(rng.normal(size=(n, 1)))[:, 0], "age": rng.integers(18, 90, n).astype(float)}
    for name, known in labels.items():
        values = pd.Series(rng.choice(np.array(known + [unseen[name]], dtype=object), n, p=[0.95 / len(known)] * len(known) + [0.05]))
        values[rng.random(n) < 0.05] = None
        data[name] = values
    return pd.DataFrame(data)


train_frame = frame(train_rows)
for name in labels:
    train_frame[name] = train_frame[name].where(train_frame[name].isin(labels[name]))
score_frame = frame(rows)

base = {"verbosity": -1, "num_threads": 1, "seed": 3, "learning_rate": 0.1, "num_leaves": 31, "min_data_in_leaf": 5}
forest = {"boosting": "rf", "bagging_freq": 1, "bagging_fraction": 0.6, "feature_fraction": 0.7}
dart = {"boosting": "dart", "drop_rate": 0.3}
goss = {"data_sample_strategy": "goss"}
monotone = {"monotone_constraints": [1, 1, 0, 0, 1, 0, -1, 0, 0, 0]}
zero = {"zero_as_missing": True}
never = {"use_missing": False}
zoo = []


def grow(name, table, objective, trees=20, classes=2, params=None, categorical=None, label=None, **kept):
    params = {**base, "objective": objective, **(params or {})}
    x = trained_on[table]
    y = target(x, classes) if label is None else label(target(x, 0))
    data = lgb.Dataset(x, y, categorical_feature=categorical or "auto", free_raw_data=False)
    booster = lgb.train(params, data, trees)
    save(name, table, booster, tables[table], booster.params["num_class"] if "num_class" in params else 1, **kept)


def save(name, table, booster, x, outputs, **kept):
    booster.save_model(folder / f"{name}.txt")
    scores = booster.predict(x, raw_score=True, num_threads=2)
    predictions = booster.predict(x, num_threads=2)
    np.ascontiguousarray(scores, dtype="<f8").tofile(folder / f"{name}.scores")
    np.ascontiguousarray(predictions, dtype="<f8").tofile(folder / f"{name}.predictions")
    zoo.append({"name": name, "table": table, "outputs": outputs, **kept})


for table in ["plain", "missing"]:
    for tag, params in {
        "binary": {}, "dart": dart, "forest": forest, "goss": goss, "monotone": monotone, "zero-missing": zero, "no-missing": never,
        "deep": {"num_leaves": 400, "min_data_in_leaf": 1}, "stumps": {"num_leaves": 2}, "extra": {"extra_trees": True},
        "few-bins": {"max_bin": 7}, "shallow": {"max_depth": 3}, "linear-rate": {"learning_rate": 1.0, "lambda_l2": 5},
    }.items():
        grow(f"{table}-{tag}", table, "binary", params=params)
    grow(f"{table}-sigmoid", table, "binary", params={"sigmoid": 2.5})
    grow(f"{table}-regression", table, "regression", classes=0)
    grow(f"{table}-regression-zero", table, "regression", classes=0, params=zero)
    grow(f"{table}-multiclass", table, "multiclass", classes=4, params={"num_class": 4})
    grow(f"{table}-poisson", table, "poisson", label=lambda s: np.round(np.exp(np.clip(s, -3, 2))))
for tag, objective, label in [
    ("l1", "regression_l1", lambda s: s), ("huber", "huber", lambda s: s), ("fair", "fair", lambda s: s), ("quantile", "quantile", lambda s: s),
    ("mape", "mape", lambda s: s + 50), ("gamma", "gamma", lambda s: np.exp(np.clip(s, -3, 3))), ("tweedie", "tweedie", lambda s: np.exp(np.clip(s, -3, 3))),
    ("entropy", "cross_entropy", lambda s: 1 / (1 + np.exp(-s))), ("large", "regression", lambda s: s * 1e30), ("small", "regression", lambda s: s * 1e-30),
]:
    grow(f"missing-{tag}", "missing", objective, label=label)
grow("missing-ova", "missing", "multiclassova", classes=3, params={"num_class": 3, "sigmoid": 1.5})
grow("missing-multiclass-forest", "missing", "multiclass", classes=3, params={"num_class": 3, **forest})
grow("missing-multiclass-dart", "missing", "multiclass", classes=3, params={"num_class": 3, **dart})
grow("missing-single-leaf", "missing", "binary", params={"min_data_in_leaf": 2900})
for tag, params in {
    "binary": {}, "dart": dart, "forest": forest, "one-hot": {"max_cat_to_onehot": 100}, "wide": {"max_cat_threshold": 200, "cat_smooth": 1, "min_data_per_group": 1},
    "zero-missing": zero, "no-missing": never, "deep": {"num_leaves": 300, "min_data_per_group": 1},
}.items():
    grow(f"categories-{tag}", "categories", "binary", params=params, categorical=[7, 8, 9])
grow("categories-multiclass", "categories", "multiclass", classes=3, params={"num_class": 3}, categorical=[7, 8, 9])


def custom(predictions, data):
    return predictions - data.get_label(), np.ones_like(predictions)


x = trained_on["missing"]
booster = lgb.train({**base, "objective": custom}, lgb.Dataset(x, target(x, 0)), 20)
save("missing-custom", "missing", booster, tables["missing"], 1)

encoded = train_frame.copy()
known = score_frame.copy()
for name in labels:
    encoded[name] = pd.Categorical(train_frame[name], categories=labels[name])
    known[name] = pd.Categorical(score_frame[name])
y = ((train_frame["town"].isin(["Bergen", "a,b"])) ^ (train_frame["grade"].isin(["C", "D"]))).astype(float) + rng.normal(size=train_rows) * 0.2
for tag, params in {"regression": {}, "one-hot": {"max_cat_to_onehot": 50}, "forest": forest}.items():
    booster = lgb.train({**base, "objective": "regression", "min_data_per_group": 5, "cat_smooth": 1, **params}, lgb.Dataset(encoded, y), 20)
    save(f"pandas-{tag}", "pandas", booster, known, 1)

for name, x in tables.items():
    np.ascontiguousarray(x.T, dtype="<f8").tofile(folder / f"{name}.rows")
score_columns = [[None if pd.isna(v) else str(v) for v in score_frame[c]] for c in score_frame]
(folder / "pandas.json").write_text(json.dumps(score_columns))
(folder / "zoo.json").write_text(json.dumps({"rows": rows, "columns": columns, "models": zoo}))
print(len(zoo))
