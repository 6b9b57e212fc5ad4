"""Extremes of a vector and the number of its distinct values."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    x = args["x"][: args["n"]]
    if kernel == "integer_range":
        before = args["extremes"]
        return {"extremes": np.array([min(x.min(), before[0]), max(x.max(), before[1])], np.int32)}
    if kernel == "float_maximum":
        return {"maximum": np.maximum(args["maximum"], x.max())}
    marks = args["marks"].copy()
    fresh = [value for value in np.unique(x) if 0 <= value < args["bound"] and marks[value] == 0]
    marks[fresh] = 1
    return {"marks": marks, "count": (args["count"] + len(fresh)).astype(np.uint32)}
