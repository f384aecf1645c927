"""Converts models of other libraries to ONNX, and scores them by onnxruntime: `onnx_zoo.py FOLDER`.

For every model: NAME.onnx, NAME.answers (float64, rows x outputs) and one line of zoo.json; the rows, all of 32 bits, are in
rows.bin and, with categories, categories.bin (float64, column after column).
"""
import json
import sys
from pathlib import Path

import lightgbm as lgb
import numpy as np
import onnxruntime
from onnxmltools.convert import convert_lightgbm, convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType
from skl2onnx import to_onnx
from sklearn import ensemble, tree
from xgboost import XGBClassifier, XGBRegressor

folder = Path(sys.argv[1])
rows, columns = 5000, 6
rng = np.random.default_rng(11)
x = rng.normal(size=(rows, columns)).astype(np.float32)
x[:, 1] = np.round(x[:, 1] * 3)
holes = np.where(rng.random(x.shape) < 0.1, np.nan, x).astype(np.float32)
categories = holes.copy()
categories[:, 4] = rng.integers(0, 9, rows)
score = x[:, 0] + np.sin(3 * x[:, 2]) + (x[:, 1] > 1) * x[:, 3] + rng.normal(size=rows) * 0.3
binary = (score > 0.2).astype(int)
classes = np.digitize(score, [-0.5, 0.7])
in_categories = (binary ^ np.isin(categories[:, 4], [1, 4, 7])).astype(int)
zoo = []


def save(name, model, table, answer):
    data = categories if table == "categories" else holes if table == "holes" else x
    (folder / f"{name}.onnx").write_bytes(model.SerializeToString())
    session = onnxruntime.InferenceSession(model.SerializeToString())
    outputs = session.run(None, {session.get_inputs()[0].name: data})
    if answer == "regression":
        answers = outputs[0]
    else:
        answers = outputs[1] if not isinstance(outputs[1], list) else np.array([[row[k] for k in sorted(row)] for row in outputs[1]])
        if answer == "second":
            answers = answers[:, 1]
    np.ascontiguousarray(answers, dtype="<f8").tofile(folder / f"{name}.answers")
    zoo.append({"name": name, "table": table})


def sklearn(name, model, target, answer):
    save(name, to_onnx(model.fit(x, target), x[:1], options={"zipmap": False} if answer != "regression" else None), "rows", answer)


kind = FloatTensorType([None, columns])
sklearn("boosting-binary", ensemble.GradientBoostingClassifier(n_estimators=20, random_state=1), binary, "second")
sklearn("boosting-classes", ensemble.GradientBoostingClassifier(n_estimators=10, random_state=1), classes, "all")
sklearn("boosting-regression", ensemble.GradientBoostingRegressor(n_estimators=20, random_state=1), score, "regression")
sklearn("forest-binary", ensemble.RandomForestClassifier(n_estimators=20, max_depth=8, random_state=1), binary, "second")
sklearn("forest-classes", ensemble.ExtraTreesClassifier(n_estimators=20, max_depth=8, random_state=1), classes, "all")
sklearn("forest-regression", ensemble.RandomForestRegressor(n_estimators=20, random_state=1), score, "regression")
sklearn("tree", tree.DecisionTreeClassifier(max_depth=6, random_state=1), binary, "second")
sklearn("histogram-binary", ensemble.HistGradientBoostingClassifier(max_iter=20, random_state=1), binary, "second")
sklearn("histogram-regression", ensemble.HistGradientBoostingRegressor(max_iter=20, random_state=1), score, "regression")

small = {"n_estimators": 20, "verbose": -1, "n_jobs": 1}
save("lightgbm-binary", convert_lightgbm(lgb.LGBMClassifier(**small).fit(holes, binary), initial_types=[("X", kind)]), "holes", "second")
save("lightgbm-classes", convert_lightgbm(lgb.LGBMClassifier(**small).fit(holes, classes), initial_types=[("X", kind)]), "holes", "all")
save("lightgbm-regression", convert_lightgbm(lgb.LGBMRegressor(**small).fit(holes, score), initial_types=[("X", kind)]), "holes", "regression")
chains = lgb.LGBMClassifier(**small, min_data_per_group=10, cat_smooth=1).fit(categories, in_categories, categorical_feature=[4])
save("lightgbm-categories", convert_lightgbm(chains, initial_types=[("X", kind)]), "categories", "second")
save("xgboost-binary", convert_xgboost(XGBClassifier(n_estimators=20, n_jobs=1).fit(holes, binary), initial_types=[("X", kind)]), "holes", "second")
save("xgboost-classes", convert_xgboost(XGBClassifier(n_estimators=10, n_jobs=1).fit(holes, classes), initial_types=[("X", kind)]), "holes", "all")
save("xgboost-regression", convert_xgboost(XGBRegressor(n_estimators=20, n_jobs=1).fit(holes, score), initial_types=[("X", kind)]), "holes", "regression")

for name, data in {"rows": x, "holes": holes, "categories": categories}.items():
    np.ascontiguousarray(data.T, dtype="<f8").tofile(folder / f"{name}.bin")
(folder / "zoo.json").write_text(json.dumps({"rows": rows, "columns": columns, "models": zoo}))
