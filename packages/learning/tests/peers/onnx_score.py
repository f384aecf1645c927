"""Runs NAME.onnx on NAME.rows (float64, column after column) by onnxruntime: `onnx_score.py FOLDER ROWS NAME ...`."""
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

folder, rows, names = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
for name in names:
    onnx.checker.check_model(onnx.load(folder / f"{name}.onnx"), full_check=True)
    x = np.fromfile(folder / f"{name}.rows", dtype="<f8").reshape(-1, rows).T.astype(np.float32)
    session = onnxruntime.InferenceSession(folder / f"{name}.onnx")
    scores, predictions = session.run(["scores", "predictions"], {"X": x})
    np.ascontiguousarray(scores, dtype="<f8").tofile(folder / f"{name}.scores")
    np.ascontiguousarray(predictions, dtype="<f8").tofile(folder / f"{name}.predictions")
