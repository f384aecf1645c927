"""Columns, and what OptBinning makes of them, as JSON on stdout.

    python scorecard_binning.py                  synthetic columns
    python scorecard_binning.py --golden         the small ones only: packages/learning/tests/fixtures/scorecard
    python scorecard_binning.py --data DIRECTORY also German and Taiwan columns of the public data
"""
import argparse
import json
import os
import warnings

import numpy as np
import pandas as pd
from optbinning import OptimalBinning

warnings.filterwarnings("ignore")
NAMES = {
    "prebinning": "prebinning_method", "maxPrebins": "max_n_prebins", "minPrebinShare": "min_prebin_size",
    "trend": "monotonic_trend", "minShare": "min_bin_size", "maxShare": "max_bin_size", "minBins": "min_n_bins",
    "maxBins": "max_n_bins", "minEvents": "min_bin_n_event", "minNonEvents": "min_bin_n_nonevent",
    "maxPValue": "max_pvalue", "minRateDifference": "min_event_rate_diff", "categoryCutoff": "cat_cutoff",
}


def case(name, x, y, kind="number", weight=None, specials=None, **parameters):
    theirs = {NAMES[k]: v for k, v in parameters.items()}
    if theirs.get("monotonic_trend") == "none":
        theirs["monotonic_trend"] = None
    codes = {s["name"]: list(s["values"]) for s in specials} if specials else None
    x = np.asarray(x, dtype=object if kind == "category" else float)
    y = np.asarray(y, dtype=int)
    fitted = OptimalBinning(
        dtype="numerical" if kind == "number" else "categorical", special_codes=codes, **theirs
    ).fit(x, y, sample_weight=weight)
    table = fitted.binning_table
    frame = table.build(add_totals=False)
    answer = {
        "status": fitted.status,
        "rows": frame[["Non-event", "Event", "Event rate", "WoE", "IV"]].astype(float).values.tolist(),
        "iv": float(table.iv),
    }
    if kind == "number":
        answer["splits"] = [float(s) for s in fitted.splits]
        column = {"values": [None if np.isnan(v) else float(v) for v in x]}
    else:
        answer["groups"] = [[str(c) for c in group] for group in fitted.splits]
        labels = sorted({str(v) for v in x if v is not None})
        column = {"categories": labels, "values": [None if v is None else labels.index(str(v)) for v in x]}
    parameters = dict(parameters)
    if specials:
        parameters["specials"] = specials
    return {
        "name": name, "kind": kind, **column, "label": y.tolist(),
        "weight": None if weight is None else [float(w) for w in weight],
        "parameters": parameters, "expected": answer,
    }


def event(rng, logit):
    return (rng.random(len(logit)) < 1 / (1 + np.exp(-logit))).astype(int)


def synthetic():
    cases = []
    for seed, n in [(1, 300), (2, 1000), (3, 4000)]:
        rng = np.random.default_rng(seed)
        x = rng.normal(size=n)
        up = event(rng, -1 + 1.2 * x)
        bend = event(rng, -1.5 + 1.1 * x * x)
        hill = event(rng, 0.5 - 1.1 * x * x)
        noise = event(rng, -1 + 0 * x)
        waves = event(rng, -1 + np.sin(4 * x))
        for trend in ["auto", "ascending", "descending", "peak", "valley", "none"]:
            cases.append(case(f"normal {n} {trend}", x, up, trend=trend))
            cases.append(case(f"waves {n} {trend}", x, waves, trend=trend))
        cases.append(case(f"valley {n}", x, bend))
        cases.append(case(f"peak {n}", x, hill))
        cases.append(case(f"noise {n}", x, noise))
        cases.append(case(f"noise quantile {n}", x, noise, prebinning="quantile"))
        cases.append(case(f"quantile {n}", np.round(np.exp(x), 2), up, prebinning="quantile", maxPrebins=12))
        cases.append(case(f"ties {n}", np.round(2 * x), up))
        cases.append(case(f"few values {n}", np.round(x), waves, trend="none"))
        cases.append(case(f"many prebins {n}", x, waves, trend="none", maxPrebins=40, minPrebinShare=0.01))
        cases.append(case(f"minimum share {n}", x, up, minShare=0.12))
        cases.append(case(f"shares {n}", x, up, minShare=0.1, maxShare=0.3))
        cases.append(case(f"at most four {n}", x, up, maxBins=4))
        cases.append(case(f"five to six {n}", x, waves, trend="none", minBins=5, maxBins=6))
        cases.append(case(f"events {n}", x, up, minEvents=max(5, n // 40), minNonEvents=max(5, n // 40)))
        cases.append(case(f"p-value {n}", x, up, maxPValue=0.05))
        cases.append(case(f"p-value waves {n}", x, waves, trend="none", maxPValue=0.1))
        cases.append(case(f"rate difference {n}", x, up, minRateDifference=0.05))
        holes = np.where(rng.random(n) < 0.15, np.nan, x)
        cases.append(case(f"missing {n}", holes, up))
        coded = np.where(rng.random(n) < 0.1, -99.0, holes)
        coded = np.where(rng.random(n) < 0.05, -98.0, coded)
        specials = [{"name": "no file", "values": [-99]}, {"name": "refused", "values": [-98, -97]}]
        cases.append(case(f"special {n}", coded, up, specials=specials))
        weight = rng.integers(1, 5, size=n).astype(float)
        cases.append(case(f"weights {n}", x, up, weight=weight))
        cases.append(case(f"weights waves {n}", x, waves, weight=weight, trend="none", minShare=0.08))
        names = np.array(list("abcdefghijklmno"), dtype=object)
        k = rng.choice(len(names), size=n, p=(w := 1 / np.arange(2, 17)) / w.sum())
        rates = event(rng, (k * 7 % 15) / 5 - 2.0)
        cases.append(case(f"categories {n}", names[k], rates, kind="category"))
        cases.append(case(f"rare categories {n}", names[k], rates, kind="category", categoryCutoff=0.04))
        cases.append(case(f"categories free {n}", names[k], rates, kind="category", trend="none", maxBins=5))
        gone = [None if u < 0.1 else c for u, c in zip(rng.random(n), names[k])]
        cases.append(case(f"categories missing {n}", gone, rates, kind="category", minShare=0.1))
    rng = np.random.default_rng(9)
    cases.append(case("constant", np.full(100, 3.0), rng.integers(0, 2, 100)))
    cases.append(case("two values", np.repeat([1.0, 2.0], 50), np.tile([0, 1, 1, 0, 0], 20)))
    money = np.round(np.exp(rng.normal(10, 1.5, 2000)), 2)
    cases.append(case("money", money, event(rng, 9 - np.log(money) * 0.95)))
    cases.append(case("separated", np.arange(200.0), (np.arange(200) >= 120).astype(int)))
    return cases


def public(directory):
    cases = []
    german = pd.read_csv(os.path.join(directory, "german_credit", "german_statlog.csv.gz"))
    bad = (german["class"] == 2).astype(int)
    for name in german.columns[:-1]:
        if german[name].dtype.kind in "if":
            cases.append(case(f"German {name}", german[name], bad))
        else:
            cases.append(case(f"German {name}", german[name].astype(object), bad, kind="category"))
    taiwan = pd.read_csv(os.path.join(directory, "taiwan_credit_default", "default_of_credit_card_clients.csv.gz"))
    bad = taiwan.iloc[:, -1]
    for name in ["LIMIT_BAL", "AGE", "PAY_0", "PAY_2", "PAY_6", "BILL_AMT1", "BILL_AMT6", "PAY_AMT1", "PAY_AMT6"]:
        cases.append(case(f"Taiwan {name}", taiwan[name], bad))
    cases.append(case("Taiwan BILL_AMT1 fine", taiwan["BILL_AMT1"], bad, maxPrebins=30, minPrebinShare=0.02))
    cases.append(case("Taiwan EDUCATION", taiwan["EDUCATION"].astype(str).astype(object), bad, kind="category"))
    return cases


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--golden", action="store_true")
    parser.add_argument("--data")
    chosen = parser.parse_args()
    found = synthetic()
    if chosen.golden:
        found = [c for c in found if len(c["values"]) <= 300]
    if chosen.data:
        found += public(chosen.data)
    print(json.dumps(found))
