"""A sparse matrix in CSR form times a vector."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

ATOL = 5e-5  # sums of products of size one cancel, the rounding of each step stays


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    offsets = args["offsets"]
    products = args["values"].astype(np.float64) * args["x"][args["columns"]]
    sums = [products[start:end].sum() for start, end in pairwise(offsets)]
    return {"y": np.array(sums, np.float32)}
