"""Expected accuracy of Fairlearn's ThresholdOptimizer per criterion, on the rows it was fitted to.

Reads the JSON file of fairlearn_reference.py; prints {criterion: accuracy}.
"""
import json
import sys

import numpy as np
import pandas as pd
from fairlearn.postprocessing import ThresholdOptimizer
from sklearn.base import BaseEstimator, ClassifierMixin


class Given(ClassifierMixin, BaseEstimator):
    """Answers the column it is shown."""

    def fit(self, X, y):
        self.classes_ = np.array([0, 1])
        return self

    def predict(self, X):
        return np.asarray(X)[:, 0]


with open(sys.argv[1]) as file:
    data = json.load(file)
X = pd.DataFrame({"p": data["probability"]})
y = np.array(data["label"])
sex = np.array(data["groups"]["sex"])
names = {
    "demographic-parity": "demographic_parity",
    "equal-opportunity": "true_positive_rate_parity",
    "equalized-odds": "equalized_odds",
}
out = {}
for criterion, constraint in names.items():
    optimizer = ThresholdOptimizer(
        estimator=Given().fit(X, y), constraints=constraint, objective="accuracy_score",
        prefit=True, predict_method="predict", grid_size=4000,
    )
    optimizer.fit(X, y, sensitive_features=sex)
    chance = optimizer._pmf_predict(X, sensitive_features=sex)[:, 1]
    out[criterion] = float(np.mean(np.where(y == 1, chance, 1 - chance)))
print(json.dumps(out))
