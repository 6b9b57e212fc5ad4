"""A sparse matrix in coordinate form times a vector, and its entries a row."""

from __future__ import annotations

from typing import Any

import numpy as np

ATOL = 5e-5  # sums of products of size one cancel, the rounding of each step stays


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    rows, columns = args["places"].T
    if kernel == "count_row_entries":
        return {"counts": (args["counts"] + np.bincount(rows, minlength=len(args["counts"]))).astype(np.int32)}
    y = args["y"].astype(np.float64)
    np.add.at(y, rows, args["values"].astype(np.float64) * args["x"][columns])
    return {"y": y.astype(np.float32)}
