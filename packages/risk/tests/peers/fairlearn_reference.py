"""Fairness metrics by Fairlearn: reads a JSON file of columns, prints a JSON object of figures.

Input: {"label": [...], "decision": [...], "probability": [...], "weight": [...], "groups": {name: [...]}}
"""
import json
import sys

import numpy as np
import sklearn.metrics as skm
from fairlearn import metrics as fl


def figures(data):
    y = np.array(data["label"])
    d = np.array(data["decision"])
    p = np.array(data["probability"])
    groups = {k: np.array(v) for k, v in data["groups"].items()}
    features = list(groups) + (["both"] if len(groups) > 1 else [])
    out = {}
    for weighted in (False, True):
        w = np.array(data["weight"]) if weighted else np.ones(len(y))
        rates = {
            "selection-rate": fl.selection_rate,
            "true-positive-rate": fl.true_positive_rate,
            "true-negative-rate": fl.true_negative_rate,
            "false-positive-rate": fl.false_positive_rate,
            "false-negative-rate": fl.false_negative_rate,
            "precision": skm.precision_score,
            "accuracy": skm.accuracy_score,
        }
        scores = {"mean-score": fl.mean_prediction, "auc": skm.roc_auc_score}
        for feature in features:
            sensitive = (
                np.array([" × ".join(pair) for pair in zip(*groups.values())])
                if feature == "both"
                else groups[feature]
            )
            entry = {}
            for metrics, predicted in ((rates, d), (scores, p)):
                frame = fl.MetricFrame(
                    metrics=metrics,
                    y_true=y,
                    y_pred=predicted,
                    sensitive_features=sensitive,
                    sample_params={name: {"sample_weight": w} for name in metrics},
                )
                for name in metrics:
                    entry[name] = {
                        "overall": float(frame.overall[name]),
                        "byGroup": {g: float(v) for g, v in frame.by_group[name].items()},
                        "difference": float(frame.difference(method="between_groups")[name]),
                        "differenceToOverall": float(frame.difference(method="to_overall")[name]),
                        "ratio": float(frame.ratio(method="between_groups")[name]),
                        "ratioToOverall": float(frame.ratio(method="to_overall")[name]),
                    }
            arguments = dict(y_true=y, y_pred=d, sensitive_features=sensitive, sample_weight=w)
            disparities = {
                "demographic-parity-difference": fl.demographic_parity_difference,
                "demographic-parity-ratio": fl.demographic_parity_ratio,
                "equalized-odds-difference": fl.equalized_odds_difference,
                "equalized-odds-ratio": fl.equalized_odds_ratio,
                "equal-opportunity-difference": fl.equal_opportunity_difference,
                "equal-opportunity-ratio": fl.equal_opportunity_ratio,
            }
            out[f"{feature}{'/weighted' if weighted else ''}"] = {
                "metrics": entry,
                "disparities": {name: float(f(**arguments)) for name, f in disparities.items()},
            }
    return out


if __name__ == "__main__":
    with open(sys.argv[1]) as file:
        print(json.dumps(figures(json.load(file))))
