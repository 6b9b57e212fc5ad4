"""y = alpha * A @ x + beta * y; y is not read when beta is zero."""

from __future__ import annotations

from typing import Any

import numpy as np

ATOL = 5e-5  # sums of products of size one cancel, the rounding of each step stays


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    product = args["alpha"] * (args["A"].astype(np.float64) @ args["x"].astype(np.float64))
    if args["beta"] != 0:
        product += args["beta"] * args["y"].astype(np.float64)
    return {"y": product.astype(np.float32)}
