"""Data, and what scikit-learn and imbalanced-learn make of it. The first argument names what is asked for."""
import gzip
import json
import sys

import numpy as np

rng = np.random.default_rng(7)


def binary(n=20000):
    from sklearn import metrics as m
    from sklearn.isotonic import IsotonicRegression

    z = rng.normal(-1.3, 1.2, n)
    label = (rng.random(n) < 1 / (1 + np.exp(-z))).astype(float)
    p = 1 / (1 + np.exp(-1.4 * (z + rng.normal(0, 1, n)) - 0.3))
    p[::3] = np.round(p[::3], 2)
    w = rng.gamma(2, 0.5, n)
    iso = IsotonicRegression(out_of_bounds="clip").fit(p, label, w)
    grid = np.linspace(0, 1, 1001)
    return dict(
        label=label.tolist(), probability=p.tolist(), weight=w.tolist(),
        auc=m.roc_auc_score(label, p, sample_weight=w),
        averagePrecision=m.average_precision_score(label, p, sample_weight=w),
        brier=m.brier_score_loss(label, p, sample_weight=w),
        logLoss=m.log_loss(label, p, sample_weight=w),
        grid=grid.tolist(), isotonic=iso.predict(grid).tolist(),
    )


def sigmoid(n=4000):
    from sklearn.calibration import _SigmoidCalibration

    z = rng.normal(-1, 1.5, n)
    label = (rng.random(n) < 1 / (1 + np.exp(-0.5 * z + 0.2))).astype(float)
    grid = np.linspace(-5, 5, 101)
    fit = _SigmoidCalibration().fit(z, label)
    return dict(score=z.tolist(), label=label.tolist(), grid=grid.tolist(), probability=fit.predict(grid).tolist())


def resampling(n=6000, events=600):
    from imblearn.over_sampling import ADASYN, SMOTE, SMOTENC
    from sklearn.neighbors import NearestNeighbors

    label = np.r_[np.ones(events), np.zeros(n - events)]
    mix = np.array([[1, 0.5, 0, 0], [0, 1, 0.3, 0], [0, 0, 1, -0.6], [0, 0, 0, 1]])
    numbers = rng.normal(0, 1, (n, 4)) @ mix + label[:, None] * np.array([1.0, 0.5, 0, 0.8])
    category = np.where(rng.random(n) < 0.25 + 0.3 * label, 2, rng.integers(0, 2, n)).astype(float)
    out = dict(label=label.tolist(), numbers=numbers.T.tolist(), category=category.tolist())
    for name, maker in (("smote", SMOTE(random_state=1)), ("adasyn", ADASYN(random_state=1))):
        made, y = maker.fit_resample(numbers, label)
        s = made[n:]
        out[name] = dict(rows=len(s), mean=s.mean(0).tolist(), deviation=s.std(0).tolist(), correlation=np.corrcoef(s.T).ravel().tolist())
    made, y = SMOTENC([4], random_state=1).fit_resample(np.c_[numbers, category], label)
    s = made[n:]
    out["smotenc"] = dict(rows=len(s), mean=s.mean(0).tolist(), deviation=s.std(0).tolist(), shares=[float((s[:, 4] == c).mean()) for c in (0, 1, 2)])
    own = numbers[:events]
    distance, _ = NearestNeighbors(n_neighbors=6).fit(own).kneighbors(own)
    out["neighbourDistances"] = distance[:, 1:].ravel().tolist()
    return out


def taiwan(path):
    """CPU seconds of imbalanced-learn on the Taiwan data, and the data."""
    import time

    from imblearn.over_sampling import ADASYN, SMOTE

    with gzip.open(path, "rt") as file:
        table = np.loadtxt(file, delimiter=",", skiprows=1)
    x, y = table[:, 1:24], table[:, 24]
    z = (x - x.mean(0)) / x.std(0)
    seconds = {}
    for name, maker in (("smote", SMOTE(random_state=1)), ("adasyn", ADASYN(random_state=1))):
        start = time.process_time()
        maker.fit_resample(z, y)
        seconds[name] = time.process_time() - start
    return dict(columns=x.T.tolist(), label=y.tolist(), seconds=seconds)


print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
