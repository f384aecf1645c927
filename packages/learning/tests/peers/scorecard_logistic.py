"""Logistic regressions of scikit-learn, with standard errors from the inverse Hessian, as JSON on stdout.

    python scorecard_logistic.py [--golden]
"""
import argparse
import json
import warnings

import numpy as np
from sklearn.linear_model import LogisticRegression

warnings.filterwarnings("ignore")


def case(name, x, y, weight=None, penalty=0.0, l1_share=0.0, saga=False):
    scale = 1.0 / penalty if penalty > 0 else np.inf
    options = dict(C=scale, l1_ratio=l1_share, max_iter=1_000_000, tol=1e-13)
    model = LogisticRegression(solver="saga" if saga else "newton-cholesky", random_state=0, **options)
    model.fit(x, y, sample_weight=weight)
    beta = model.coef_[0]
    eta = x @ beta + model.intercept_[0]
    w = np.ones(len(y)) if weight is None else weight
    answer = {"intercept": float(model.intercept_[0]), "coefficients": beta.tolist()}
    if penalty == 0:
        mu = 1 / (1 + np.exp(-eta))
        full = np.column_stack([np.ones(len(y)), x])
        covariance = np.linalg.inv(full.T @ (full * (w * mu * (1 - mu))[:, None]))
        answer["standardErrors"] = np.sqrt(np.diag(covariance)).tolist()
        answer["logLikelihood"] = float(-np.sum(w * (np.logaddexp(0, eta) - y * eta)))
    return {
        "name": name, "columns": x.T.tolist(), "label": y.tolist(),
        "weight": None if weight is None else weight.tolist(),
        "penalty": penalty, "l1Share": l1_share, "expected": answer,
    }


def cases(golden):
    found = []
    for seed, n, p in [(1, 60, 3)] if golden else [(1, 60, 3), (2, 400, 8), (3, 3000, 15)]:
        rng = np.random.default_rng(seed)
        mix = rng.normal(size=(p, p)) * 0.4 + np.eye(p)
        x = np.round(rng.normal(size=(n, p)) @ mix, 3)
        beta = rng.normal(size=p) * 0.7
        y = (rng.random(n) < 1 / (1 + np.exp(0.8 - x @ beta))).astype(int)
        weight = np.round(rng.random(n) * 3, 2)
        found += [
            case(f"none {n}", x, y),
            case(f"none weighted {n}", x, y, weight=weight),
            case(f"ridge {n}", x, y, penalty=1.0),
            case(f"ridge strong weighted {n}", x, y, weight=weight, penalty=30.0),
            case(f"wide scales {n}", x * 10.0 ** (np.arange(p) % 3), y),
            case(f"lasso {n}", x, y, penalty=0.02 * n, l1_share=1.0, saga=True),
            case(f"lasso weighted {n}", x, y, weight=weight, penalty=0.02 * n, l1_share=1.0, saga=True),
            case(f"elastic net {n}", x, y, penalty=0.05 * n, l1_share=0.4, saga=True),
        ]
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--golden", action="store_true")
    print(json.dumps(cases(parser.parse_args().golden)))
