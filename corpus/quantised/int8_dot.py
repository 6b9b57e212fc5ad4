"""Products of matrices and vectors of signed bytes."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    if kernel == "int8_dot":
        return {"result": (args["a"].astype(np.int64) * args["b"]).sum().astype(np.int32).reshape(1)}
    A, B = (args[name].view(np.int8).astype(np.int64) for name in "AB")
    scales = np.multiply.outer(args["row_scales"].astype(np.float64), args["column_scales"].astype(np.float64))
    return {"C": (A @ B.T * scales).astype(np.float32)}
