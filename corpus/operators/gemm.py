"""alpha * A @ B + beta * C; the half kernel has neither alpha nor beta."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    product = args["A"].astype(np.float64) @ args["B"].astype(np.float64)
    if kernel.startswith("gemm_half"):
        return {"C": product.astype(np.float16)}
    return {"C": (args["alpha"] * product + args["beta"] * args["C"].astype(np.float64)).astype(np.float32)}
