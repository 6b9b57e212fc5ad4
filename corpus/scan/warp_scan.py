"""Exclusive prefix sums within each block."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    x = args["x"].astype(np.float64)
    prefix = np.empty_like(x)
    for start in range(0, args["n"], block[0]):
        part = x[start : start + block[0]]
        prefix[start : start + block[0]] = np.cumsum(part) - part
    totals = [x[start : start + block[0]].sum() for start in range(0, args["n"], block[0])]
    return {"prefix": prefix.astype(np.float32), "totals": np.array(totals, np.float32)}
