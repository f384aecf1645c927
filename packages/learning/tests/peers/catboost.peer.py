"""CatBoost's models and their scores; and the scores of models that we wrote, read by CatBoost.

Usage: catboost.peer.py make|check FOLDER
"""
import json
import sys
from pathlib import Path

import catboost as cb
import numpy as np
import pandas as pd

ROWS = 20_000
TRAIN = 3_000
NUMBERS = 5
LABELS = [f'branch {i}' for i in range(30)] + ['nan', 'Zürich', '', 'a label longer than sixteen', 'x' * 50, 'y' * 150]
UNSEEN = ['never seen', 'neither']
CATEGORIES = {'region': 36, 'product': 6, 'kind': 2}


def table(rows, seed, unseen):
    r = np.random.default_rng(seed)
    x = r.normal(size=(rows, NUMBERS)) * [1, 10, 1e-3, 1e5, 1]
    x[:, 4] = np.round(x[:, 4] * 2)
    x[:, :3][r.random((rows, 3)) < 0.1] = np.nan
    codes = np.stack([r.integers(0, k, rows) for k in CATEGORIES.values()], 1).astype(float)
    if unseen:
        x[::41, 0] = np.inf
        x[1::41, 1] = -np.inf
        codes[::30, 0] = len(LABELS)
        codes[::77, 1] = len(LABELS) + 1
        codes[5::91, 2] = len(LABELS)
    x = x.astype(np.float32).astype(float)
    return np.concatenate([x, codes], 1)


def frame(x):
    f = pd.DataFrame(x[:, :NUMBERS], columns=[f'n{i}' for i in range(NUMBERS)])
    labels = np.array(LABELS + UNSEEN, dtype=object)
    for i, name in enumerate(CATEGORIES):
        f[name] = labels[x[:, NUMBERS + i].astype(int)]
    return f


def truth(x, seed):
    r = np.random.default_rng(seed)
    number = np.nan_to_num(x[:, 0]) + 0.05 * np.nan_to_num(x[:, 1]) - np.isnan(x[:, 2])
    region, product = x[:, 5], x[:, 6]
    return number + (region % 3 == 0) + 2 * ((region % 2 == 0) & (product == 1)) - (product == 3) + r.normal(size=len(x)) * 0.5


def label(kind, x, seed):
    t = truth(x, seed)
    return {
        'binary': lambda: (t > 0.5).astype(int),
        'classes': lambda: np.clip(np.floor(t + 1.5), 0, 3).astype(int),
        'several': lambda: np.stack([t > 0, t > 1], 1).astype(int),
        'number': lambda: t * 10,
        'targets': lambda: np.stack([t, -t, t**2], 1),
        'share': lambda: 1 / (1 + np.exp(-t)),
        'count': lambda: np.random.default_rng(seed).poisson(np.exp(np.clip(t, -3, 2))).astype(float),
    }[kind]()


common = dict(verbose=0, allow_writing_files=False, thread_count=1, random_seed=5, learning_rate=0.2, depth=5, iterations=40)
ctr = lambda *types: dict(simple_ctr=list(types), combinations_ctr=list(types), max_ctr_complexity=2)
# name: (parameters, kind of label, whether categories are given as such)
ZOO = {
    'numbers': (dict(loss_function='Logloss'), 'binary', False),
    'missing-largest': (dict(loss_function='Logloss', nan_mode='Max'), 'binary', False),
    'missing-smallest': (dict(loss_function='Logloss', nan_mode='Min'), 'binary', False),
    'few-borders': (dict(loss_function='Logloss', border_count=8), 'binary', False),
    'many-borders': (dict(loss_function='Logloss', border_count=1500), 'binary', False),
    'ctrs': (dict(loss_function='Logloss', max_ctr_complexity=1), 'binary', True),
    'combinations': (dict(loss_function='Logloss', max_ctr_complexity=4, iterations=80), 'binary', True),
    'one-hot': (dict(loss_function='Logloss', one_hot_max_size=100), 'binary', True),
    'one-hot-and-ctrs': (dict(loss_function='Logloss', one_hot_max_size=10, max_ctr_complexity=3, iterations=80), 'binary', True),
    'no-one-hot': (dict(loss_function='Logloss', one_hot_max_size=1, max_ctr_complexity=3), 'binary', True),
    'borders-ctr': (dict(loss_function='RMSE', **ctr('Borders:TargetBorderCount=5')), 'number', True),
    'buckets-ctr': (dict(loss_function='RMSE', **ctr('Buckets:TargetBorderCount=4')), 'number', True),
    'mean-ctr': (dict(loss_function='RMSE', **ctr('BinarizedTargetMeanValue:TargetBorderCount=6')), 'number', True),
    'counter-ctr': (dict(loss_function='RMSE', **ctr('Counter:Prior=0.3/1')), 'number', True),
    'counter-full': (dict(loss_function='Logloss', counter_calc_method='Full', **ctr('Counter', 'Borders')), 'binary', True),
    'ordered': (dict(loss_function='Logloss', boosting_type='Ordered'), 'binary', True),
    'depthwise': (dict(loss_function='Logloss', grow_policy='Depthwise'), 'binary', True),
    'lossguide': (dict(loss_function='Logloss', grow_policy='Lossguide', max_leaves=40, depth=10), 'binary', True),
    'lossguide-numbers': (dict(loss_function='RMSE', grow_policy='Lossguide', nan_mode='Max'), 'number', False),
    'depthwise-classes': (dict(loss_function='MultiClass', grow_policy='Depthwise', iterations=10), 'classes', True),
    'classes': (dict(loss_function='MultiClass', iterations=20), 'classes', True),
    'classes-numbers': (dict(loss_function='MultiClass', iterations=20), 'classes', False),
    'one-vs-all': (dict(loss_function='MultiClassOneVsAll', iterations=20), 'classes', True),
    'several-labels': (dict(loss_function='MultiLogloss', iterations=20), 'several', False),
    'several-targets': (dict(loss_function='MultiRMSE', iterations=20), 'targets', False),
    'regression': (dict(loss_function='RMSE'), 'number', True),
    'absolute': (dict(loss_function='MAE'), 'number', True),
    'quantile': (dict(loss_function='Quantile:alpha=0.9'), 'number', False),
    'huber': (dict(loss_function='Huber:delta=2'), 'number', False),
    'cross-entropy': (dict(loss_function='CrossEntropy'), 'share', False),
    'poisson': (dict(loss_function='Poisson'), 'count', True),
    'tweedie': (dict(loss_function='Tweedie:variance_power=1.4'), 'count', False),
    'monotone': (dict(loss_function='Logloss', monotone_constraints=[1, 1, 0, 0, 0]), 'binary', False),
    'stumps': (dict(loss_function='Logloss', depth=1), 'binary', True),
    'deep': (dict(loss_function='Logloss', depth=10, iterations=10), 'binary', True),
    'leaf': (dict(loss_function='RMSE', grow_policy='Lossguide', min_data_in_leaf=100_000), 'number', False),
    'weighted': (dict(loss_function='Logloss', auto_class_weights='Balanced', l2_leaf_reg=20), 'binary', True),
    'bayesian': (dict(loss_function='Logloss', bootstrap_type='Bayesian', bagging_temperature=2, rsm=0.5), 'binary', True),
    'shrunk': (dict(loss_function='Logloss', model_shrink_rate=0.05), 'binary', False),
    'long': (dict(loss_function='Logloss', iterations=400, learning_rate=0.05), 'binary', True),
    'scaled': (dict(loss_function='RMSE'), 'number', True),
}


def pool(x, categories, y=None):
    if categories:
        return cb.Pool(frame(x), y, cat_features=list(CATEGORIES))
    return cb.Pool(frame(x).iloc[:, :NUMBERS], y)


def scores(model, data):
    raw = model.predict(data, prediction_type='RawFormulaVal')
    return np.asarray(raw, dtype=np.float64)


def make(folder):
    train = table(TRAIN, 1, unseen=False)
    test = table(ROWS, 2, unseen=True)
    test.T.tofile(folder / 'rows.bin')
    zoo = {}
    for name, (parameters, kind, categories) in ZOO.items():
        model = cb.CatBoost({**common, **parameters})
        model.fit(pool(train, categories, label(kind, train, 3)))
        if name == 'scaled':
            model.set_scale_and_bias(0.3, [7])
        model.save_model(str(folder / f'{name}.json'), format='json')
        raw = scores(model, pool(test, categories))
        raw.tofile(folder / f'{name}.scores')
        zoo[name] = dict(categories=categories, outputs=raw.size // ROWS)
    print(json.dumps(dict(rows=ROWS, numbers=NUMBERS, labels=LABELS + UNSEEN, models=zoo)))


def check(folder):
    """Scores of every NAME.ours.json on the rows of make, or on NAME.ours.rows with the table NAME.ours.table."""
    for path in sorted(folder.glob('*.ours.json')):
        name = path.name.removesuffix('.ours.json')
        model = cb.CatBoost()
        model.load_model(str(path), format='json')
        own = folder / f'{name}.ours.table'
        if own.exists():
            about = json.loads(own.read_text())
            x = np.fromfile(folder / f'{name}.ours.rows').reshape(len(about['features']), -1)
            f = pd.DataFrame()
            for column, feature in zip(x, about['features']):
                labels = feature.get('labels')
                f[feature['name']] = column if labels is None else np.array(labels, dtype=object)[column.astype(int)]
            cats = [feature['name'] for feature in about['features'] if 'labels' in feature]
            data = cb.Pool(f, cat_features=cats)
        else:
            x = np.fromfile(folder / 'rows.bin').reshape(NUMBERS + len(CATEGORIES), -1).T
            data = pool(x, ZOO[name][2])
        scores(model, data).tofile(folder / f'{name}.ours.scores')


if __name__ == '__main__':
    {'make': make, 'check': check}[sys.argv[1]](Path(sys.argv[2]))
