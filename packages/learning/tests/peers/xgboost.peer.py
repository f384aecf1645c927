"""XGBoost's models and their scores; and the scores of models that we wrote, read by XGBoost.

Usage: xgboost.peer.py make|check FOLDER
"""
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import xgboost as xgb

ROWS = 20_000
TRAIN = 2_000
LABELS = [f'branch {i}' for i in range(40)]


def table(rows, seed, unseen=False):
    r = np.random.default_rng(seed)
    x = r.normal(size=(rows, 8)) * [1, 10, 1e-3, 1e5, 1, 1, 1, 1]
    x[:, 4] = np.round(x[:, 4] * 2)
    x[:, 5] = np.exp(3 * x[:, 5])
    x[r.random((rows, 8)) < 0.1] = np.nan
    x[:, 6] = r.integers(0, 40, rows)
    x[:, 7] = r.integers(0, 3, rows)
    if unseen:
        x[::50, 6] = r.integers(40, 900, len(x[::50]))
        x[7::97, 6] = np.nan
        x[3::99, 7] = 3
        x[5::211, 0] = np.float32(3.4e38)
        x[6::211, 0] = -np.float32(3.4e38)
    x[:, :6] = x[:, :6].astype(np.float32)
    return x


def truth(x, seed):
    r = np.random.default_rng(seed)
    score = np.nan_to_num(x[:, 0]) + 0.1 * np.nan_to_num(x[:, 1]) + (x[:, 6] % 3 == 0) - np.isnan(x[:, 2])
    return score + r.normal(size=len(x)) * 0.5


TYPES = ['float'] * 6 + ['c', 'c']
base = dict(nthread=1, seed=7)
# name: (parameters, rounds, kind of label, table: categories as codes, as labels, or as numbers)
ZOO = {
    'plain': (dict(objective='binary:logistic', max_depth=6), 40, 'binary', 'numbers'),
    'codes': (dict(objective='binary:logistic', max_depth=6), 40, 'binary', 'codes'),
    'labels': (dict(objective='binary:logistic', max_depth=5), 40, 'binary', 'labels'),
    'one-hot': (dict(objective='binary:logistic', max_depth=5, max_cat_to_onehot=50), 40, 'binary', 'codes'),
    'one-hot-labels': (dict(objective='binary:logistic', max_cat_to_onehot=50), 20, 'binary', 'labels'),
    'partition': (dict(objective='binary:logistic', max_cat_to_onehot=1, max_cat_threshold=8), 30, 'binary', 'codes'),
    'exact': (dict(objective='binary:logistic', tree_method='exact'), 20, 'binary', 'numbers'),
    'approx': (dict(objective='binary:logistic', tree_method='approx'), 20, 'binary', 'codes'),
    'dart': (dict(objective='binary:logistic', booster='dart', rate_drop=0.3, one_drop=1), 40, 'binary', 'codes'),
    'dart-forest': (dict(objective='binary:logistic', booster='dart', rate_drop=0.3, normalize_type='forest'), 30, 'binary', 'numbers'),
    'dart-classes': (dict(objective='multi:softprob', num_class=3, booster='dart', rate_drop=0.3), 15, 'classes', 'numbers'),
    'forest': (dict(objective='binary:logistic', num_parallel_tree=30, subsample=0.6, colsample_bynode=0.6, eta=1), 1, 'binary', 'codes'),
    'boosted-forest': (dict(objective='binary:logistic', num_parallel_tree=5, subsample=0.6, colsample_bynode=0.6), 10, 'binary', 'numbers'),
    'softprob': (dict(objective='multi:softprob', num_class=4), 20, 'classes', 'codes'),
    'softmax': (dict(objective='multi:softmax', num_class=4, base_score=0.5), 20, 'classes', 'numbers'),
    'forest-classes': (dict(objective='multi:softprob', num_class=4, num_parallel_tree=4, subsample=0.5), 5, 'classes', 'numbers'),
    'monotone': (dict(objective='binary:logistic', monotone_constraints='(1,1,0,0,-1,0,0,0)'), 40, 'binary', 'numbers'),
    'interaction': (dict(objective='binary:logistic', interaction_constraints='[[0,1],[2,3,4]]'), 40, 'binary', 'numbers'),
    'regression': (dict(objective='reg:squarederror'), 40, 'number', 'codes'),
    'absolute': (dict(objective='reg:absoluteerror'), 30, 'number', 'numbers'),
    'huber': (dict(objective='reg:pseudohubererror'), 30, 'number', 'numbers'),
    'quantile': (dict(objective='reg:quantileerror', quantile_alpha=0.9), 30, 'number', 'numbers'),
    'several-targets': (dict(objective='reg:squarederror'), 15, 'targets', 'numbers'),
    'several-labels': (dict(objective='binary:logistic'), 15, 'several', 'numbers'),
    'share': (dict(objective='reg:logistic'), 20, 'share', 'numbers'),
    'raw': (dict(objective='binary:logitraw', base_score=0.2), 20, 'binary', 'numbers'),
    'poisson': (dict(objective='count:poisson'), 30, 'count', 'codes'),
    'gamma': (dict(objective='reg:gamma'), 20, 'positive', 'numbers'),
    'tweedie': (dict(objective='reg:tweedie', tweedie_variance_power=1.3), 20, 'positive', 'numbers'),
    'cox': (dict(objective='survival:cox'), 10, 'survival', 'numbers'),
    'rank': (dict(objective='rank:ndcg'), 10, 'rank', 'numbers'),
    'leaf': (dict(objective='binary:logistic', gamma=1e9), 5, 'binary', 'numbers'),
    'stumps': (dict(objective='binary:logistic', max_depth=1), 60, 'binary', 'codes'),
    'deep': (dict(objective='binary:logistic', max_depth=0, grow_policy='lossguide', max_leaves=512, min_child_weight=0), 15, 'binary', 'codes'),
    'pruned': (dict(objective='binary:logistic', tree_method='exact', gamma=3, updater='grow_colmaker,prune'), 20, 'binary', 'numbers'),
    'weighted': (dict(objective='binary:logistic', scale_pos_weight=5, reg_alpha=1, reg_lambda=3, max_delta_step=1), 30, 'binary', 'codes'),
    'rare': (dict(objective='binary:logistic', base_score=0.001), 30, 'binary', 'numbers'),
    'long': (dict(objective='binary:logistic', max_depth=4, eta=0.05), 300, 'binary', 'numbers'),
}


def label(kind, x, seed):
    t = truth(x, seed)
    return {
        'binary': lambda: (t > 0.5).astype(float),
        'classes': lambda: np.clip(np.floor(t + 1.5), 0, 3 if kind else 2),
        'number': lambda: t * 100,
        'targets': lambda: np.stack([t, -t, t**2], 1),
        'several': lambda: np.stack([t > 0, t > 1], 1).astype(float),
        'share': lambda: 1 / (1 + np.exp(-t)),
        'count': lambda: np.random.default_rng(seed).poisson(np.exp(np.clip(t, -3, 3))).astype(float),
        'positive': lambda: np.exp(np.clip(t, -3, 3)),
        'survival': lambda: np.where(t > 0, 1, -1) * np.exp(np.clip(-t, -3, 3)),
        'rank': lambda: np.clip(np.round(t), 0, 4),
    }[kind]()


def frame(x, categories):
    if categories == 'labels':
        f = pd.DataFrame(x, columns=[f'x{i}' for i in range(8)])
        for column, labels in [('x6', LABELS), ('x7', ['a', 'b', 'c'])]:
            codes = f[column].fillna(-1).astype(int).to_numpy(copy=True)
            codes[codes >= len(labels)] = -1
            f[column] = pd.Categorical.from_codes(codes, labels)
        return f
    return x


def matrix(x, categories, **more):
    if categories == 'labels':
        return xgb.DMatrix(frame(x, categories), enable_categorical=True, **more)
    if categories == 'codes':
        return xgb.DMatrix(x, feature_types=TYPES, enable_categorical=True, **more)
    return xgb.DMatrix(x, **more)


def make(folder):
    train = table(TRAIN, 1)
    test = table(ROWS, 2, unseen=True)
    test.T.tofile(folder / 'rows.bin')
    zoo = {}
    for name, (parameters, rounds, kind, categories) in ZOO.items():
        y = label(kind, train, 3)
        if parameters.get('num_class') == 3:
            y = np.clip(y, 0, 2)
        more = dict(qid=np.arange(TRAIN) // 50) if kind == 'rank' else {}
        booster = xgb.train({**base, **parameters}, matrix(train, categories, label=y, **more), rounds)
        booster.save_model(folder / f'{name}.json')
        score = booster.predict(matrix(test, categories), output_margin=True)
        score.astype(np.float64).tofile(folder / f'{name}.scores')
        booster.predict(matrix(test, categories)).astype(np.float64).tofile(folder / f'{name}.predictions')
        zoo[name] = dict(categories=categories, outputs=int(score.size // ROWS))
    print(json.dumps(dict(rows=ROWS, columns=8, models=zoo)))


def check(folder):
    """Scores of every NAME.ours.json on the rows of make; NAME.ours.rows in place of these where it is there."""
    for path in sorted(folder.glob('*.ours.json')):
        name = path.name.removesuffix('.ours.json')
        own = folder / f'{name}.ours.rows'
        booster = xgb.Booster()
        booster.load_model(path)
        features = len(booster.feature_names)
        rows = np.fromfile(own if own.exists() else folder / 'rows.bin').reshape(features, -1).T
        types = booster.feature_types
        categories = ZOO[name][3] if name in ZOO else 'codes'
        if categories == 'labels':
            f = frame(rows, 'labels')
            f.columns = booster.feature_names
            data = xgb.DMatrix(f, enable_categorical=True)
        else:
            data = xgb.DMatrix(rows, feature_names=booster.feature_names, feature_types=types, enable_categorical=True)
        booster.predict(data, output_margin=True).astype(np.float64).tofile(folder / f'{name}.ours.scores')
        booster.predict(data).astype(np.float64).tofile(folder / f'{name}.ours.predictions')


{'make': make, 'check': check}[sys.argv[1]](Path(sys.argv[2]))
