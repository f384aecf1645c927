"""Scores a synthetic table: SDMetrics quality, accuracy of uni- and bivariate marginals, AUC of a boosted model.

usage: score_twin.py TRAIN.csv SYNTHETIC.csv HOLDOUT.csv TARGET      prints one JSON object
needs: sdmetrics, scikit-learn, pandas

Accuracy is one minus half the L1 distance of the shares, over columns and over pairs of columns, numbers in deciles of
the training rows and categories in their ten most frequent values. The model is trained on the synthetic rows and
scored on the holdout.
"""

import itertools
import json
import sys
import warnings

import numpy as np
import pandas as pd
from sdmetrics.reports.single_table import QualityReport
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

warnings.filterwarnings("ignore")
train_path, synthetic_path, holdout_path, target = sys.argv[1:5]
train, synthetic, holdout = (pd.read_csv(path) for path in (train_path, synthetic_path, holdout_path))
synthetic = synthetic[train.columns]
is_text = {column: train[column].dtype.kind not in "biuf" for column in train}
categorical = [column for column in train if is_text[column] or train[column].nunique() <= 8 or column == target]


def binning(column):
    if column in categorical:
        frequent = set(train[column].astype(str).value_counts().index[:10])
        return lambda values: values.astype(str).where(values.astype(str).isin(frequent), "other")
    edges = np.unique(np.nanquantile(train[column], np.linspace(0, 1, 11)[1:-1]))
    return lambda values: pd.Series(np.where(values.isna(), -1, np.digitize(values.fillna(0), edges))).astype(str)


bins = {column: binning(column) for column in train}
binned_train = pd.DataFrame({column: np.asarray(bins[column](train[column])) for column in train})
binned_synthetic = pd.DataFrame({column: np.asarray(bins[column](synthetic[column])) for column in train})


def agreement(columns):
    original = binned_train.groupby(columns).size() / len(binned_train)
    copy = binned_synthetic.groupby(columns).size() / len(binned_synthetic)
    return 1 - original.subtract(copy, fill_value=0).abs().sum() / 2


univariate = float(np.mean([agreement([column]) for column in train]))
bivariate = float(np.mean([agreement(list(pair)) for pair in itertools.combinations(train, 2)]))

text = [column for column in categorical if column != target and is_text[column]]


def features(rows):
    encoded = pd.get_dummies(pd.concat([train, rows]).drop(columns=target), columns=text)
    return encoded.iloc[len(train) :].astype(float)


model = HistGradientBoostingClassifier(random_state=0, max_iter=100, learning_rate=0.06)
model.fit(features(synthetic), synthetic[target].astype(int))
auc = roc_auc_score(holdout[target], model.predict_proba(features(holdout))[:, 1])

report = QualityReport()
kinds = {column: {"sdtype": "categorical" if column in categorical else "numerical"} for column in train}
report.generate(train, synthetic, {"columns": kinds}, verbose=False)
print(json.dumps({"quality": report.get_score(), "accuracy": (univariate + bivariate) / 2, "auc": float(auc)}))
