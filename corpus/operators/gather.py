"""Rows or elements by their indices; negative row indices count from the end, others out of range give zeros."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    if kernel == "gather_elements":
        return {"out": np.take_along_axis(args["x"], args["indices"], axis=1)}
    table, indices = args["table"], args["indices"]
    rows = np.where(indices < 0, indices + len(table), indices)
    found = (rows >= 0) & (rows < len(table))
    return {"out": np.where(found[:, None], table[np.where(found, rows, 0)], 0).astype(table.dtype)}
